//! Quotation marks that swallow what stands behind them.

/// What a letter stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum In {
    /// At the beginning of a cell.
    Begin,
    /// In a cell without quotation marks.
    Plain,
    /// Between the quotation marks of a cell.
    Quoted,
    /// Behind a quotation mark that may be the last one of a cell.
    Closed,
}

/// The line of the first quotation mark that begins a cell and does not end it: nothing
/// ends it, or text stands behind its end. All readers take rows for a part of such a
/// cell, each another part.
pub(super) fn stray(text: &str) -> Option<usize> {
    let (mut line, mut opened, mut state) = (1, 1, In::Begin);
    let mut letters = text.bytes().peekable();
    while let Some(letter) = letters.next() {
        state = match (state, letter) {
            (In::Quoted, b'"') | (In::Closed, b' ') => In::Closed,
            (In::Quoted, _) | (In::Closed, b'"') => In::Quoted,
            (_, b',' | b'\r' | b'\n') => In::Begin,
            (In::Closed, _) => return Some(opened),
            (In::Begin, b'"') => {
                opened = line;
                In::Quoted
            }
            (In::Begin | In::Plain, _) => In::Plain,
        };
        let is_end = letter == b'\n' || letter == b'\r' && letters.peek() != Some(&b'\n');
        line += usize::from(is_end);
    }
    (state == In::Quoted).then_some(opened)
}

/// How few columns a table may have for its rows to look like any text with commas.
const TELLING: usize = 8;

/// Whether a cell holds the rest of its own row and the beginning of another one: between
/// two stray marks in the same column, which together look like those of one cell.
pub(super) fn holds_rows(cells: &[String], columns: usize) -> bool {
    let commas = |line: &str| line.matches(',').count();
    let holds = |(place, cell): (usize, &String)| {
        let mut lines = cell.split(['\r', '\n']).filter(|line| !line.is_empty());
        let (first, last) = (lines.next(), lines.next_back());
        let lines_between = lines.all(|line| commas(line) + 1 == columns);
        let is_rest = first.is_some_and(|line| commas(line) + place + 1 == columns);
        lines_between && is_rest && last.is_some_and(|line| commas(line) == place)
    };
    columns >= TELLING && cells.len() == columns && cells.iter().enumerate().any(holds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_that_end_their_cells_are_none() {
        for text in [
            "",
            "a,b\r\n\"x\",\"\"\r\n",
            "\"a \"\"b\"\" c\",\"line\nline\",\"\"\"\"",
            "19\" monitor,a\"b\"\n",
            "\"a\" ,b",
            "\"a\"\r\"b\"",
        ] {
            assert_eq!(stray(text), None, "{text}");
        }
    }

    #[test]
    fn a_mark_that_swallows_is_told_with_its_line() {
        for (text, line) in [
            ("a,b\r\nc,\"d\r\ne,f\r\n", 2),
            ("a,b\rc,d\re,\"f\rg,\"h\r", 3),
            ("a\n\"line\nline\",\"b\" c\n", 3),
            ("\"", 1),
        ] {
            assert_eq!(stray(text), Some(line), "{text}");
        }
    }

    #[test]
    fn two_marks_of_one_column_are_seen_by_the_commas_between_them() {
        let cells = |text: &str| {
            let mut cells = vec!["x".to_owned(); 9];
            text.clone_into(&mut cells[2]);
            cells
        };
        let swallowed = "text,4,5,6,7,8,9\r\n1,2,3,4,5,6,7,8,9\r\n1,2,text";
        assert!(holds_rows(&cells(swallowed), 9));
        assert!(holds_rows(&cells("text,4,5,6,7,8,9\r1,2,text"), 9));
        for good in ["one line", "two\nlines", "a, b\nc, d", "1,2,3,4,5,6,7,8,9"] {
            assert!(!holds_rows(&cells(good), 9), "{good}");
        }
    }
}
