//! One offering in a calendar: an event for each of its schedules, or the days
//! from its first to its last when nobody said more.

use std::{
    collections::{HashMap, HashSet},
    fmt::Display,
};

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use entity::{
    Day, Localized, OfferingId, offering, programme, schedule,
    values::{Frequency, OfferingStatus, Weekday},
};

use super::{line::Lines, zone};
use crate::{
    domain::{
        locale::{self, Wishes},
        schedule::{Recurrence, Session, apart, recurrence, within},
    },
    feed::{around::Around, made_up, site::Site},
};

/// Writes events.
pub(super) struct Events<'a> {
    pub(super) site: &'a Site,
    pub(super) wishes: &'a Wishes,
    pub(super) around: &'a Around,
    /// The days of each clock on which it skips something.
    pub(super) skipped: HashMap<Tz, Vec<NaiveDate>>,
}

/// When an event takes place.
enum When {
    Meets(schedule::Model, Recurrence, Tz),
    Once(Session),
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
        for (name, when) in &times {
            self.event(lines, (row, programme), (name, when));
        }
        times.iter().flat_map(|(_, when)| moments(when)).collect()
    }

    /// When an offering takes place, under the name of each event.
    fn times(&self, row: &offering::Model) -> Vec<(String, When)> {
        let zone = self.around.cities.get(&row.city_id.0);
        let zone = zone
            .and_then(|city| city.time_zone.parse().ok())
            .unwrap_or(Tz::UTC);
        let rules = self.around.schedules.get(&row.id);
        let rules = rules.map_or(&[][..], Vec::as_slice);
        if !rules.is_empty() {
            let rules = within(rules, row).into_iter().enumerate();
            let named = rules.map(|(place, rule)| (numbered(row.id, place), rule));
            return named.flat_map(|named| self.meetings(named, zone)).collect();
        }
        let first = row.start_date.into_iter();
        let lasts = first.map(|first| When::Lasts(first, row.end_date.unwrap_or(first)));
        lasts.map(|lasts| (row.id.to_string(), lasts)).collect()
    }

    /// What a rule means. A calendar names the times of all meetings at once, so the
    /// one that ends before it begins, in the night in which the clock is set, has an
    /// event of its own.
    fn meetings(&self, (name, rule): (String, schedule::Model), zone: Tz) -> Vec<(String, When)> {
        let skipped = self.skipped.get(&zone).map_or(&[][..], Vec::as_slice);
        let (rule, apart) = apart(&rule, zone, skipped);
        let apart = apart.into_iter().map(|(day, session)| {
            let name = format!("{name}-{}", day.format("%Y%m%d"));
            (name, When::Once(session))
        });
        let apart: Vec<_> = apart.collect();
        let times = recurrence(&rule, zone);
        let meets = times.map(|times| (name, When::Meets(rule, times, zone)));
        meets.into_iter().chain(apart).collect()
    }

    fn event(
        &self,
        lines: &mut Lines,
        (row, programme): (&offering::Model, &programme::Row),
        (name, when): (&str, &When),
    ) {
        let changed = row.updated_at.max(programme.updated_at);
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
        if let Some(made_up) = made_up::said(programme.origin) {
            lines.say("COMMENT", made_up);
        }
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

/// The days on which each clock of a calendar skips something, in the years of its
/// rules and a few that come.
pub(super) fn skipped(around: &Around, now: DateTime<Utc>) -> HashMap<Tz, Vec<NaiveDate>> {
    let rules = around.schedules.values().flatten();
    let days = rules.flat_map(|rule| rule.end_date.into_iter().chain([rule.start_date]));
    let moments: Vec<_> = days
        .map(|day| day.and_time(NaiveTime::MIN).and_utc())
        .collect();
    let years = zone::years(&moments, now);
    let zones = around
        .cities
        .values()
        .filter_map(|city| city.time_zone.parse().ok());
    let zones: HashSet<Tz> = zones.collect();
    let skipped = zones
        .into_iter()
        .map(|zone| (zone, zone::skipped(zone, years)));
    skipped.collect()
}

/// The name of the event of one of an offering's rules.
fn numbered(id: OfferingId, place: usize) -> String {
    match place {
        0 => id.to_string(),
        _ => format!("{id}-{}", place + 1),
    }
}

impl When {
    fn write(&self, lines: &mut Lines) {
        match self {
            Self::Meets(rule, times, zone) => {
                // As the clock would show it had nobody set it: a reader finds the
                // moment where the clock skips it (RFC 5545, 3.3.5), and the other
                // meetings begin and end at their own time.
                let shown = |time| times.first.and_time(time).format(SHOWN);
                local(lines, "DTSTART", (*zone, shown(rule.start_time)));
                local(lines, "DTEND", (*zone, shown(rule.end_time)));
                lines.add_if("RRULE", repeats(rule, times));
                let except = excepted(rule);
                if !except.is_empty() {
                    local(lines, "EXDATE", (*zone, except.join(",")));
                }
            }
            Self::Once(Session { starts_at, ends_at }) => {
                let zone = starts_at.timezone();
                local(lines, "DTSTART", (zone, starts_at.format(SHOWN)));
                local(lines, "DTEND", (zone, ends_at.format(SHOWN)));
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

/// Writes what the clock of a place shows.
fn local(lines: &mut Lines, name: &str, (zone, shown): (Tz, impl Display)) {
    lines.add(&format!("{name};TZID={}", zone.name()), shown);
}

fn moments(when: &When) -> Vec<(Tz, DateTime<Utc>)> {
    match when {
        When::Meets(_, times, zone) => {
            let ends = [Some(times.starts_at), times.until];
            ends.into_iter().flatten().map(|end| (*zone, end)).collect()
        }
        When::Once(session) => vec![(session.starts_at.timezone(), session.starts_at.to_utc())],
        When::Lasts(..) => Vec::new(),
    }
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
