//! One offering in a calendar: an event for each of its schedules, or the days
//! from its first to its last when nobody said more.

use chrono::{DateTime, Days, NaiveDate, Utc};
use chrono_tz::Tz;
use entity::{
    Day, Localized, offering, programme, schedule,
    values::{Frequency, OfferingStatus, Weekday},
};

use super::line::Lines;
use crate::{
    domain::{
        locale::{self, Wishes},
        schedule::{Recurrence, recurrence},
    },
    feed::{around::Around, site::Site},
};

/// Writes events.
pub(super) struct Events<'a> {
    pub(super) site: &'a Site,
    pub(super) wishes: &'a Wishes,
    pub(super) around: &'a Around,
}

/// When an event takes place.
enum When<'a> {
    Meets(&'a schedule::Model, Recurrence, Tz),
    Lasts(NaiveDate, NaiveDate),
}

impl Events<'_> {
    /// Writes an offering; gives the time zones and moments that it named.
    pub(super) fn write(
        &self,
        lines: &mut Lines,
        row: &offering::Model,
    ) -> Vec<(Tz, DateTime<Utc>)> {
        let Some(programme) = self.around.programmes.get(&row.programme_id.0) else {
            return Vec::new();
        };
        let times = self.times(row);
        for (place, when) in times.iter().enumerate() {
            self.event(lines, (row, programme), (place, when));
        }
        times.iter().flat_map(moments).collect()
    }

    fn times(&self, row: &offering::Model) -> Vec<When<'_>> {
        let zone = self.around.cities.get(&row.city_id.0);
        let zone = zone
            .and_then(|city| city.time_zone.parse().ok())
            .unwrap_or(Tz::UTC);
        let rules = self.around.schedules.get(&row.id);
        let rules = rules.map_or(&[][..], Vec::as_slice);
        if !rules.is_empty() {
            let meets = |rule| Some(When::Meets(rule, recurrence(rule, zone)?, zone));
            return rules.iter().filter_map(meets).collect();
        }
        let first = row.start_date.into_iter();
        let lasts = first.map(|first| When::Lasts(first, row.end_date.unwrap_or(first)));
        lasts.collect()
    }

    fn event(
        &self,
        lines: &mut Lines,
        (row, programme): (&offering::Model, &programme::Row),
        (place, when): (usize, &When),
    ) {
        let changed = row.updated_at.max(programme.updated_at);
        let name = match place {
            0 => row.id.to_string(),
            _ => format!("{}-{}", row.id, place + 1),
        };
        lines.add("BEGIN", "VEVENT");
        lines.add("UID", format_args!("{name}@{}", self.site.host()));
        lines.add("DTSTAMP", utc(changed));
        lines.add("CREATED", utc(row.created_at));
        lines.add("LAST-MODIFIED", utc(changed));
        lines.add("SEQUENCE", row.version + programme.version - 2);
        lines.add("STATUS", status(row.status));
        self.words(lines, (row, programme));
        self.place(lines, row);
        when.write(lines);
        lines.add("END", "VEVENT");
    }

    fn words(&self, lines: &mut Lines, (row, programme): (&offering::Model, &programme::Row)) {
        let default = &programme.default_locale;
        let topics = self.around.codes_of(programme.id.0, "TOPIC");
        let topics: Vec<&str> = topics.map(|code| self.say(&code.label, default)).collect();
        let summary = programme.summary.as_ref();
        lines.say("SUMMARY", self.say(&programme.title, default));
        lines.say(
            "DESCRIPTION",
            summary.map_or("", |text| self.say(text, default)),
        );
        lines.list("CATEGORIES", &topics);
        lines.add("URL;VALUE=URI", self.site.offering(row.id));
    }

    fn place(&self, lines: &mut Lines, row: &offering::Model) {
        let space = row.space_id.and_then(|id| self.around.spaces.get(&id.0));
        if let Some(space) = space {
            let default = &space.default_locale;
            let address = space
                .address
                .as_ref()
                .map(|address| self.say(address, default));
            let words: Vec<&str> = [self.say(&space.name, default)]
                .into_iter()
                .chain(address)
                .collect();
            lines.say("LOCATION", &words.join(", "));
            if let (Some(latitude), Some(longitude)) = (space.latitude, space.longitude) {
                lines.add("GEO", format_args!("{latitude};{longitude}"));
            }
        } else if let Some(venue) = &row.venue {
            lines.say("LOCATION", self.say(venue, &row.default_locale));
        }
        lines.add_if("CONFERENCE;VALUE=URI", row.virtual_url.as_deref());
    }

    fn say<'t>(&self, text: &'t Localized, default: &str) -> &'t str {
        locale::best(text, self.wishes, default).map_or("", |(_, text)| text)
    }
}

impl When<'_> {
    fn write(&self, lines: &mut Lines) {
        match self {
            Self::Meets(rule, times, zone) => {
                let id = zone.name();
                // As the clock would show it had nobody set it: a reader finds the
                // moment where the clock skips it (RFC 5545, 3.3.5), and the other
                // meetings begin and end at their own time.
                let shown = |time| times.first.and_time(time).format(SHOWN);
                lines.add(&format!("DTSTART;TZID={id}"), shown(rule.start_time));
                lines.add(&format!("DTEND;TZID={id}"), shown(rule.end_time));
                lines.add_if("RRULE", repeats(rule, times));
                let except = excepted(rule);
                if !except.is_empty() {
                    lines.add(&format!("EXDATE;TZID={id}"), except.join(","));
                }
            }
            Self::Lasts(first, last) => {
                let behind = last.checked_add_days(Days::new(1)).unwrap_or(*last);
                lines.add("DTSTART;VALUE=DATE", first.format("%Y%m%d"));
                lines.add("DTEND;VALUE=DATE", behind.format("%Y%m%d"));
                // Nobody is there all day long.
                lines.add("TRANSP", "TRANSPARENT");
            }
        }
    }
}

fn moments(when: &When) -> Vec<(Tz, DateTime<Utc>)> {
    let When::Meets(_, times, zone) = when else {
        return Vec::new();
    };
    let ends = [Some(times.starts_at), times.until];
    ends.into_iter().flatten().map(|end| (*zone, end)).collect()
}

/// The rule of a schedule; none when it meets once.
fn repeats(rule: &schedule::Model, times: &Recurrence) -> Option<String> {
    let frequency = match rule.frequency {
        Frequency::Once => return None,
        Frequency::Daily => "DAILY",
        Frequency::Weekly => "WEEKLY",
        Frequency::Monthly => "MONTHLY",
    };
    let mut parts = vec![format!("FREQ={frequency}")];
    if rule.every > 1 {
        parts.push(format!("INTERVAL={}", rule.every));
    }
    if !rule.by_day.0.is_empty() {
        let days: Vec<&str> = rule.by_day.0.iter().copied().map(day).collect();
        parts.push(format!("BYDAY={}", days.join(",")));
    }
    parts.extend(times.until.map(|until| format!("UNTIL={}", utc(until))));
    Some(parts.join(";"))
}

fn excepted(rule: &schedule::Model) -> Vec<String> {
    let days = rule.except_dates.0.iter();
    let days = days.filter_map(|day| Day::parse(day).map(Day::date));
    days.map(|day| day.and_time(rule.start_time).format(SHOWN).to_string())
        .collect()
}

/// What a clock shows.
const SHOWN: &str = "%Y%m%dT%H%M%S";

fn utc(at: DateTime<Utc>) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

/// One that is over was held as planned; one that is cancelled stays, so that it
/// vanishes from nobody's calendar without a word.
fn status(status: OfferingStatus) -> &'static str {
    match status {
        OfferingStatus::Scheduled | OfferingStatus::MovedOnline | OfferingStatus::Completed => {
            "CONFIRMED"
        }
        OfferingStatus::Postponed => "TENTATIVE",
        OfferingStatus::Cancelled => "CANCELLED",
    }
}

fn day(day: Weekday) -> &'static str {
    match day {
        Weekday::Mo => "MO",
        Weekday::Tu => "TU",
        Weekday::We => "WE",
        Weekday::Th => "TH",
        Weekday::Fr => "FR",
        Weekday::Sa => "SA",
        Weekday::Su => "SU",
    }
}
