//! Tables as a workbook: its first sheet, with what each cell shows.

use std::io::Cursor;

use calamine::{Data, ExcelDateTime, Reader, Xlsx};
use chrono::NaiveTime;

use super::Table;
use crate::domain::problem::Complaint;

/// What every workbook begins with: it is an archive.
const ARCHIVE: &[u8] = b"PK\x03\x04";

/// Whether these bytes are a workbook.
pub(in crate::feed) fn is_xlsx(bytes: &[u8]) -> bool {
    bytes.starts_with(ARCHIVE)
}

/// Reads the first sheet. The line of a row is the one that spreadsheets show.
pub(in crate::feed) fn xlsx(bytes: &[u8]) -> Result<Table, Complaint> {
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(Complaint::unreadable)?;
    let sheet = book
        .worksheet_range_at(0)
        .ok_or_else(Complaint::no_records)?;
    let sheet = sheet.map_err(Complaint::unreadable)?;
    let first = sheet.start().map_or(0, |(row, _)| row);
    let first = i32::try_from(first).unwrap_or_default() + 1;
    let rows = (first..).zip(sheet.rows());
    let rows = rows.map(|(line, row)| (line, row.iter().map(shown).collect()));
    Ok(Table::of(rows))
}

fn shown(cell: &Data) -> String {
    match cell {
        Data::DateTime(at) => moment(at),
        Data::Bool(truth) => if *truth { "Y" } else { "N" }.to_owned(),
        Data::Error(_) => "#N/A".to_owned(),
        Data::Empty => String::new(),
        other => other.to_string(),
    }
}

/// A day, a time of day, or both: spreadsheets count them all in days.
fn moment(at: &ExcelDateTime) -> String {
    let Some(moment) = at.as_datetime() else {
        return at.as_f64().to_string();
    };
    let format = if at.as_f64() < 1.0 {
        "%H:%M"
    } else if moment.time() == NaiveTime::MIN {
        "%Y-%m-%d"
    } else {
        "%Y-%m-%d %H:%M:%S"
    };
    moment.format(format).to_string()
}
