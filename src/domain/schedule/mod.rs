//! Schedules, and the sessions that they mean.

mod rule;

use chrono::{DateTime, Days, NaiveDateTime, Utc};
use chrono_tz::Tz;
use entity::{
    OfferingId, schedule,
    values::{Frequency, Weekday},
};
use rrule::{NWeekday, RRule, RRuleSet};
use sea_orm::{
    ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    sea_query::{Expr, ExprTrait},
};

pub use self::rule::Rule;
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
    /// The first date of the rule, be it an excepted one: it fits the rule, which
    /// the first day of a schedule need not.
    pub starts_at: DateTime<Tz>,
    /// When that first meeting ends.
    pub ends_at: DateTime<Tz>,
    /// No meeting begins after this.
    pub until: Option<DateTime<Utc>>,
}

/// How a schedule recurs; none when it never meets.
#[must_use]
pub fn recurrence(schedule: &schedule::Model, time_zone: Tz) -> Option<Recurrence> {
    let rule = rule(schedule, time_zone)?;
    let until = rule.get_rrule().first()?.get_until();
    let until = until.map(|until| until.with_timezone(&Utc));
    let starts_at = rule.all(1).dates.first()?.with_timezone(&time_zone);
    let from = starts_at.with_timezone(&Utc) - Days::new(1);
    let to = from.checked_add_days(Days::new(LOOKED_AHEAD))?;
    sessions_of(schedule, time_zone, Span { from, to }, 1).first()?;
    Some(Recurrence {
        starts_at,
        ends_at: starts_at + (schedule.end_time - schedule.start_time),
        until,
    })
}

/// In how many days a schedule has to meet once: ten years.
const LOOKED_AHEAD: u64 = 3_653;

/// How many single dates are looked at, so that a long list of exceptions
/// cannot hide every session.
const SPARE: u16 = 400;

fn sessions_of(schedule: &schedule::Model, time_zone: Tz, span: Span, most: u16) -> Vec<Session> {
    let Some(rule) = rule(schedule, time_zone) else {
        return Vec::new();
    };
    let length = schedule.end_time - schedule.start_time;
    let zone = rrule::Tz::Tz(time_zone);
    let dates = rule
        .after((span.from - length).with_timezone(&zone))
        .before(span.to.with_timezone(&zone))
        .all(most.saturating_add(SPARE))
        .dates;
    dates
        .into_iter()
        .map(|date| date.with_timezone(&time_zone))
        .filter(|starts_at| !is_excepted(schedule, starts_at))
        .map(|starts_at| Session {
            starts_at,
            ends_at: starts_at + length,
        })
        .filter(|session| session.ends_at > span.from && session.starts_at < span.to)
        .take(usize::from(most))
        .collect()
}

fn is_excepted(schedule: &schedule::Model, starts_at: &DateTime<Tz>) -> bool {
    let day = starts_at.date_naive().to_string();
    schedule.except_dates.0.contains(&day)
}

/// The schedule as a recurrence rule (RFC 5545, 3.8.5.3).
///
/// None when its first moment does not exist in the time zone, as in the hour
/// that a change to summer time skips.
fn rule(schedule: &schedule::Model, time_zone: Tz) -> Option<RRuleSet> {
    let local = |date: NaiveDateTime| date.and_local_timezone(rrule::Tz::Tz(time_zone)).earliest();
    let start = local(schedule.start_date.and_time(schedule.start_time))?;
    let mut rule = RRule::new(frequency(schedule.frequency))
        .interval(u16::try_from(schedule.every).unwrap_or(1));
    if schedule.frequency == Frequency::Once {
        rule = rule.count(1);
    } else if let Some(end) = schedule.end_date {
        rule = rule.until(local(end.and_time(schedule.end_time))?.with_timezone(&rrule::Tz::UTC));
    }
    if !schedule.by_day.0.is_empty() {
        rule = rule.by_weekday(schedule.by_day.0.iter().copied().map(weekday).collect());
    }
    rule.build(start).ok()
}

fn frequency(frequency: Frequency) -> rrule::Frequency {
    match frequency {
        Frequency::Once | Frequency::Daily => rrule::Frequency::Daily,
        Frequency::Weekly => rrule::Frequency::Weekly,
        Frequency::Monthly => rrule::Frequency::Monthly,
    }
}

fn weekday(day: Weekday) -> NWeekday {
    NWeekday::Every(match day {
        Weekday::Mo => rrule::Weekday::Mon,
        Weekday::Tu => rrule::Weekday::Tue,
        Weekday::We => rrule::Weekday::Wed,
        Weekday::Th => rrule::Weekday::Thu,
        Weekday::Fr => rrule::Weekday::Fri,
        Weekday::Sa => rrule::Weekday::Sat,
        Weekday::Su => rrule::Weekday::Sun,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{NaiveDate, NaiveTime};
    use chrono_tz::{Asia::Seoul, Europe::Berlin};
    use entity::{ScheduleId, Words, values::Weekdays};
    use uuid::Uuid;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn tuesdays_and_thursdays() -> schedule::Model {
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
        assert_eq!(found.starts_at.to_rfc3339(), "2026-03-17T18:30:00+09:00");
        assert_eq!(found.ends_at.to_rfc3339(), "2026-03-17T20:30:00+09:00");
        assert_eq!(
            found.until.unwrap().to_rfc3339(),
            "2026-04-30T11:30:00+00:00"
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
}
