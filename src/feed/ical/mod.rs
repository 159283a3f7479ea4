//! Offerings as calendars (iCalendar, RFC 5545 and 7986), to subscribe to.

mod event;
mod line;
mod zone;

use std::collections::BTreeMap;

use chrono::{DateTime, Days, Utc};
use chrono_tz::Tz;
use entity::{ProgrammeId, SpaceId, ids::Id, offering};
use sea_orm::ConnectionTrait;

use self::{event::Events, line::Lines};
use crate::{
    domain::{
        Result, city,
        filter::{Is, Where},
        learning_space::LearningSpaces,
        locale::{self, Wishes},
        offering::{OfferingOrder, OfferingTest, Offerings},
        page::{Direction, PageSizes, Paging, Request, Window, all},
        programme::Programmes,
        related,
        viewer::Sight,
    },
    feed::{around::Around, aside::aside, site::Site},
};

/// Offerings that are read at a time.
const PAGE: u32 = 500;

/// The most offerings of one calendar, those that came to the network last.
const MOST: usize = 10_000;

/// How many days an offering stays in calendars when it is over.
const KEPT: u64 = 92;

/// Writes calendars.
#[derive(Clone, Debug)]
pub struct Calendars<'a> {
    /// Where things are found.
    pub site: &'a Site,
    /// The languages that the reader wishes.
    pub wishes: &'a Wishes,
    /// The time: what was over long ago is left out.
    pub now: DateTime<Utc>,
}

/// What a calendar is of.
struct Subject {
    name: String,
    page: String,
    offerings: OfferingTest,
    zone: Tz,
}

impl Calendars<'_> {
    /// The offerings of the city with this slug.
    pub async fn of_city(&self, db: &impl ConnectionTrait, slug: &str) -> Result<Option<Vec<u8>>> {
        let Some(row) = city::by_slug(db, slug).await? else {
            return Ok(None);
        };
        let name = locale::best(&row.name, self.wishes, &row.default_locale);
        let subject = Subject {
            name: name.map_or_else(String::new, |(_, name)| name.to_owned()),
            page: self.site.city(&row.slug),
            offerings: OfferingTest::City(is(row.id).into()),
            zone: row.time_zone.parse().unwrap_or(Tz::UTC),
        };
        self.write(db, subject).await.map(Some)
    }

    /// What takes place in the learning space with this id.
    pub async fn of_space(&self, db: &impl ConnectionTrait, id: &str) -> Result<Option<Vec<u8>>> {
        let Ok(id) = id.parse::<SpaceId>() else {
            return Ok(None);
        };
        let found = related::by_ids::<LearningSpaces>(db, &[id.uuid()], Sight::default()).await?;
        let Some(row) = found.into_values().next() else {
            return Ok(None);
        };
        let name = locale::best(&row.name, self.wishes, &row.default_locale);
        let subject = Subject {
            name: name.map_or_else(String::new, |(_, name)| name.to_owned()),
            page: self.site.learning_space(id),
            offerings: OfferingTest::Space(is(id)),
            zone: Tz::UTC,
        };
        self.write(db, subject).await.map(Some)
    }

    /// The offerings of the published programme with this id.
    pub async fn of_programme(
        &self,
        db: &impl ConnectionTrait,
        id: &str,
    ) -> Result<Option<Vec<u8>>> {
        let Ok(id) = id.parse::<ProgrammeId>() else {
            return Ok(None);
        };
        let found = related::by_ids::<Programmes>(db, &[id.uuid()], Sight::default()).await?;
        let Some(row) = found.into_values().next() else {
            return Ok(None);
        };
        let name = locale::best(&row.title, self.wishes, &row.default_locale);
        let subject = Subject {
            name: name.map_or_else(String::new, |(_, name)| name.to_owned()),
            page: self.site.programme(id),
            offerings: OfferingTest::Programme(is(id)),
            zone: Tz::UTC,
        };
        self.write(db, subject).await.map(Some)
    }

    async fn write(&self, db: &impl ConnectionTrait, subject: Subject) -> Result<Vec<u8>> {
        let mut parts = Vec::new();
        let (mut after, mut written) = (None, 0);
        while written < MOST {
            let request = self.request(&subject, after)?;
            let page = all::<Offerings>(db, &request).await?;
            written += page.rows.len();
            after = page
                .rows
                .last()
                .map(|row| request.window.cursor::<Offerings>(row));
            parts.push(self.part(db, page.rows).await?);
            if !page.has_next {
                break;
            }
        }
        let now = self.now;
        Ok(aside(move || whole(&subject, &parts, now)).await)
    }

    fn request(&self, subject: &Subject, after: Option<String>) -> Result<Request<Offerings>> {
        let today = self.now.date_naive();
        let since = today.checked_sub_days(Days::new(KEPT)).unwrap_or(today);
        let of = Where::Test(subject.offerings.clone());
        let lasts = Where::Test(OfferingTest::LastsUntil(since));
        let order = (OfferingOrder::Created, Direction::Descending);
        let paging = Paging {
            after,
            ..Paging::default()
        };
        Ok(Request {
            filter: Where::All(vec![of, lasts]),
            window: Window::new(&paging, SIZES, order, "")?,
        })
    }

    /// The events of some offerings.
    async fn part(&self, db: &impl ConnectionTrait, rows: Vec<offering::Model>) -> Result<Part> {
        let around = Around::offerings(db, &rows).await?.with_codes(db).await?;
        let (site, wishes, now) = (self.site.clone(), self.wishes.clone(), self.now);
        let write = move || {
            let events = Events {
                site: &site,
                wishes: &wishes,
                around: &around,
                skipped: event::skipped(&around, now),
            };
            let mut lines = Lines::default();
            let named = rows.iter().flat_map(|row| events.write(&mut lines, row));
            let named = named.collect();
            (lines, named)
        };
        Ok(aside(write).await)
    }
}

/// Some events, with the time zones and moments that they name.
type Part = (Lines, Vec<(Tz, DateTime<Utc>)>);

fn whole(subject: &Subject, parts: &[Part], now: DateTime<Utc>) -> Vec<u8> {
    let mut lines = Lines::default();
    lines.add("BEGIN", "VCALENDAR");
    lines.add("VERSION", "2.0");
    lines.add("PRODID", "-//learning-cities//learning-cities//EN");
    lines.add("CALSCALE", "GREGORIAN");
    lines.say("NAME", &subject.name);
    lines.say("X-WR-CALNAME", &subject.name);
    lines.add("URL;VALUE=URI", &subject.page);
    lines.add(
        "SOURCE;VALUE=URI",
        format_args!("{}/calendar.ics", subject.page),
    );
    lines.add("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
    for (zone, moments) in zones(subject, parts) {
        zone::write(&mut lines, zone, zone::years(&moments, now));
    }
    for (events, _) in parts {
        lines.append(events);
    }
    lines.add("END", "VCALENDAR");
    lines.into_bytes()
}

/// The time zones of a calendar, each with the moments that it is for.
fn zones(subject: &Subject, parts: &[Part]) -> impl Iterator<Item = (Tz, Vec<DateTime<Utc>>)> {
    let mut zones: BTreeMap<&str, (Tz, Vec<DateTime<Utc>>)> = BTreeMap::new();
    for (zone, moment) in parts.iter().flat_map(|(_, named)| named) {
        let known = zones.entry(zone.name());
        known.or_insert((*zone, Vec::new())).1.push(*moment);
    }
    if zones.is_empty() {
        // A calendar has to have something in it.
        zones.insert(subject.zone.name(), (subject.zone, Vec::new()));
    }
    zones.into_values()
}

const SIZES: PageSizes = PageSizes {
    default: PAGE,
    most: PAGE,
};

fn is<I>(id: I) -> Is<I> {
    Is {
        eq: Some(id),
        ..Is::default()
    }
}
