//! What a row of the national course file asks of a programme and its offering.
//!
//! A title and a mode are needed, and days that are said have to be days: without them
//! the course would be another one. Any other cell that means nothing its field could
//! hold costs itself alone: it is told, and changes nothing.

mod offering;
mod times;

use entity::values::{ProgrammeKind, Recognition};

use super::{
    around::Around,
    cell::Cell,
    column::{Column, Course},
    marks, words,
    write::KOREAN,
};
use crate::domain::{
    check::{LONG_TEXT, NAME, SUMMARY},
    offering::{Edit, run::Run},
    patch::{Patch, Texts},
    problem::{Complaint, Problems},
    programme::{self, whole::Whole},
    web_address,
};

/// What is there of the course already, and the row that we would write of it.
#[derive(Clone, Copy)]
pub(super) struct There<'a> {
    pub(super) whole: &'a Whole,
    pub(super) run: &'a Run,
    pub(super) row: &'a Course,
}

/// What a row asks for.
pub(super) struct Reading {
    pub(super) programme: programme::Edit,
    pub(super) offering: Edit,
    /// What the row cannot come in with, each under the header of its column.
    pub(super) problems: Problems,
    /// What it comes in without.
    pub(super) warnings: Problems,
}

/// Reads a row. A cell that says what is there already asks for nothing, so what
/// the file has no words for stays.
pub(super) fn read(course: &Course, there: Option<There<'_>>, around: &Around) -> Reading {
    let mut reader = Reader {
        course,
        there,
        around,
        problems: Problems::default(),
        warnings: Problems::default(),
    };
    let programme = reader.programme();
    let offering = reader.offering();
    Reading {
        programme,
        offering,
        problems: reader.problems,
        warnings: reader.warnings,
    }
}

/// Empties the cells whose text nobody could keep, and tells which.
pub(super) fn mend(course: &mut Course) -> Problems {
    let mut warnings = Problems::default();
    for column in Column::ALL {
        let most = match column {
            Column::Title => continue,
            Column::Description => LONG_TEXT,
            Column::Instructor | Column::Place => NAME,
            _ => SUMMARY,
        };
        let text = Some(course[column].trim()).filter(|text| !text.is_empty());
        let mut found = Problems::default();
        found.check_text(column.header(), text, most);
        if !found.is_empty() {
            course[column].clear();
            warnings.extend(found);
        }
    }
    warnings
}

struct Reader<'a> {
    course: &'a Course,
    there: Option<There<'a>>,
    around: &'a Around,
    problems: Problems,
    warnings: Problems,
}

/// Sets what is said, and empties what is not.
fn said<T>(value: Option<T>) -> Patch<T> {
    Cell::from(value).into_patch()
}

fn korean(text: Option<&str>) -> Patch<Texts> {
    let text = text.map(str::to_owned);
    Patch::Set(Texts(vec![(KOREAN.to_owned(), text)]))
}

impl Reader<'_> {
    fn says_new(&self, columns: &[Column]) -> bool {
        self.there.is_none_or(|there| {
            let mut columns = columns.iter();
            columns.any(|column| there.row[*column] != self.course[*column])
        })
    }

    fn refuse(&mut self, column: Column, complaint: Complaint) {
        self.problems.add(column.header(), complaint);
    }

    fn warn(&mut self, column: Column, complaint: Complaint) {
        self.warnings.add(column.header(), complaint);
    }

    /// What a cell says in the marks that the vocabularies know.
    fn meant(&self, column: Column) -> Option<String> {
        let text = marks::plain(self.course[column].trim());
        (!marks::says_nothing(&text)).then_some(text)
    }

    /// What a cell means in another form; one that has no such meaning is told.
    fn value<T>(
        &mut self,
        column: Column,
        read: impl FnOnce(&str) -> Option<T>,
        complaint: impl FnOnce() -> Complaint,
    ) -> Cell<T> {
        let Some(text) = self.meant(column) else {
            return Cell::Empty;
        };
        let value = read(&text).map(Cell::Says);
        value.unwrap_or_else(|| self.unread(column, complaint()))
    }

    /// The days of a course are needed as soon as they are said.
    fn unread<T>(&mut self, column: Column, complaint: Complaint) -> Cell<T> {
        if [Column::StartDay, Column::EndDay].contains(&column) {
            self.refuse(column, complaint);
        } else {
            self.warn(column, complaint);
        }
        Cell::Unread
    }

    fn programme(&mut self) -> programme::Edit {
        let mut edit = programme::Edit::default();
        if self.there.is_none() {
            edit.kind = Patch::Set(ProgrammeKind::Course);
            edit.default_locale = Patch::Set(KOREAN.to_owned());
        }
        if self.says_new(&[Column::Title]) {
            match self.course.said(Column::Title) {
                None => self.refuse(Column::Title, Complaint::required()),
                title => edit.title = korean(title),
            }
        }
        if self.says_new(&[Column::Description]) {
            edit.description = korean(self.course.said(Column::Description));
        }
        if self.says_new(&[Column::Audience]) {
            let audience = self.course.said(Column::Audience);
            edit.audience = korean(audience);
            let groups = audience.and_then(|text| words::target_groups(&marks::plain(text)));
            edit.codes.target_groups = groups.map_or(Patch::Keep, Patch::Set);
        }
        if self.says_new(&[Column::Institution]) {
            let name = self.course.said(Column::Institution);
            let name = name.filter(|name| *name != self.around.city);
            edit.provider = said(name.and_then(|name| self.around.organisation_named(name)));
        }
        if self.says_new(&[Column::Website]) {
            edit.website = self.website().into_patch();
        }
        edit.recognitions = self.recognitions();
        edit
    }

    /// Often there is a remark behind the address, or a word instead of it.
    fn website(&mut self) -> Cell<String> {
        if self.meant(Column::Website).is_none() {
            return Cell::Empty;
        }
        let text = self.course[Column::Website].trim();
        let Some(address) = website(text) else {
            self.warn(Column::Website, Complaint::no_web_address());
            return Cell::Unread;
        };
        if text.contains([' ', ',', ';', '(']) {
            self.warn(Column::Website, Complaint::taken_in_part(&address, text));
        }
        Cell::Says(address)
    }

    fn recognitions(&mut self) -> Patch<Vec<Recognition>> {
        if !self.says_new(&words::FLAGS.map(|(column, _)| column)) {
            return Patch::Keep;
        }
        let before = self
            .there
            .map(|there| there.whole.row.recognitions.0.clone());
        let mut recognitions = before.unwrap_or_default();
        for (column, recognition) in words::FLAGS {
            let flag = self.value(column, words::flag, || Complaint::not_as("Y"));
            let Some(flag) = flag.says() else { continue };
            let is_there = recognitions.contains(&recognition);
            if flag && !is_there {
                recognitions.retain(|known| *known != Recognition::None);
                recognitions.push(recognition);
            } else if !flag {
                recognitions.retain(|known| *known != recognition);
            }
        }
        Patch::Set(recognitions)
    }
}

/// What may be nothing is empty then.
fn flat<T>(cell: Cell<impl Into<Cell<T>>>) -> Cell<T> {
    match cell {
        Cell::Says(value) => value.into(),
        Cell::Empty => Cell::Empty,
        Cell::Unread => Cell::Unread,
    }
}

/// The first address in a text.
fn website(text: &str) -> Option<String> {
    let first = text.split([' ', '\t', '\r', '\n', ',', ';', '(']).next()?;
    let scheme = first.find("://")?;
    let address = format!(
        "{}{}",
        first[..scheme].to_ascii_lowercase(),
        &first[scheme..]
    );
    let address = web_address::encoded(&address);
    web_address::is_web_address(&address).then_some(address)
}
