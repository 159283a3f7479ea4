//! The times of a row: from when to when it runs, and when it meets.

use chrono::{NaiveDate, NaiveTime};
use entity::values::{Frequency, Weekday};

use super::{Cell, Column, Reader, flat, said};
use crate::domain::{
    course::{week, when, words},
    offering,
    problem::Complaint,
    schedule::Rule,
};

impl Reader<'_> {
    pub(super) fn times(&mut self, edit: &mut offering::Edit) {
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
        let end = self.in_order(Column::EndDay, &start, end);
        let from = self.time(Column::StartTime, when::time);
        let to = self.time(Column::EndTime, when::end_time);
        let to = self.in_order(Column::EndTime, &from, to);
        let to = self.takes_time(&from, to);
        let days = self.value(Column::Days, week::days, || Complaint::not_as("월+수"));
        let is_told = !(start.is_unread() || end.is_unread() || days.is_unread());
        let is_told = is_told && [&from, &to].iter().all(|time| !time.is_unread());
        edit.start_date = start.clone().into_patch();
        edit.end_date = end.clone().into_patch();
        if is_told {
            let days = Meets {
                start: start.says(),
                end: end.says(),
                days: days.says(),
            };
            let rule = self.rule(days, (from.says(), to.says()));
            edit.schedules = said(rule.map(|rule| vec![rule]));
        }
    }

    /// A day; what is always so has none.
    pub(super) fn day(&mut self, column: Column) -> Cell<NaiveDate> {
        let read = |text: &str| {
            let day = when::day(text).map(Some);
            day.or_else(|| words::is_always(text).then_some(None))
        };
        flat(self.value(column, read, || Complaint::not_as("2026-03-02")))
    }

    /// The end of something, which has none when the file says that it never comes.
    pub(super) fn last_day(&mut self, column: Column) -> Cell<NaiveDate> {
        let read = |text: &str| {
            let day = when::last_day(text).ok();
            day.or_else(|| words::is_always(text).then_some(None))
        };
        flat(self.value(column, read, || Complaint::not_as("2026-03-02")))
    }

    fn time(&mut self, column: Column, read: fn(&str) -> Option<NaiveTime>) -> Cell<NaiveTime> {
        self.value(column, read, || Complaint::not_as("18:30"))
    }

    /// The end, unless nothing lies before it. Files write 00:00 twice when nobody knows.
    fn takes_time(&mut self, from: &Cell<NaiveTime>, to: Cell<NaiveTime>) -> Cell<NaiveTime> {
        if *from == to
            && from
                .clone()
                .says()
                .is_some_and(|time| time != NaiveTime::MIN)
        {
            self.warn(Column::EndTime, Complaint::ends_before_start());
            return Cell::Unread;
        }
        to
    }

    /// The end, unless it comes before the beginning.
    pub(super) fn in_order<T: PartialOrd>(
        &mut self,
        column: Column,
        begin: &Cell<T>,
        end: Cell<T>,
    ) -> Cell<T> {
        match (begin, &end) {
            (Cell::Says(begin), Cell::Says(last)) if last < begin => {
                self.unread(column, Complaint::ends_before_start())
            }
            _ => end,
        }
    }

    /// When it meets, if the row says all of it.
    fn rule(&self, meets: Meets, times: (Option<NaiveTime>, Option<NaiveTime>)) -> Option<Rule> {
        let (start_date, start_time, end_time) = (meets.start?, times.0?, times.1?);
        // Files write 00:00 twice when nobody knows.
        if start_time == end_time {
            return None;
        }
        let end = meets.end;
        let is_endless = end.is_none() && self.meant(Column::EndDay).is_some();
        let is_one_day = !is_endless && end.is_none_or(|end| end == start_date);
        let (frequency, by_day) = match meets.days {
            Some(days) => (Frequency::Weekly, days),
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

/// On which days it meets.
struct Meets {
    start: Option<NaiveDate>,
    end: Option<NaiveDate>,
    days: Option<Vec<Weekday>>,
}
