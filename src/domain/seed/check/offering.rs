//! Offerings and when they meet.

use entity::values::DeliveryMode;

use super::Record;
use crate::domain::{
    money,
    seed::file::{Offering, Price, Programme, Schedule},
};

pub(super) fn check(mut record: Record<'_, '_>, offering: &Offering, programme: &Programme) {
    check_identity(&mut record, offering, programme);
    check_place(&mut record, offering, programme);
    check_days(&mut record, offering);
    check_seats(&mut record, offering);
    check_price(&mut record, offering);
    record.web_address(offering.application_url.as_deref());
    for schedule in &offering.schedules {
        check_schedule(&mut record, schedule);
    }
}

fn check_identity(record: &mut Record<'_, '_>, offering: &Offering, programme: &Programme) {
    let Programme { city, slug, .. } = programme;
    match (&offering.code, offering.start_date) {
        (Some(code), _) => record.unique("the offering", format!("{code} of {city}/{slug}")),
        (None, Some(day)) => {
            record.unique(
                "the offering without code from",
                format!("{day} of {city}/{slug}"),
            );
        }
        (None, None) => record.unique(
            "the offering without code and day",
            format!("{city}/{slug}"),
        ),
    }
    if let Some(id) = &offering.external_id {
        record.unique("the externalId of an offering", format!("{id} of {city}"));
    }
}

fn check_place(record: &mut Record<'_, '_>, offering: &Offering, programme: &Programme) {
    let directory = record.directory();
    let city = directory.cities.get(&programme.city);
    if let Some(slug) = &offering.space {
        let known = city.is_some_and(|city| directory.space(*city, slug).is_ok());
        record.expect(
            known,
            format!("the space \"{slug}\" is not one of this city"),
        );
    }
    if let Some(slug) = &offering.platform {
        let known = city.is_some_and(|city| directory.platform(*city, slug).is_ok());
        record.expect(
            known,
            format!("the platform \"{slug}\" is not one of this city"),
        );
    }
    record.texts("venue", offering.venue.as_ref());
    record.web_address(offering.virtual_url.as_deref());
    let placed = offering.space.is_some() || offering.venue.is_some();
    let onsite = offering.delivery_mode == DeliveryMode::Onsite;
    record.expect(placed || !onsite, "ONSITE needs a space or a venue");
    let reachable = offering.virtual_url.is_some() || offering.platform.is_some();
    let online = offering.delivery_mode == DeliveryMode::Online;
    record.expect(
        reachable || !online,
        "ONLINE needs a virtualUrl or a platform",
    );
}

fn check_days(record: &mut Record<'_, '_>, offering: &Offering) {
    record.span(offering.start_date, offering.end_date, "it");
    let (opens, closes) = (offering.enrolment_opens, offering.enrolment_closes);
    record.span(opens, closes, "enrolment");
}

fn check_seats(record: &mut Record<'_, '_>, offering: &Offering) {
    let seats = offering.capacity.is_none_or(|seats| seats > 0);
    record.expect(seats, "a capacity is greater than 0");
    let enrolled = offering.enrolled.unwrap_or(0);
    record.expect(enrolled >= 0, "enrolled is no negative number");
    let full = offering.capacity.is_some_and(|seats| enrolled > seats);
    let sentence = "more are enrolled than there are places, and there is no waitlist";
    record.expect(!full || offering.waitlist, sentence);
}

fn check_price(record: &mut Record<'_, '_>, offering: &Offering) {
    record.texts("priceText", offering.price_text.as_ref());
    let Some(Price { amount, currency }) = &offering.price else {
        return;
    };
    let minor = money::minor(amount, currency);
    let sentence = format!("\"{amount} {currency}\" is no price");
    record.expect(minor.is_some(), sentence);
    let paid = minor.is_some_and(|minor| minor > 0);
    let free = offering.is_free == Some(true);
    record.expect(!(paid && free), "it is free and has a price");
}

fn check_schedule(record: &mut Record<'_, '_>, schedule: &Schedule) {
    let (first, last) = (Some(schedule.start_date), schedule.end_date);
    record.span(first, last, "a schedule");
    let timely = schedule.start_time < schedule.end_time;
    record.expect(timely, "a schedule ends before it starts");
    let every = schedule.interval.unwrap_or(1);
    let sentence = "the interval of a schedule lies between 1 and 52";
    record.expect((1..=52).contains(&every), sentence);
}
