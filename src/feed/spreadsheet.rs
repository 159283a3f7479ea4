//! Tables that people open in a spreadsheet.

use std::io;

/// What a file in UTF-8 begins with, so that a spreadsheet takes it for one.
pub(super) const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Rows of a table as CSV (RFC 4180).
pub(super) fn lines(rows: impl IntoIterator<Item = Vec<String>>) -> io::Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    for row in rows {
        writer.write_record(row)?;
    }
    writer
        .into_inner()
        .map_err(|error| io::Error::other(error.to_string()))
}

/// The text of a cell without the apostrophe that [`harmless`] puts before formulas.
pub(super) fn plain(cell: String) -> String {
    match cell.strip_prefix('\'') {
        Some(text) if harmless(text) != text => text.to_owned(),
        _ => cell,
    }
}

/// What a text begins with that a spreadsheet may take for a formula (OWASP, CSV
/// injection): the full-width signs too, which programs of East Asia read as the narrow
/// ones, and a byte order mark, which is passed over before anything else is looked at.
const FORMULA: [char; 12] = [
    '=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', '\u{feff}',
];

/// What a reader does not see, and some programs take away before they look: blanks, and
/// the letters of Unicode that only tell how to set others (its category Cf).
fn is_unseen(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(letter,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

/// A text that no spreadsheet takes for a formula: one that begins as a formula
/// does gets an apostrophe before it, and one that has it already another, so that
/// reading gives back what was written.
pub(super) fn harmless(text: &str) -> String {
    let behind = text.trim_start_matches('\'');
    let shown = behind.trim_start_matches(is_unseen);
    if behind.starts_with(FORMULA) || shown.starts_with(FORMULA) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_becomes_a_formula() {
        for formula in [
            "=1+1",
            "+82",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "＝1+1",
            "＋82",
            "－1",
            "＠SUM(A1)",
            "\u{feff}=1",
            "\u{feff}\u{feff}x",
            " =1",
            "\u{3000}=1",
            "\u{200b}=1",
            "\u{202e}\u{2060}＝1",
        ] {
            assert_eq!(harmless(formula), format!("'{formula}"));
        }
        assert_eq!(harmless("2-1"), "2-1");
    }

    #[test]
    fn what_was_made_harmless_reads_back() {
        for text in [
            "=1+1",
            "'=1",
            "''-1",
            "'abc",
            "'",
            "2-1",
            "",
            "＝1",
            "\u{feff}=1",
            " =1",
            "'\u{200b}=1",
        ] {
            assert_eq!(plain(harmless(text)), text);
        }
    }
}
