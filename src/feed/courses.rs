//! The Korean national file of lifelong learning courses (15013110): read in all the
//! forms in which the national portal gives it, written as CSV.

use std::io;

use super::{
    Encoding, encoding,
    spreadsheet::{self, harmless},
    table::{self, Table},
};
use crate::domain::{
    course::{Column, Course, Line},
    problem::{Complaint, Problems},
};

/// Where the file stands in an input.
pub(super) const CONTENT: &str = "content";

/// The rows of a file. A row that cannot be read is handed on with the reason; a
/// file that is none of these is refused as a whole.
pub fn read(bytes: &[u8]) -> Result<Vec<Line>, Problems> {
    let table = table(bytes).map_err(|complaint| Problems::with(CONTENT, complaint))?;
    let columns = columns(&table.head)?;
    let rows = table.rows.into_iter();
    let lines = rows.map(|(line, cells)| (line, course(&columns, cells)));
    Ok(lines.collect())
}

/// Whether these bytes are packed.
#[must_use]
pub fn is_archive(bytes: &[u8]) -> bool {
    table::is_xlsx(bytes)
}

/// The file in any of the forms in which the national portal gives it.
fn table(bytes: &[u8]) -> Result<Table, Complaint> {
    if table::is_xlsx(bytes) {
        return table::xlsx(bytes);
    }
    let text = encoding::decode(bytes)?;
    let is_column = |name: &str| Column::named(name).is_some();
    match text.trim_start().chars().next() {
        Some('{' | '[') => table::json(&text, is_column),
        Some('<') => table::xml(&text, is_column),
        _ => table::csv(&text),
    }
}

/// Which column stands where.
fn columns(head: &[String]) -> Result<Vec<Column>, Problems> {
    let mut problems = Problems::default();
    let mut columns = Vec::new();
    for name in head {
        match Column::named(name) {
            Some(column) if columns.contains(&column) => {
                problems.add(CONTENT, Complaint::twice());
            }
            Some(column) => columns.push(column),
            None => problems.add(CONTENT, Complaint::unknown_column(name)),
        }
    }
    for column in &Column::ALL[..Column::REQUIRED] {
        let is_there = columns.contains(column);
        problems.demand(is_there, CONTENT, || {
            Complaint::column_missing(column.header())
        });
    }
    problems.into_outcome(columns)
}

fn course(columns: &[Column], cells: Vec<String>) -> Result<Course, Problems> {
    if cells.len() != columns.len() {
        let complaint = Complaint::wrong_cells(cells.len(), columns.len());
        return Err(Problems::with("", complaint));
    }
    let mut course = Course::default();
    for (column, cell) in columns.iter().zip(cells) {
        course[*column] = spreadsheet::plain(cell);
    }
    Ok(course)
}

/// Writes a file piece by piece.
#[derive(Clone, Copy, Debug)]
pub struct Writer(Encoding);

impl Writer {
    /// Writes in this encoding.
    #[must_use]
    pub fn new(encoding: Encoding) -> Self {
        Self(encoding)
    }

    /// The head: that of the merged file, which says whose data it is.
    pub fn head(self) -> io::Result<Vec<u8>> {
        let names = Column::ALL.map(|column| column.header().to_owned());
        let mark = self.0.mark().to_vec();
        Ok([mark, self.bytes(&spreadsheet::lines([names.into()])?)?].concat())
    }

    /// Rows. A cell that a spreadsheet would take for a formula gets an apostrophe,
    /// which reading takes away again.
    pub fn rows(self, courses: &[Course]) -> io::Result<Vec<u8>> {
        let rows = courses.iter().map(|course| {
            let cells = Column::ALL.map(|column| match course[column].as_str() {
                // Alone it stands for nothing, and for no formula.
                "-" => "-".to_owned(),
                text => harmless(text),
            });
            cells.into()
        });
        self.bytes(&spreadsheet::lines(rows)?)
    }

    fn bytes(self, text: &[u8]) -> io::Result<Vec<u8>> {
        encoding::encoded(&String::from_utf8_lossy(text), self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(bytes: &[u8]) -> Vec<String> {
        let problems = read(bytes).unwrap_err();
        let complaints = problems.iter().map(|problem| problem.complaint.sentences());
        complaints
            .map(|text| text.get("en").unwrap().to_owned())
            .collect()
    }

    #[test]
    fn a_file_reads_back_as_it_was_written() {
        let mut course = Course::default();
        course[Column::Title] = "한글 \"첫\" 걸음, 둘\n걸음".to_owned();
        course[Column::Description] = "=HYPERLINK(\"http://x\")".to_owned();
        course[Column::Phone] = "-".to_owned();

        for encoding in [Encoding::Utf8, Encoding::Cp949] {
            let writer = Writer::new(encoding);
            let rows = writer.rows(std::slice::from_ref(&course)).unwrap();
            assert!(rows.windows(14).any(|cell| cell == b"\"'=HYPERLINK(\""));
            let bytes = [writer.head().unwrap(), rows].concat();
            assert_eq!(read(&bytes).unwrap(), [(2, Ok(course.clone()))]);
        }
    }

    #[test]
    fn thirty_columns_are_told_by_name() {
        let mut names: Vec<String> = Column::ALL.map(|column| column.header().to_owned()).into();
        names.extend(["비고1", "비고2", "비고3"].map(str::to_owned));
        let bytes = spreadsheet::lines([names]).unwrap();
        assert_eq!(sentences(&bytes)[2], "The column \"비고3\" is not known.");
    }

    #[test]
    fn what_is_missing_is_told_by_name() {
        assert_eq!(sentences(b"").len(), Column::REQUIRED);
        assert_eq!(sentences(b"")[0], "The column \"강좌명\" is missing.");
    }

    #[test]
    fn a_row_with_other_cells_is_refused_and_the_next_one_is_read() {
        let good = vec!["y".to_owned(); 27];
        let rows = [good.clone(), vec!["x".to_owned(); 30], good];
        let head = Writer::new(Encoding::Utf8).head().unwrap();
        let rows = rows.map(|row| spreadsheet::lines([row]).unwrap());
        let bytes = [head, rows.concat()].concat();
        let lines = read(&bytes).unwrap();
        let good: Vec<_> = lines
            .iter()
            .map(|(line, course)| (*line, course.is_ok()))
            .collect();
        assert_eq!(good, [(2, true), (3, false), (4, true)]);
    }
}
