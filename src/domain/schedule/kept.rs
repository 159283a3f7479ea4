//! What is left of a rule: the days on which its offering lasts, and the meetings
//! that its own times tell.

use chrono::NaiveDate;
use chrono_tz::Tz;
use entity::{offering, schedule, values::Frequency};

use super::{Session, clock::moment, days, excepted, session};

/// The rules of an offering as far as it lasts: nothing meets before its first day
/// or after its last one.
#[must_use]
pub fn within<'a>(
    rules: impl IntoIterator<Item = &'a schedule::Model>,
    offering: &offering::Model,
) -> Vec<schedule::Model> {
    let lasts = (offering.start_date, offering.end_date);
    let rules = rules.into_iter();
    rules.filter_map(|rule| clipped(rule, lasts)).collect()
}

/// What begins later begins on a day that fits it, so that every second week stays
/// the same week.
fn clipped(
    rule: &schedule::Model,
    (begins, ends): (Option<NaiveDate>, Option<NaiveDate>),
) -> Option<schedule::Model> {
    let mut rule = rule.clone();
    let begins = begins.unwrap_or(rule.start_date).max(rule.start_date);
    if rule.frequency == Frequency::Once {
        let day = days::ahead(&rule).next()?;
        let lasts = day >= begins && ends.is_none_or(|last| day <= last);
        return lasts.then_some(rule);
    }
    rule.end_date = rule.end_date.into_iter().chain(ends).min();
    let looked = begins.checked_add_days(days::LOOKED_AHEAD)?;
    let first = days::between(&rule, begins, looked).next()?;
    if begins > rule.start_date {
        rule.start_date = first;
    }
    Some(rule)
}

/// A rule without those meetings on the given days of which the clock leaves
/// nothing, and these meetings.
#[must_use]
pub fn apart(
    rule: &schedule::Model,
    time_zone: Tz,
    given: &[NaiveDate],
) -> (schedule::Model, Vec<(NaiveDate, Session)>) {
    let except = excepted(rule);
    let at = |day: NaiveDate, time| moment(time_zone, day.and_time(time));
    let nothing_left = |day: NaiveDate| at(day, rule.end_time) <= at(day, rule.start_time);
    let days = given.iter().copied();
    let meets = |day| !except.contains(&day) && days::between(rule, day, day).next().is_some();
    let days: Vec<_> = days
        .filter(|day| nothing_left(*day) && meets(*day))
        .collect();
    let mut others = rule.clone();
    let without = days.iter().map(NaiveDate::to_string);
    others.except_dates.0.extend(without);
    let met = days.into_iter();
    let met = met.map(|day| (day, session(rule, time_zone, day)));
    (others, met.collect())
}
