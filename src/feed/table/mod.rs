//! Tables that come in, whatever they are written in.

mod csv;
mod json;
mod quotes;
mod xlsx;
mod xml;

pub(super) use self::{
    csv::csv,
    json::json,
    xlsx::{is_xlsx, xlsx},
    xml::xml,
};

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

/// The cells of a row that name their columns themselves.
type Record = Vec<(String, String)>;

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

impl Table {
    /// A table of records: its columns are those that any of them has.
    fn of_records(records: Vec<Record>) -> Self {
        let mut head: Vec<String> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut rows = Vec::new();
        for (record, line) in records.into_iter().zip(1..) {
            let mut cells = vec![String::new(); head.len()];
            for (name, cell) in record {
                let place = *places.entry(name).or_insert_with_key(|name| {
                    head.push(name.clone());
                    cells.push(String::new());
                    head.len() - 1
                });
                cells[place] = cell;
            }
            rows.push((line, cells));
        }
        for (_, cells) in &mut rows {
            cells.resize(head.len(), String::new());
        }
        rows.retain(|(_, cells)| !cells.iter().all(|cell| is_empty(cell)));
        let head = head.iter().map(|name| name.nfc().collect()).collect();
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
