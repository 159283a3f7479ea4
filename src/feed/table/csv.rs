//! Tables as text: CSV (RFC 4180).

use super::{Table, quotes};
use crate::domain::problem::Complaint;

/// Reads a table. Its lines may end in any way, and its rows be of any length; a
/// quotation mark that swallows rows is told with its line.
pub(in crate::feed) fn csv(text: &str) -> Result<Table, Complaint> {
    if let Some(line) = quotes::stray(text) {
        return Err(Complaint::stray_quote(line));
    }
    let table = Table::of(rows(text));
    let swallowed = table
        .rows
        .iter()
        .find(|(_, cells)| quotes::holds_rows(cells, table.head.len()));
    match swallowed {
        Some((line, _)) => Err(Complaint::stray_quote(line)),
        None => Ok(table),
    }
}

/// The rows of a text, each with the line where it begins.
fn rows(text: &str) -> impl Iterator<Item = (i32, Vec<String>)> {
    let reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let (mut line, mut counted) = (1, 0);
    let records = reader.into_records().map_while(Result::ok);
    records.map(move |record| {
        let at = record.position().map_or(0, csv::Position::byte);
        let at = usize::try_from(at).unwrap_or(usize::MAX).min(text.len());
        // The reader has not yet passed the end of the row before.
        let rest = &text.as_bytes()[at..];
        let is_end = |byte: &&u8| matches!(byte, b'\r' | b'\n');
        let start = at + rest.iter().take_while(is_end).count();
        line += line_ends(&text[counted..start]);
        counted = start;
        let cells = record.iter().map(str::to_owned).collect();
        (i32::try_from(line).unwrap_or(i32::MAX), cells)
    })
}

/// How many lines end here: by CR, LF, or both.
fn line_ends(text: &str) -> usize {
    text.matches(['\r', '\n']).count() - text.matches("\r\n").count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_knows_its_line() {
        let text = "a,b\r\n\"x\r\ny\",1\r\n\r\n2,\n3,4";
        for text in [
            text.to_owned(),
            text.replace("\r\n", "\r"),
            text.replace("\r\n", "\n"),
        ] {
            let lines: Vec<i32> = rows(&text).map(|(line, _)| line).collect();
            assert_eq!(lines, [1, 2, 5, 6], "{text:?}");
        }
    }

    #[test]
    fn what_is_empty_at_the_end_says_nothing() {
        let table = csv("a,b,,\r\n1,2,,\r\n3,4\r\n5,6,,7\r\n8,,,\r\n,,,\r\n\r\n , ,\r\n").unwrap();
        assert_eq!(table.head, ["a", "b"]);
        let rows: Vec<_> = table
            .rows
            .iter()
            .map(|(line, cells)| (*line, cells.join("|")))
            .collect();
        let told = [(2, "1|2"), (3, "3|4"), (4, "5|6||7"), (5, "8|")];
        assert_eq!(rows, told.map(|(line, cells)| (line, cells.to_owned())));
    }

    #[test]
    fn a_name_that_was_typed_letter_by_letter_is_the_same() {
        use unicode_normalization::UnicodeNormalization;
        let typed: String = "강좌명,a\r\n".nfd().collect();
        assert_eq!(csv(&typed).unwrap().head, ["강좌명", "a"]);
    }
}
