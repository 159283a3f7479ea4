//! What a row of the national course file asks of a programme and its offering.

use chrono::{NaiveDate, NaiveTime};
use entity::values::{DeliveryMode, Frequency, ProgrammeKind, Recognition};

use super::{
    around::Around,
    column::{Column, Course},
    when, words,
    write::{FREE, KOREAN},
};
use crate::domain::{
    check::SUMMARY,
    offering::{self, Price, run::Run},
    patch::{Patch, Texts},
    problem::{Complaint, Problems},
    programme::{self, whole::Whole},
    schedule::Rule,
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
    pub(super) offering: offering::Edit,
    /// Found in single cells, each under the header of its column.
    pub(super) problems: Problems,
}

/// Reads a row. A cell that says what is there already asks for nothing, so what
/// the file has no words for stays.
pub(super) fn read(course: &Course, there: Option<There<'_>>, around: &Around) -> Reading {
    let mut reader = Reader {
        course,
        there,
        around,
        problems: Problems::default(),
    };
    reader.check_texts();
    let programme = reader.programme();
    let offering = reader.offering();
    Reading {
        programme,
        offering,
        problems: reader.problems,
    }
}

struct Reader<'a> {
    course: &'a Course,
    there: Option<There<'a>>,
    around: &'a Around,
    problems: Problems,
}

/// Sets what is said, and empties what is not.
fn said<T>(value: Option<T>) -> Patch<T> {
    value.map_or(Patch::Clear, Patch::Set)
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

    /// Programmes and offerings have rules for some cells; all are kept as text.
    fn check_texts(&mut self) {
        use Column::{Audience, Description, Instructor, Place, Title};
        for column in Column::ALL {
            if ![Title, Description, Audience, Instructor, Place].contains(&column) {
                let text = Some(self.course[column].trim()).filter(|text| !text.is_empty());
                self.problems.check_text(column.header(), text, SUMMARY);
            }
        }
    }

    /// What a cell means in another form; a cell that has no such meaning is refused.
    fn value<T>(
        &mut self,
        column: Column,
        read: impl FnOnce(&str) -> Option<T>,
        complaint: impl FnOnce() -> Complaint,
    ) -> Option<T> {
        let text = self.course.said(column)?;
        let value = read(text);
        if value.is_none() {
            self.refuse(column, complaint());
        }
        value
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
            let groups = audience.and_then(words::target_groups);
            edit.codes.target_groups = groups.map_or(Patch::Keep, Patch::Set);
        }
        if self.says_new(&[Column::Institution]) {
            let name = self.course.said(Column::Institution);
            let name = name.filter(|name| *name != self.around.city);
            edit.provider = said(name.and_then(|name| self.around.organisation_named(name)));
        }
        if self.says_new(&[Column::Website]) {
            edit.website = said(self.website());
        }
        edit.recognitions = self.recognitions();
        edit
    }

    /// Often there is no address but a word: that one is no website.
    fn website(&self) -> Option<String> {
        let text = self.course.said(Column::Website)?;
        let is_address = text.starts_with("http://") || text.starts_with("https://");
        is_address.then(|| web_address::encoded(text))
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
            let Some(flag) = flag else { continue };
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

    fn offering(&mut self) -> offering::Edit {
        let mut edit = offering::Edit::default();
        if self.says_new(&[Column::Instructor]) {
            let name = self.course.said(Column::Instructor).map(str::to_owned);
            // Files are passed on without the names: that takes none away.
            edit.instructor_name = name.map_or(Patch::Keep, Patch::Set);
        }
        self.mode(&mut edit);
        self.place(&mut edit);
        self.enrolment(&mut edit);
        self.price(&mut edit);
        self.times(&mut edit);
        if self.says_new(&[Column::Capacity]) {
            let room = self.value(
                Column::Capacity,
                |text| i32::try_from(words::number(text, '명')?).ok(),
                || Complaint::not_as(20),
            );
            // No room for anybody stands for a limit that nobody named.
            edit.capacity = said(room.filter(|room| *room > 0));
        }
        edit
    }

    fn mode(&mut self, edit: &mut offering::Edit) {
        if !self.says_new(&[Column::Mode, Column::Website]) {
            return;
        }
        if self.course.said(Column::Mode).is_none() {
            self.refuse(Column::Mode, Complaint::required());
        }
        let mode = self.value(Column::Mode, words::mode, || {
            Complaint::no_such_word(words::modes())
        });
        if self.says_new(&[Column::Mode]) {
            edit.delivery_mode = mode.map_or(Patch::Keep, Patch::Set);
        }
        let has_address = self.there.is_some_and(|there| {
            let row = &there.run.row;
            row.platform_id.is_some()
                || row.virtual_url.is_some() && row.virtual_url != there.whole.row.website
        });
        if mode == Some(DeliveryMode::Online) && !has_address {
            edit.virtual_url = self.website().map_or(Patch::Keep, Patch::Set);
        }
    }

    fn place(&mut self, edit: &mut offering::Edit) {
        if !self.says_new(&[Column::Place, Column::Address, Column::Mode]) {
            return;
        }
        let place = self.course.said(Column::Place);
        let space = place.and_then(|place| self.around.space_named(place));
        let is_onsite = self.course.said(Column::Mode).and_then(words::mode);
        let is_onsite = is_onsite == Some(DeliveryMode::Onsite);
        let address = || {
            is_onsite
                .then(|| self.course.said(Column::Address))
                .flatten()
        };
        let venue = if space.is_some() {
            None
        } else {
            place.or_else(address)
        };
        edit.space = said(space);
        edit.venue = match venue {
            Some(venue) => korean(Some(venue)),
            None => Patch::Clear,
        };
    }

    fn enrolment(&mut self, edit: &mut offering::Edit) {
        if self.says_new(&[Column::EnrolmentOpens]) {
            edit.enrolment_opens = said(self.day(Column::EnrolmentOpens));
        }
        if self.says_new(&[Column::EnrolmentCloses]) {
            edit.enrolment_closes = said(self.last_day(Column::EnrolmentCloses));
        }
        if self.says_new(&[Column::Channels]) {
            let text = self.course.said(Column::Channels);
            edit.application_channels = said(text.map(words::channels));
        }
        if self.says_new(&[Column::Selection]) {
            let text = self.course.said(Column::Selection);
            edit.selection_method = said(text.and_then(words::selection));
        }
    }

    /// A price of 0 is a price: whether the course is free is for people to say.
    fn price(&mut self, edit: &mut offering::Edit) {
        if !self.says_new(&[Column::Price]) {
            return;
        }
        let text = self.course.said(Column::Price);
        let won = text.and_then(|text| words::number(text, '원'));
        let is_free = text == Some(FREE);
        edit.price = said(won.map(|won| Price {
            amount: won.to_string(),
            currency: "KRW".to_owned(),
        }));
        edit.is_free = said(is_free.then_some(true));
        edit.price_text = match text.filter(|_| won.is_none() && !is_free) {
            Some(words) => korean(Some(words)),
            None => Patch::Clear,
        };
    }

    fn times(&mut self, edit: &mut offering::Edit) {
        const TIMES: [Column; 5] = [
            Column::StartDay,
            Column::EndDay,
            Column::StartTime,
            Column::EndTime,
            Column::Days,
        ];
        if !self.says_new(&TIMES) {
            return;
        }
        let (start, end) = (self.day(Column::StartDay), self.last_day(Column::EndDay));
        let (from, to) = (self.time(Column::StartTime), self.time(Column::EndTime));
        edit.start_date = said(start);
        edit.end_date = said(end);
        edit.schedules = said(self.rule((start, end), (from, to)).map(|rule| vec![rule]));
    }

    fn day(&mut self, column: Column) -> Option<NaiveDate> {
        self.value(column, when::day, || Complaint::not_as("2026-03-02"))
    }

    /// The end of something, which has none when the file says that it never comes.
    fn last_day(&mut self, column: Column) -> Option<NaiveDate> {
        let complaint = || Complaint::not_as("2026-03-02");
        self.value(column, |text| when::last_day(text).ok(), complaint)
            .flatten()
    }

    fn time(&mut self, column: Column) -> Option<NaiveTime> {
        self.value(column, when::time, || Complaint::not_as("18:30"))
    }

    /// When it meets, if the row says all of it.
    fn rule(
        &self,
        (start, end): (Option<NaiveDate>, Option<NaiveDate>),
        (from, to): (Option<NaiveTime>, Option<NaiveTime>),
    ) -> Option<Rule> {
        let (start_date, start_time, end_time) = (start?, from?, to?);
        // Files write 00:00 twice when nobody knows.
        if start_time == end_time {
            return None;
        }
        let days = self.course.said(Column::Days);
        let is_endless = end.is_none() && self.course.said(Column::EndDay).is_some();
        let is_one_day = !is_endless && end.is_none_or(|end| end == start_date);
        let (frequency, by_day) = match days {
            Some(days) => (Frequency::Weekly, words::days(days)?),
            None if is_one_day => (Frequency::Once, Vec::new()),
            None => return None,
        };
        Some(Rule {
            start_date,
            end_date: end,
            start_time,
            end_time,
            frequency,
            interval: 1,
            by_day,
            except_dates: Vec::new(),
        })
    }
}
