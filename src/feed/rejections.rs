//! The rows of a file that were refused, as a table for people.

use std::io;

use entity::import_rejection::Model;

use super::spreadsheet::{BYTE_ORDER_MARK, harmless, lines};

/// A line for each thing to mend, in English and Korean.
pub fn csv(refused: &[Model]) -> io::Result<Vec<u8>> {
    let head = ["line", "column", "reason", "사유"].map(str::to_owned);
    let reasons = refused.iter().flat_map(|row| {
        let reasons = row.problems.0.iter();
        reasons.map(|reason| {
            let text = |locale| harmless(reason.message.get(locale).unwrap_or_default());
            let column = harmless(reason.column.as_deref().unwrap_or_default());
            vec![row.line.to_string(), column, text("en"), text("ko")]
        })
    });
    let table = lines(std::iter::once(head.into()).chain(reasons))?;
    Ok([BYTE_ORDER_MARK.as_bytes(), &table].concat())
}
