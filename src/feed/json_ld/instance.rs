//! Offerings: the runs of programmes.

use entity::{
    Words, city, offering, programme, schedule,
    values::{DeliveryMode, Frequency, OfferingStatus},
};
use sea_orm::ActiveEnum;
use serde_json::Value;

use super::{
    Node, Writer,
    course::is_event,
    words::{day, marked},
};
use crate::{
    domain::{money, offering::remaining_places, schedule::within},
    feed::around::Around,
};

impl Writer<'_> {
    /// An offering on its own: it says of which programme it is.
    pub(super) fn run(&self, row: &offering::Model, around: &Around) -> Node {
        let Some(programme) = around.programmes.get(&row.programme_id.0) else {
            return self.dated("CourseInstance", row, around);
        };
        let provider = programme.provider_id;
        let provider = provider.and_then(|id| around.providers.get(&id.0));
        let city = around.cities.get(&row.city_id.0);
        self.instance(row, programme, around)
            .with("about", self.course_in_brief(programme))
            .with("organizer", self.provider(provider, city))
    }

    /// An offering of a programme, as a part of it.
    pub(super) fn instance(
        &self,
        row: &offering::Model,
        programme: &programme::Row,
        around: &Around,
    ) -> Node {
        let kind = if is_event(programme.kind) {
            "EducationEvent"
        } else {
            "CourseInstance"
        };
        let title = self.say(&programme.title, &programme.default_locale);
        let languages = programme.languages.0.clone();
        let node = self.dated(kind, row, around);
        node.with("name", title).with("inLanguage", languages)
    }

    /// When and where an offering takes place, and on what terms.
    fn dated(&self, kind: &str, row: &offering::Model, around: &Around) -> Node {
        let zone = around
            .cities
            .get(&row.city_id.0)
            .map(|city: &city::Model| &*city.time_zone);
        let schedules = around.schedules.get(&row.id);
        let schedules = within(schedules.map_or(&[][..], Vec::as_slice), row);
        let schedules: Vec<Value> = schedules
            .iter()
            .map(|schedule| recurring(schedule, zone))
            .collect();
        let (mode, plan) = if kind == "CourseInstance" {
            (Some(mode(row.delivery_mode)), "courseSchedule")
        } else {
            (None, "eventSchedule")
        };
        let node = Node::at(kind, &self.site.offering(row.id))
            .with("identifier", row.id.to_string())
            .with("courseMode", mode)
            .with("startDate", row.start_date.map(|day| day.to_string()))
            .with("endDate", row.end_date.map(|day| day.to_string()))
            .with("location", self.locations(row, around))
            .with(plan, schedules)
            .with("maximumAttendeeCapacity", row.capacity)
            .with("remainingAttendeeCapacity", remaining_places(row))
            .with("eventStatus", status(row.status))
            .with("eventAttendanceMode", attendance(row.delivery_mode))
            .with("isAccessibleForFree", row.is_free)
            .with("offers", self.offer(row));
        marked(node, row.origin)
    }

    /// On what terms one can take part; nothing when nobody said any.
    fn offer(&self, row: &offering::Model) -> Value {
        let currency = row.price_currency.as_deref();
        let price = match (row.price_minor, currency, row.is_free) {
            (Some(minor), Some(currency), _) => Some(money::decimal(minor, currency)),
            (_, _, Some(true)) => Some("0".to_owned()),
            _ => None,
        };
        let on_terms = Node::of("Offer")
            .with("price", price)
            .with("priceCurrency", currency)
            .with(
                "description",
                self.maybe(row.price_text.as_ref(), &row.default_locale),
            )
            .with("url", row.application_url.as_deref())
            .with("validFrom", row.enrolment_opens.map(|day| day.to_string()))
            .with(
                "validThrough",
                row.enrolment_closes.map(|day| day.to_string()),
            )
            .with("availability", availability(row));
        if on_terms == Node::of("Offer") {
            Value::Null
        } else {
            on_terms.into()
        }
    }
}

/// Whether there are places, as far as somebody counts them. It does not look at
/// the date: the offer says itself from when to when it is valid.
fn availability(row: &offering::Model) -> Option<&'static str> {
    let left = remaining_places(row)?;
    Some(if left > 0 {
        "https://schema.org/InStock"
    } else if row.waitlist {
        "https://schema.org/BackOrder"
    } else {
        "https://schema.org/SoldOut"
    })
}

fn mode(mode: DeliveryMode) -> String {
    mode.to_value().to_lowercase()
}

fn attendance(mode: DeliveryMode) -> Option<&'static str> {
    match mode {
        DeliveryMode::Onsite | DeliveryMode::Outreach => {
            Some("https://schema.org/OfflineEventAttendanceMode")
        }
        DeliveryMode::Online | DeliveryMode::Mobile => {
            Some("https://schema.org/OnlineEventAttendanceMode")
        }
        DeliveryMode::Blended => Some("https://schema.org/MixedEventAttendanceMode"),
        DeliveryMode::Correspondence => None,
    }
}

/// The status as an event has it. One that is over was held as scheduled.
fn status(status: OfferingStatus) -> &'static str {
    match status {
        OfferingStatus::Scheduled | OfferingStatus::Completed => {
            "https://schema.org/EventScheduled"
        }
        OfferingStatus::Postponed => "https://schema.org/EventPostponed",
        OfferingStatus::MovedOnline => "https://schema.org/EventMovedOnline",
        OfferingStatus::Cancelled => "https://schema.org/EventCancelled",
    }
}

fn recurring(schedule: &schedule::Model, zone: Option<&str>) -> Value {
    let days: Vec<&str> = schedule.by_day.0.iter().copied().map(day).collect();
    let every = schedule.every;
    let frequency = match schedule.frequency {
        Frequency::Once => None,
        Frequency::Daily => Some(format!("P{every}D")),
        Frequency::Weekly => Some(format!("P{every}W")),
        Frequency::Monthly => Some(format!("P{every}M")),
    };
    let last = match schedule.frequency {
        Frequency::Once => Some(schedule.start_date),
        _ => schedule.end_date,
    };
    let Words(except) = schedule.except_dates.clone();
    Node::of("Schedule")
        .with("repeatFrequency", frequency)
        .with("byDay", days)
        .with("startDate", schedule.start_date.to_string())
        .with("endDate", last.map(|day| day.to_string()))
        .with(
            "startTime",
            schedule.start_time.format("%H:%M:%S").to_string(),
        )
        .with("endTime", schedule.end_time.format("%H:%M:%S").to_string())
        .with("scheduleTimezone", zone)
        .with("exceptDate", except)
        .into()
}
