//! A schedule as its city writes it.

use chrono::{NaiveDate, NaiveTime};
use entity::{
    Day, OfferingId, ScheduleId, Words, schedule,
    values::{Frequency, Weekday, Weekdays},
};
use sea_orm::prelude::Json;
use serde_json::json;

use crate::domain::problem::{Complaint, Problems};

/// The most days of one schedule on which it does not meet.
const EXCEPTED: usize = 366;

/// When an offering meets. Two rules that say the same are equal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rule {
    /// The first day.
    pub start_date: NaiveDate,
    /// The last day on which it may meet.
    pub end_date: Option<NaiveDate>,
    /// When it begins, local time.
    pub start_time: NaiveTime,
    /// When it ends, local time.
    pub end_time: NaiveTime,
    /// How often it repeats.
    pub frequency: Frequency,
    /// Every how many days, weeks or months.
    pub interval: i32,
    /// The days of the week.
    pub by_day: Vec<Weekday>,
    /// Days on which it does not meet.
    pub except_dates: Vec<NaiveDate>,
}

impl Rule {
    /// What is wrong with it.
    #[must_use]
    pub fn problems(&self) -> Problems {
        let mut problems = Problems::default();
        problems.check_range("interval", Some(self.interval), (1, 52));
        problems.check_day("startDate", Some(self.start_date));
        problems.check_day("endDate", self.end_date);
        problems.check_span("endDate", Some(self.start_date), self.end_date);
        // A meeting takes time: it cannot end when it begins.
        let takes_time = self.start_time < self.end_time;
        problems.demand(takes_time, "endTime", Complaint::ends_before_start);
        problems.check_distinct("byDay", &self.by_day);
        problems.check_length("exceptDates", &self.except_dates, EXCEPTED);
        for (place, day) in self.except_dates.iter().enumerate() {
            problems.check_day(&format!("exceptDates.{place}"), Some(*day));
        }
        problems
    }

    /// The row of it.
    #[must_use]
    pub fn into_row(self, id: ScheduleId, offering_id: OfferingId) -> schedule::Model {
        let days = self.except_dates.iter().map(NaiveDate::to_string);
        schedule::Model {
            id,
            offering_id,
            frequency: self.frequency,
            every: self.interval,
            by_day: Weekdays(self.by_day),
            start_date: self.start_date,
            end_date: self.end_date,
            start_time: self.start_time,
            end_time: self.end_time,
            except_dates: Words(days.collect()),
        }
    }

    /// As the journal tells it.
    #[must_use]
    pub fn told(&self) -> Json {
        json!({
            "frequency": self.frequency,
            "interval": self.interval,
            "byDay": self.by_day,
            "startDate": self.start_date,
            "endDate": self.end_date,
            "startTime": self.start_time.format("%H:%M").to_string(),
            "endTime": self.end_time.format("%H:%M").to_string(),
            "exceptDates": self.except_dates,
        })
    }
}

impl From<&schedule::Model> for Rule {
    fn from(row: &schedule::Model) -> Self {
        let days = row.except_dates.0.iter();
        Self {
            start_date: row.start_date,
            end_date: row.end_date,
            start_time: row.start_time,
            end_time: row.end_time,
            frequency: row.frequency,
            interval: row.every,
            by_day: row.by_day.0.clone(),
            except_dates: days
                .filter_map(|day| Day::parse(day).map(Day::date))
                .collect(),
        }
    }
}
