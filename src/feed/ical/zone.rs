//! Time zones as calendars carry them (RFC 5545, 3.6.5): every change of the
//! clock in the years that the calendar speaks of.

use chrono::{DateTime, Datelike, NaiveDate, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::{OffsetComponents, OffsetName, Tz, TzOffset};

use super::line::Lines;

/// Closer than any two changes of a clock lie together: four days is the least
/// (Freetown, 1939).
const STEP: TimeDelta = TimeDelta::days(3);

/// How a clock is set.
#[derive(Clone, Copy)]
struct Setting(TzOffset);

impl PartialEq for Setting {
    fn eq(&self, other: &Self) -> bool {
        (self.seconds(), self.is_summer(), self.name())
            == (other.seconds(), other.is_summer(), other.name())
    }
}

impl Setting {
    fn at(zone: Tz, moment: DateTime<Utc>) -> Self {
        Self(zone.offset_from_utc_datetime(&moment.naive_utc()))
    }

    fn seconds(&self) -> i32 {
        self.0.fix().local_minus_utc()
    }

    fn east_of_utc(&self) -> TimeDelta {
        TimeDelta::seconds(self.seconds().into())
    }

    fn is_summer(&self) -> bool {
        !self.0.dst_offset().is_zero()
    }

    fn name(&self) -> &str {
        self.0.abbreviation().unwrap_or_default()
    }

    fn east(&self) -> String {
        let sign = if self.seconds() < 0 { '-' } else { '+' };
        let seconds = self.seconds().abs();
        let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60);
        match seconds % 60 {
            0 => format!("{sign}{hours:02}{minutes:02}"),
            // Clocks once followed the sun.
            seconds => format!("{sign}{hours:02}{minutes:02}{seconds:02}"),
        }
    }
}

/// Writes a time zone from the first to the last of these years.
pub(super) fn write(lines: &mut Lines, zone: Tz, (first, last): (i32, i32)) {
    lines.add("BEGIN", "VTIMEZONE");
    lines.add("TZID", zone.name());
    let (begin, end) = (new_year(first), new_year(last.saturating_add(1)));
    let setting = Setting::at(zone, begin);
    observance(lines, begin, (setting, setting));
    for (moment, settings) in changes(zone, begin, end) {
        observance(lines, moment, settings);
    }
    lines.add("END", "VTIMEZONE");
}

/// The local days on which the clock skips something in these years.
pub(super) fn skipped(zone: Tz, (first, last): (i32, i32)) -> Vec<NaiveDate> {
    let (begin, end) = (new_year(first), new_year(last.saturating_add(1)));
    let changes = changes(zone, begin, end);
    let forward = changes.filter(|(_, (before, after))| after.seconds() > before.seconds());
    let days = forward.flat_map(|(moment, (before, after))| {
        let shown = |setting: Setting| moment.naive_utc() + setting.east_of_utc();
        let (from, to) = (shown(before).date(), shown(after).date());
        from.iter_days().take_while(move |day| *day <= to)
    });
    days.collect()
}

fn new_year(year: i32) -> DateTime<Utc> {
    let day = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
    day.and_time(chrono::NaiveTime::MIN).and_utc()
}

/// When the clock is set between these two moments, from what, and to what.
fn changes(
    zone: Tz,
    begin: DateTime<Utc>,
    end: DateTime<Utc>,
) -> impl Iterator<Item = (DateTime<Utc>, (Setting, Setting))> {
    let next = move |at: &DateTime<Utc>| Some(*at + STEP).filter(|next| *next < end);
    let steps = std::iter::successors(Some(begin), next);
    steps.filter_map(move |from| {
        let to = from + STEP;
        let (before, after) = (Setting::at(zone, from), Setting::at(zone, to));
        (before != after).then(|| (change(zone, (from, to), before), (before, after)))
    })
}

/// The moment between these two at which the clock is no longer set as before.
fn change(zone: Tz, (from, to): (DateTime<Utc>, DateTime<Utc>), before: Setting) -> DateTime<Utc> {
    let at = |seconds: i64| from + TimeDelta::seconds(seconds);
    let (mut still, mut no_longer) = (0, (to - from).num_seconds());
    while no_longer - still > 1 {
        let middle = i64::midpoint(still, no_longer);
        if Setting::at(zone, at(middle)) == before {
            still = middle;
        } else {
            no_longer = middle;
        }
    }
    at(no_longer)
}

fn observance(lines: &mut Lines, at: DateTime<Utc>, (before, after): (Setting, Setting)) {
    let kind = if after.is_summer() {
        "DAYLIGHT"
    } else {
        "STANDARD"
    };
    let local = at.naive_utc() + before.east_of_utc();
    lines.add("BEGIN", kind);
    lines.add("DTSTART", local.format("%Y%m%dT%H%M%S"));
    lines.add("TZOFFSETFROM", before.east());
    lines.add("TZOFFSETTO", after.east());
    lines.say("TZNAME", after.name());
    lines.add("END", kind);
}

/// The years that moments lie in, and a few that come.
pub(super) fn years(moments: &[DateTime<Utc>], now: DateTime<Utc>) -> (i32, i32) {
    let years = moments.iter().map(Datelike::year);
    let first = years.clone().min().unwrap_or(now.year());
    let last = years.max().unwrap_or_default();
    let last = last.max(now.year() + YEARS_AHEAD);
    // A day before the first moment it may be the year before in local time.
    (first.saturating_sub(1).max(FIRST), last.min(LAST))
}

/// The years around those that a day may lie in.
const FIRST: i32 = 1899;
const LAST: i32 = 2200;

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

    #[test]
    fn steps_miss_no_change_that_days_would_find() {
        use chrono_tz::{Africa, America, Antarctica, Asia, Pacific};
        let zones = [
            Africa::Casablanca,
            Africa::Freetown,
            America::Cambridge_Bay,
            America::Noronha,
            Antarctica::Troll,
            Asia::Gaza,
            Pacific::Apia,
        ];
        let (begin, end) = (new_year(1930), new_year(2100));
        for zone in zones {
            let found: Vec<_> = changes(zone, begin, end)
                .map(|(moment, _)| moment)
                .collect();
            let days = (0..(end - begin).num_days()).map(|day| begin + TimeDelta::days(day));
            let days = days.filter(|day| {
                Setting::at(zone, *day) != Setting::at(zone, *day + TimeDelta::days(1))
            });
            let days: Vec<_> = days.collect();
            let found_on: Vec<_> = found.iter().map(DateTime::date_naive).collect();
            assert_eq!(found.len(), days.len(), "{zone}");
            for (day, found) in days.iter().zip(found_on) {
                assert!((found - day.date_naive()).num_days() <= 1, "{zone} {day}");
            }
        }
    }

    #[test]
    fn a_clock_that_followed_the_sun_is_set_to_the_second() {
        let zone = written(chrono_tz::Africa::Monrovia, (1970, 1973));
        assert!(zone.contains("TZOFFSETFROM:-004430\r\n"), "{zone}");
    }
}
