//! What the clock on the wall of a city says, as a moment.

use chrono::{DateTime, NaiveDateTime, Offset, TimeDelta, TimeZone};
use chrono_tz::{GapInfo, Tz};

/// The moment at which a clock shows this (RFC 5545, 3.3.5): the first one when it
/// shows it twice; when the clock skips it, the one at which it would have shown
/// it had nobody set it.
#[must_use]
pub fn moment(zone: Tz, shown: NaiveDateTime) -> DateTime<Tz> {
    let known = zone.from_local_datetime(&shown).earliest();
    known.unwrap_or_else(|| {
        let before = GapInfo::new(&shown, &zone).and_then(|gap| gap.begin);
        let east = before.map_or(0, |(_, offset)| offset.fix().local_minus_utc());
        zone.from_utc_datetime(&(shown - TimeDelta::seconds(east.into())))
    })
}

#[cfg(test)]
mod tests {
    use chrono_tz::{Europe::Berlin, Pacific::Apia};

    use super::*;

    fn at(zone: Tz, shown: &str) -> String {
        moment(zone, shown.parse().unwrap()).to_rfc3339()
    }

    #[test]
    fn an_hour_that_is_skipped_is_the_hour_after() {
        assert_eq!(
            at(Berlin, "2027-03-28T02:30:00"),
            "2027-03-28T03:30:00+02:00"
        );
        // Samoa went over the date line and had no 30 December.
        assert_eq!(at(Apia, "2011-12-30T18:00:00"), "2011-12-31T18:00:00+14:00");
    }

    #[test]
    fn an_hour_that_comes_twice_is_the_first_one() {
        assert_eq!(
            at(Berlin, "2027-10-31T02:30:00"),
            "2027-10-31T02:30:00+02:00"
        );
    }
}
