//! What is told of the rows of a file, as a table for people.

use std::io;

use entity::import_remark::Model;

use super::spreadsheet::{BYTE_ORDER_MARK, harmless, lines};

/// A line for each thing to mend, in English and Korean.
pub fn csv(rows: &[Model]) -> io::Result<Vec<u8>> {
    let head = ["line", "row", "column", "reason", "사유"].map(str::to_owned);
    let reasons = rows.iter().flat_map(|row| {
        let what = if row.is_refused { "refused" } else { "taken" };
        let reasons = row.problems.0.iter();
        reasons.map(|reason| {
            let text = |locale| harmless(reason.message.get(locale).unwrap_or_default());
            let column = harmless(reason.column.as_deref().unwrap_or_default());
            vec![
                row.line.to_string(),
                what.to_owned(),
                column,
                text("en"),
                text("ko"),
            ]
        })
    });
    let table = lines(std::iter::once(head.into()).chain(reasons))?;
    Ok([BYTE_ORDER_MARK.as_bytes(), &table].concat())
}
