//! Time zones as calendars carry them (RFC 5545, 3.6.5): every change of the
//! clock in the years that the calendar speaks of.

use chrono::{DateTime, Datelike, Duration, NaiveDate, Offset, TimeZone, Utc};
use chrono_tz::{OffsetComponents, OffsetName, Tz};

use super::line::Lines;

/// How a clock is set.
#[derive(Clone, PartialEq, Eq)]
struct Setting {
    seconds: i32,
    is_summer: bool,
    name: String,
}

impl Setting {
    fn at(zone: Tz, moment: DateTime<Utc>) -> Self {
        let offset = zone.offset_from_utc_datetime(&moment.naive_utc());
        Self {
            seconds: offset.fix().local_minus_utc(),
            is_summer: !offset.dst_offset().is_zero(),
            name: offset.abbreviation().unwrap_or_default().to_owned(),
        }
    }

    fn east(&self) -> String {
        let sign = if self.seconds < 0 { '-' } else { '+' };
        let minutes = self.seconds.abs() / 60;
        format!("{sign}{:02}{:02}", minutes / 60, minutes % 60)
    }
}

/// Writes a time zone from the first to the last of these years.
pub(super) fn write(lines: &mut Lines, zone: Tz, (first, last): (i32, i32)) {
    lines.add("BEGIN", "VTIMEZONE");
    lines.add("TZID", zone.name());
    let (mut at, end) = (new_year(first), new_year(last.saturating_add(1)));
    let mut setting = Setting::at(zone, at);
    observance(lines, at, (&setting, &setting));
    while at < end {
        let tomorrow = at + Duration::days(1);
        let next = Setting::at(zone, tomorrow);
        if next != setting {
            let moment = change(zone, (at, tomorrow), &setting);
            observance(lines, moment, (&setting, &next));
            setting = next;
        }
        at = tomorrow;
    }
    lines.add("END", "VTIMEZONE");
}

fn new_year(year: i32) -> DateTime<Utc> {
    let day = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
    day.and_time(chrono::NaiveTime::MIN).and_utc()
}

/// The moment between these two at which the clock is no longer set as before.
fn change(
    zone: Tz,
    (mut from, mut to): (DateTime<Utc>, DateTime<Utc>),
    before: &Setting,
) -> DateTime<Utc> {
    while to - from > Duration::seconds(1) {
        let middle = from + (to - from) / 2;
        if Setting::at(zone, middle) == *before {
            from = middle;
        } else {
            to = middle;
        }
    }
    // The halves are not whole seconds; the change is.
    DateTime::from_timestamp(to.timestamp(), 0).unwrap_or(to)
}

fn observance(lines: &mut Lines, at: DateTime<Utc>, (before, after): (&Setting, &Setting)) {
    let kind = if after.is_summer {
        "DAYLIGHT"
    } else {
        "STANDARD"
    };
    let local = at.naive_utc() + Duration::seconds(before.seconds.into());
    lines.add("BEGIN", kind);
    lines.add("DTSTART", local.format("%Y%m%dT%H%M%S"));
    lines.add("TZOFFSETFROM", before.east());
    lines.add("TZOFFSETTO", after.east());
    lines.say("TZNAME", &after.name);
    lines.add("END", kind);
}

/// The years that moments lie in, and a few that come.
pub(super) fn years(moments: &[DateTime<Utc>], now: DateTime<Utc>) -> (i32, i32) {
    let years = moments.iter().map(Datelike::year);
    let first = years.clone().min().unwrap_or(now.year());
    let last = years.max().unwrap_or_default();
    // A day before the first moment it may be the year before in local time.
    (first - 1, last.max(now.year() + YEARS_AHEAD))
}

/// How far ahead courses without an end are right.
const YEARS_AHEAD: i32 = 5;

#[cfg(test)]
mod tests {
    use chrono_tz::{Asia::Seoul, Europe::Berlin};

    use super::*;

    fn written(zone: Tz, years: (i32, i32)) -> String {
        let mut lines = Lines::default();
        write(&mut lines, zone, years);
        String::from_utf8(lines.into_bytes()).unwrap()
    }

    #[test]
    fn a_city_that_never_changes_its_clock_has_one_setting() {
        let zone = written(Seoul, (2026, 2030));
        assert_eq!(zone.matches("BEGIN:STANDARD").count(), 1);
        assert!(
            zone.contains("TZOFFSETTO:+0900\r\nTZNAME:KST\r\n"),
            "{zone}"
        );
        assert!(!zone.contains("DAYLIGHT"));
    }

    #[test]
    fn summer_begins_at_two_in_the_old_time() {
        let zone = written(Berlin, (2026, 2026));
        let spring = "BEGIN:DAYLIGHT\r\nDTSTART:20260329T020000\r\n\
            TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nTZNAME:CEST\r\n";
        let autumn = "BEGIN:STANDARD\r\nDTSTART:20261025T030000\r\n\
            TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nTZNAME:CET\r\n";
        assert!(zone.contains(spring), "{zone}");
        assert!(zone.contains(autumn), "{zone}");
    }
}
