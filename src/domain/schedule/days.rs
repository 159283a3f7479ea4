//! The days on which a schedule may meet.
//!
//! Reckoned in days alone: what a clock does on one of them is for
//! [`clock`](super::clock) to say. From any day on they are found without
//! counting those before it.

use chrono::{Datelike, Days, NaiveDate, TimeDelta};
use entity::{
    schedule,
    values::{Frequency, Weekday},
};

/// In how many days a schedule has to meet once: ten years.
pub(super) const LOOKED_AHEAD: Days = Days::new(3_653);

/// The days of the first ten years, those included that are excepted. The first
/// day of the schedule need not be one of them.
pub(super) fn ahead(rule: &schedule::Model) -> impl Iterator<Item = NaiveDate> {
    let begins = rule.start_date;
    let last = begins.checked_add_days(LOOKED_AHEAD).unwrap_or(begins);
    let most = match rule.frequency {
        Frequency::Once => 1,
        _ => usize::MAX,
    };
    all(rule, begins, last).take(most)
}

/// The days of a rule from one day to another, both included, in order.
pub(super) fn between(
    rule: &schedule::Model,
    from: NaiveDate,
    to: NaiveDate,
) -> impl Iterator<Item = NaiveDate> {
    let (once, all) = match rule.frequency {
        Frequency::Once => (Some(ahead(rule)), None),
        _ => (None, Some(all(rule, from, to))),
    };
    let once = once.into_iter().flatten();
    once.filter(move |day| (from..=to).contains(day))
        .chain(all.into_iter().flatten())
}

fn all(rule: &schedule::Model, from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    let from = from.max(rule.start_date);
    let last = match rule.frequency {
        Frequency::Once => None,
        _ => rule.end_date,
    };
    let to = last.map_or(to, |last| last.min(to));
    let period = Period::of(rule);
    let rounds = period.round_of(from)..;
    rounds
        .map_while(move |round| period.begin_of(round))
        .take_while(move |begin| *begin <= to)
        .flat_map(move |begin| days_of_round(rule, begin))
        .skip_while(move |day| *day < from)
        .take_while(move |day| *day <= to)
}

/// After what a rule begins again.
#[derive(Clone, Copy)]
enum Period {
    /// So many days, counted from this one.
    Days(NaiveDate, i64),
    /// So many months, counted from the first day of this one.
    Months(NaiveDate, i64),
}

impl Period {
    fn of(rule: &schedule::Model) -> Self {
        let (first, every) = (rule.start_date, i64::from(rule.every.max(1)));
        match rule.frequency {
            Frequency::Once | Frequency::Daily => Self::Days(first, every),
            Frequency::Weekly => Self::Days(monday_of(first), 7 * every),
            Frequency::Monthly => Self::Months(first.with_day(1).unwrap_or(first), every),
        }
    }

    /// The round in which a day lies.
    fn round_of(self, day: NaiveDate) -> i64 {
        match self {
            Self::Days(first, length) => (day - first).num_days() / length,
            Self::Months(first, length) => (months(day) - months(first)) / length,
        }
    }

    /// The first day of a round.
    fn begin_of(self, round: i64) -> Option<NaiveDate> {
        match self {
            Self::Days(first, length) => {
                let days = TimeDelta::try_days(round.checked_mul(length)?)?;
                first.checked_add_signed(days)
            }
            Self::Months(first, length) => {
                let month = months(first) + round.checked_mul(length)?;
                let year = i32::try_from(month.div_euclid(12)).ok()?;
                let month = u32::try_from(month.rem_euclid(12)).ok()?;
                NaiveDate::from_ymd_opt(year, month + 1, 1)
            }
        }
    }
}

/// The days of the round that begins on this one, in order. A month that is too short
/// for the day is left out.
fn days_of_round(
    rule: &schedule::Model,
    begin: NaiveDate,
) -> impl Iterator<Item = NaiveDate> + use<'_> {
    let frequency = rule.frequency;
    let length = match frequency {
        Frequency::Once | Frequency::Daily => 1,
        Frequency::Weekly => 7,
        Frequency::Monthly => 31,
    };
    let is_same_month = move |day: &NaiveDate| day.month() == begin.month();
    begin
        .iter_days()
        .take(length)
        .take_while(move |day| frequency != Frequency::Monthly || is_same_month(day))
        .filter(|day| fits(rule, *day))
}

/// Whether a rule means this day of a round.
fn fits(rule: &schedule::Model, day: NaiveDate) -> bool {
    let mut named = rule.by_day.0.iter();
    match (rule.by_day.0.is_empty(), rule.frequency) {
        (false, _) => named.any(|named| weekday(*named) == day.weekday()),
        (true, Frequency::Once | Frequency::Daily) => true,
        (true, Frequency::Weekly) => day.weekday() == rule.start_date.weekday(),
        (true, Frequency::Monthly) => day.day() == rule.start_date.day(),
    }
}

fn monday_of(day: NaiveDate) -> NaiveDate {
    let since = day.weekday().num_days_from_monday();
    day.checked_sub_days(Days::new(since.into())).unwrap_or(day)
}

/// Months since the year 0.
fn months(day: NaiveDate) -> i64 {
    i64::from(day.year()) * 12 + i64::from(day.month0())
}

fn weekday(day: Weekday) -> chrono::Weekday {
    match day {
        Weekday::Mo => chrono::Weekday::Mon,
        Weekday::Tu => chrono::Weekday::Tue,
        Weekday::We => chrono::Weekday::Wed,
        Weekday::Th => chrono::Weekday::Thu,
        Weekday::Fr => chrono::Weekday::Fri,
        Weekday::Sa => chrono::Weekday::Sat,
        Weekday::Su => chrono::Weekday::Sun,
    }
}

#[cfg(test)]
mod tests {
    use entity::values::Weekdays;

    use super::*;
    use crate::domain::schedule::tests::{day, tuesdays_and_thursdays};

    fn rule(frequency: Frequency, every: i32, start: &str) -> schedule::Model {
        schedule::Model {
            frequency,
            every,
            by_day: Weekdays::default(),
            start_date: day(start),
            end_date: None,
            ..tuesdays_and_thursdays()
        }
    }

    fn days(rule: &schedule::Model, from: &str, to: &str) -> Vec<String> {
        let days = between(rule, day(from), day(to));
        days.map(|day| day.to_string()).collect()
    }

    #[test]
    fn a_month_without_the_day_is_left_out() {
        let last = rule(Frequency::Monthly, 1, "2026-01-31");
        assert_eq!(
            days(&last, "2026-01-01", "2026-06-30"),
            ["2026-01-31", "2026-03-31", "2026-05-31"]
        );
        let leap = rule(Frequency::Monthly, 12, "2096-02-29");
        assert_eq!(days(&leap, "2096-03-01", "2105-01-01"), ["2104-02-29"]);
    }

    #[test]
    fn days_far_away_are_those_that_counting_would_find() {
        let third_week = rule(Frequency::Weekly, 3, "1900-01-03");
        let counted = (0..).map(|round| day("1900-01-03") + Days::new(21 * round));
        let counted: Vec<_> = counted
            .skip_while(|found| *found < day("2199-11-01"))
            .take_while(|found| *found <= day("2199-12-31"))
            .map(|found| found.to_string())
            .collect();
        assert_eq!(days(&third_week, "2199-11-01", "2199-12-31"), counted);
    }

    #[test]
    fn what_happens_once_happens_on_the_first_day_that_fits() {
        let mut once = rule(Frequency::Once, 1, "2026-06-01");
        once.by_day = Weekdays(vec![Weekday::Su]);
        assert_eq!(days(&once, "2026-01-01", "2030-01-01"), ["2026-06-07"]);
        assert_eq!(days(&once, "2026-06-08", "2030-01-01"), [""; 0]);
    }

    #[test]
    fn a_rule_that_fits_no_day_is_given_up() {
        let mut never = rule(Frequency::Daily, 7, "2026-06-01");
        never.by_day = Weekdays(vec![Weekday::Su]);
        assert_eq!(ahead(&never).next(), None);
    }
}
