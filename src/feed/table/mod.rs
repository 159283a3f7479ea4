//! Tables that come in, whatever they are written in.

mod csv;
mod quotes;

pub(super) use self::csv::csv;

use unicode_normalization::UnicodeNormalization;

/// A table as its file has it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Table {
    /// The names of its columns.
    pub(super) head: Vec<String>,
    /// Its rows, each with the line where it begins. A row that is empty is none.
    pub(super) rows: Vec<(i32, Vec<String>)>,
}

impl Table {
    /// A table of these rows, the first of which names the columns.
    ///
    /// Spreadsheets write columns and rows that are empty at the end, and some programs
    /// a comma behind the last cell: none of them says anything.
    fn of(mut rows: impl Iterator<Item = (i32, Vec<String>)>) -> Self {
        let mut head = rows.next().map(|(_, cells)| cells).unwrap_or_default();
        cut(&mut head, 0);
        // Names that were typed on a Mac may come letter by letter.
        let head: Vec<String> = head
            .iter()
            .map(|name| name.trim().nfc().collect())
            .collect();
        let rows = rows.filter(|(_, cells)| !cells.iter().all(|cell| is_empty(cell)));
        let rows = rows.map(|(line, mut cells)| {
            cut(&mut cells, head.len());
            (line, cells)
        });
        let rows = rows.collect();
        Self { head, rows }
    }
}

fn is_empty(cell: &str) -> bool {
    cell.trim().is_empty()
}

/// Takes the empty cells at the end away, but leaves so many cells.
fn cut(cells: &mut Vec<String>, least: usize) {
    while cells.len() > least && cells.last().is_some_and(|cell| is_empty(cell)) {
        cells.pop();
    }
}
