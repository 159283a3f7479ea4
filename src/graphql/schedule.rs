//! Schedules, and the sessions that they mean.

use async_graphql::SimpleObject;
use chrono::{DateTime, Days, FixedOffset, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use entity::{Day, schedule};

use super::{
    scalar::{Date, LocalTime},
    values::{Frequency, Weekday},
};
use crate::domain::{
    self, Error, Result,
    schedule::{Span, moment},
};

/// How many sessions one may ask for.
pub(super) fn most_sessions(first: i32, limit: u64) -> Result<u16> {
    u64::try_from(first)
        .ok()
        .filter(|first| (1..=limit).contains(first))
        .and_then(|first| u16::try_from(first).ok())
        .ok_or_else(|| Error::input(format!("`first` must be between 1 and {limit}.")))
}

/// The longest span in which sessions are looked for: a year and a day.
const LONGEST: Days = Days::new(367);

/// The span of an operation at `now` in a time zone; without an end, a year.
pub(super) fn span(
    from: Option<Date>,
    to: Option<Date>,
    now: DateTime<Utc>,
    time_zone: Tz,
) -> Result<Span> {
    let midnight = |day: NaiveDate| moment(time_zone, day.and_time(NaiveTime::MIN)).to_utc();
    let begin = from.map_or(now, |from| midnight(from.0));
    let latest = begin.checked_add_days(LONGEST).ok_or_else(too_far)?;
    let end = match to {
        None => latest,
        Some(to) => midnight(to.0.succ_opt().ok_or_else(too_far)?),
    };
    if end > latest {
        return Err(too_far());
    }
    Ok(Span {
        from: begin,
        to: end,
    })
}

fn too_far() -> Error {
    Error::input("`to` must be at most a year after `from`.")
}

/// A rule that says when an offering meets, in the local time of its city.
#[derive(SimpleObject)]
pub struct Schedule {
    /// How often it repeats.
    frequency: Frequency,
    /// Every how many days, weeks or months.
    interval: i32,
    /// The days of the week; empty means the weekday of the first day.
    by_day: Vec<Weekday>,
    /// The first day.
    start_date: Date,
    /// The last day on which it may meet.
    end_date: Option<Date>,
    /// When it begins, local time.
    start_time: LocalTime,
    /// When it ends, local time.
    end_time: LocalTime,
    /// Days on which it does not meet.
    except_dates: Vec<Date>,
}

impl From<&schedule::Model> for Schedule {
    fn from(row: &schedule::Model) -> Self {
        Self {
            frequency: row.frequency.into(),
            interval: row.every,
            by_day: row.by_day.0.iter().copied().map(Weekday::from).collect(),
            start_date: row.start_date.into(),
            end_date: row.end_date.map(Date),
            start_time: LocalTime(row.start_time),
            end_time: LocalTime(row.end_time),
            except_dates: row
                .except_dates
                .0
                .iter()
                .filter_map(|day| Day::parse(day).map(|day| Date(day.date())))
                .collect(),
        }
    }
}

/// One meeting of an offering, computed from its rules.
#[derive(SimpleObject)]
pub struct Session {
    /// When it begins, with the offset of the city's time zone.
    starts_at: DateTime<FixedOffset>,
    /// When it ends, with the offset of the city's time zone.
    ends_at: DateTime<FixedOffset>,
}

impl From<domain::schedule::Session> for Session {
    fn from(session: domain::schedule::Session) -> Self {
        Self {
            starts_at: session.starts_at.fixed_offset(),
            ends_at: session.ends_at.fixed_offset(),
        }
    }
}
