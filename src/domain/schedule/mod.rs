//! Schedules, and the sessions that they mean.

mod clock;
mod days;
mod kept;
mod rule;

use std::collections::BTreeSet;

use chrono::{DateTime, Days, NaiveDate, Utc};
use chrono_tz::Tz;
use entity::{Day, OfferingId, schedule, values::Frequency};
use sea_orm::{
    ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    sea_query::{Expr, ExprTrait},
};

pub use self::{
    clock::moment,
    kept::{apart, within},
    rule::Rule,
};
use super::{error::Result, ids};

/// One meeting of an offering.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Session {
    /// When it begins, in the city's time.
    pub starts_at: DateTime<Tz>,
    /// When it ends, in the city's time.
    pub ends_at: DateTime<Tz>,
}

/// A span of time in which to look for sessions.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    /// Sessions that end after this,
    pub from: DateTime<Utc>,
    /// and begin before that.
    pub to: DateTime<Utc>,
}

/// The schedules of each of these offerings, in order.
pub async fn of(
    db: &impl ConnectionTrait,
    offerings: &[OfferingId],
) -> Result<Vec<schedule::Model>> {
    let offerings: Vec<_> = offerings.iter().map(|offering| offering.0).collect();
    let these = ids::table_of(&offerings, db.get_database_backend());
    let schedules = schedule::Entity::find()
        .filter(Expr::col(schedule::Column::OfferingId).in_subquery(these))
        .order_by_asc(schedule::Column::StartDate)
        .order_by_asc(schedule::Column::Id);
    Ok(schedules.all(db).await?)
}

/// The sessions of all these schedules in the span, by time, at most `most`.
#[must_use]
pub fn sessions(
    schedules: &[schedule::Model],
    time_zone: Tz,
    span: Span,
    most: u16,
) -> Vec<Session> {
    let each = |schedule| sessions_of(schedule, time_zone, span, most);
    let mut sessions: Vec<Session> = schedules.iter().flat_map(each).collect();
    sessions.sort();
    sessions.dedup();
    sessions.truncate(usize::from(most));
    sessions
}

/// A schedule that meets at least once, as calendars of other programs need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recurrence {
    /// The day of the first meeting: it fits the rule, which the first day of a
    /// schedule need not.
    pub first: NaiveDate,
    /// When the meeting of that day begins.
    pub starts_at: DateTime<Utc>,
    /// No meeting begins after this.
    pub until: Option<DateTime<Utc>>,
}

/// How a schedule recurs; none when it never meets.
#[must_use]
pub fn recurrence(schedule: &schedule::Model, time_zone: Tz) -> Option<Recurrence> {
    let except = excepted(schedule);
    let first = days::ahead(schedule).find(|day| !except.contains(day))?;
    let last = schedule.end_date;
    let last = last.filter(|_| schedule.frequency != Frequency::Once);
    let until = last.map(|last| session(schedule, time_zone, last).starts_at.to_utc());
    Some(Recurrence {
        first,
        starts_at: session(schedule, time_zone, first).starts_at.to_utc(),
        until,
    })
}

fn sessions_of(
    schedule: &schedule::Model,
    time_zone: Tz,
    span: Span,
    most: u16,
) -> impl Iterator<Item = Session> {
    // What the clock skips moves by up to a day.
    let around = |moment: DateTime<Utc>| moment.with_timezone(&time_zone).date_naive();
    let from = around(span.from).checked_sub_days(Days::new(2));
    let to = around(span.to).checked_add_days(Days::new(1));
    let except = excepted(schedule);
    let days = from.zip(to);
    let days = days.map(|(from, to)| days::between(schedule, from, to));
    days.into_iter()
        .flatten()
        .filter(move |day| !except.contains(day))
        .map(move |day| session(schedule, time_zone, day))
        .filter(move |session| session.ends_at > span.from && session.starts_at < span.to)
        .take(usize::from(most))
}

/// The meeting of a day: it begins and ends when the clock says so. Where the clock
/// skips the beginning and nothing is left, it lasts as long as on other days.
fn session(schedule: &schedule::Model, time_zone: Tz, day: NaiveDate) -> Session {
    let at = |time| moment(time_zone, day.and_time(time));
    let (starts_at, shown) = (at(schedule.start_time), at(schedule.end_time));
    let as_ever = starts_at + (schedule.end_time - schedule.start_time);
    Session {
        starts_at,
        ends_at: if shown > starts_at { shown } else { as_ever },
    }
}

fn excepted(schedule: &schedule::Model) -> BTreeSet<NaiveDate> {
    let days = schedule.except_dates.0.iter();
    days.filter_map(|day| Day::parse(day).map(Day::date))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveTime;
    use chrono_tz::{Asia::Seoul, Europe::Berlin};
    use entity::{
        ScheduleId, Words,
        values::{Weekday, Weekdays},
    };
    use uuid::Uuid;

    pub(super) fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    pub(super) fn tuesdays_and_thursdays() -> schedule::Model {
        schedule::Model {
            id: ScheduleId(Uuid::nil()),
            offering_id: OfferingId(Uuid::nil()),
            frequency: Frequency::Weekly,
            every: 1,
            by_day: Weekdays(vec![Weekday::Tu, Weekday::Th]),
            start_date: day("2026-03-03"),
            end_date: Some(day("2026-04-30")),
            start_time: NaiveTime::from_hms_opt(18, 30, 0).unwrap(),
            end_time: NaiveTime::from_hms_opt(20, 30, 0).unwrap(),
            except_dates: Words(vec!["2026-03-05".to_owned()]),
        }
    }

    fn span(from: &str, to: &str) -> Span {
        Span {
            from: from.parse().unwrap(),
            to: to.parse().unwrap(),
        }
    }

    fn starts(sessions: &[Session]) -> Vec<String> {
        sessions
            .iter()
            .map(|session| session.starts_at.to_rfc3339())
            .collect()
    }

    #[test]
    fn a_course_meets_on_its_days_but_not_on_excepted_ones() {
        let schedule = tuesdays_and_thursdays();
        let march = span("2026-03-02T00:00:00Z", "2026-03-12T00:00:00Z");
        assert_eq!(
            starts(&sessions(&[schedule], Seoul, march, 10)),
            ["2026-03-03T18:30:00+09:00", "2026-03-10T18:30:00+09:00"]
        );
    }

    #[test]
    fn a_session_that_is_running_is_still_upcoming() {
        let schedule = tuesdays_and_thursdays();
        // 19:00 in Seoul: half an hour into the first evening.
        let now = span("2026-03-03T10:00:00Z", "2026-03-04T00:00:00Z");
        assert_eq!(sessions(&[schedule], Seoul, now, 10).len(), 1);
    }

    #[test]
    fn an_evening_stays_an_evening_over_summer_time() {
        let schedule = tuesdays_and_thursdays();
        let spring = span("2026-03-26T00:00:00Z", "2026-04-01T00:00:00Z");
        assert_eq!(
            starts(&sessions(&[schedule], Berlin, spring, 10)),
            ["2026-03-26T18:30:00+01:00", "2026-03-31T18:30:00+02:00"]
        );
    }

    #[test]
    fn the_last_day_is_included_and_the_cap_holds() {
        let schedule = tuesdays_and_thursdays();
        let always = span("2026-01-01T00:00:00Z", "2030-01-01T00:00:00Z");
        let all = sessions(std::slice::from_ref(&schedule), Seoul, always, 100);
        assert_eq!(starts(&all).last().unwrap(), "2026-04-30T18:30:00+09:00");
        assert_eq!(sessions(&[schedule], Seoul, always, 3).len(), 3);
    }

    #[test]
    fn a_calendar_begins_with_a_date_that_fits_the_rule() {
        let mut schedule = tuesdays_and_thursdays();
        schedule.start_date = day("2026-03-06");
        schedule.every = 2;
        let found = recurrence(&schedule, Seoul).unwrap();
        assert_eq!(found.first, day("2026-03-17"));
        assert_eq!(found.starts_at.to_rfc3339(), "2026-03-17T09:30:00+00:00");
        assert_eq!(
            found.until.unwrap().to_rfc3339(),
            "2026-04-30T09:30:00+00:00"
        );
    }

    #[test]
    fn what_never_meets_is_in_no_calendar() {
        let mut schedule = tuesdays_and_thursdays();
        schedule.frequency = Frequency::Once;
        schedule.except_dates = Words(vec!["2026-03-03".to_owned()]);
        assert_eq!(recurrence(&schedule, Seoul), None);
    }

    #[test]
    fn a_single_meeting_happens_once() {
        let mut schedule = tuesdays_and_thursdays();
        schedule.frequency = Frequency::Once;
        schedule.by_day = Weekdays::default();
        let always = span("2026-01-01T00:00:00Z", "2030-01-01T00:00:00Z");
        assert_eq!(sessions(&[schedule], Seoul, always, 100).len(), 1);
    }

    fn nightly(first: &str, last: &str, (start, end): (u32, u32)) -> schedule::Model {
        let at = |minutes: u32| NaiveTime::from_hms_opt(minutes / 60, minutes % 60, 0).unwrap();
        schedule::Model {
            frequency: Frequency::Daily,
            by_day: Weekdays::default(),
            start_date: day(first),
            end_date: Some(day(last)),
            start_time: at(start),
            end_time: at(end),
            except_dates: Words::default(),
            ..tuesdays_and_thursdays()
        }
    }

    fn in_2027(schedule: schedule::Model) -> Vec<String> {
        let year = span("2027-01-01T00:00:00Z", "2028-01-01T00:00:00Z");
        let sessions = sessions(&[schedule], Berlin, year, 10).into_iter();
        sessions
            .map(|session| format!("{} {}", session.starts_at, session.ends_at))
            .collect()
    }

    #[test]
    fn a_meeting_ends_when_the_clock_says_so() {
        assert_eq!(
            in_2027(nightly("2027-03-28", "2027-03-28", (60, 240))),
            ["2027-03-28 01:00:00 CET 2027-03-28 04:00:00 CEST"]
        );
        assert_eq!(
            in_2027(nightly("2027-10-31", "2027-10-31", (60, 240))),
            ["2027-10-31 01:00:00 CEST 2027-10-31 04:00:00 CET"]
        );
    }

    #[test]
    fn a_series_goes_on_over_the_hour_that_is_skipped() {
        let begins = in_2027(nightly("2027-03-28", "2027-03-30", (150, 240)));
        assert_eq!(
            begins,
            [
                "2027-03-28 03:30:00 CEST 2027-03-28 04:00:00 CEST",
                "2027-03-29 02:30:00 CEST 2027-03-29 04:00:00 CEST",
                "2027-03-30 02:30:00 CEST 2027-03-30 04:00:00 CEST",
            ]
        );
        let ends = in_2027(nightly("2027-03-27", "2027-03-28", (60, 150)));
        assert_eq!(
            ends,
            [
                "2027-03-27 01:00:00 CET 2027-03-27 02:30:00 CET",
                "2027-03-28 01:00:00 CET 2027-03-28 03:30:00 CEST",
            ]
        );
    }

    #[test]
    fn a_meeting_of_which_the_clock_leaves_nothing_lasts_as_long_as_ever() {
        assert_eq!(
            in_2027(nightly("2027-03-28", "2027-03-29", (165, 195))),
            [
                "2027-03-28 03:45:00 CEST 2027-03-28 04:15:00 CEST",
                "2027-03-29 02:45:00 CEST 2027-03-29 03:15:00 CEST",
            ]
        );
    }
}
