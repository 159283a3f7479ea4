//! What a city changes of an offering, and what must hold of it afterwards.

use chrono::NaiveDate;
use entity::{
    PlatformId, SpaceId, offering,
    values::{
        ApplicationChannel, ApplicationChannels, DeliveryMode, OfferingStatus, SelectionMethod,
    },
};

use crate::domain::{
    check::{NAME, SUMMARY},
    money,
    patch::{Patch, Texts},
    problem::{Complaint, Problems},
    schedule::Rule,
};

/// Characters in the code of an offering.
const CODE: usize = 80;

/// What a city changes of an offering.
#[derive(Clone, Debug, Default)]
pub struct Edit {
    /// Its short name in the programme.
    pub code: Patch<String>,
    /// Its id in the city's own system.
    pub external_id: Patch<String>,
    /// The space where it meets.
    pub space: Patch<SpaceId>,
    /// The platform on which it runs.
    pub platform: Patch<PlatformId>,
    /// Where it meets, in words.
    pub venue: Patch<Texts>,
    /// Where it runs online.
    pub virtual_url: Patch<String>,
    /// How it reaches learners.
    pub delivery_mode: Patch<DeliveryMode>,
    /// Its first day.
    pub start_date: Patch<NaiveDate>,
    /// Its last day.
    pub end_date: Patch<NaiveDate>,
    /// The first day of enrolment.
    pub enrolment_opens: Patch<NaiveDate>,
    /// The last day of enrolment.
    pub enrolment_closes: Patch<NaiveDate>,
    /// Whether one can enrol on any day.
    pub always_open: Patch<bool>,
    /// For how many there is room.
    pub capacity: Patch<i32>,
    /// How many have enrolled.
    pub enrolled: Patch<i32>,
    /// Whether there is a list of those who wait.
    pub waitlist: Patch<bool>,
    /// Its price.
    pub price: Patch<Price>,
    /// Its price in words.
    pub price_text: Patch<Texts>,
    /// Whether it costs nothing.
    pub is_free: Patch<bool>,
    /// How one can apply.
    pub application_channels: Patch<Vec<ApplicationChannel>>,
    /// Where one can apply online.
    pub application_url: Patch<String>,
    /// Who teaches.
    pub instructor_name: Patch<String>,
    /// How places are given out.
    pub selection_method: Patch<SelectionMethod>,
    /// Whether it takes place.
    pub status: Patch<OfferingStatus>,
    /// When it meets: all of its rules.
    pub schedules: Patch<Vec<Rule>>,
}

/// An amount of money as people write it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Price {
    /// A decimal number.
    pub amount: String,
    /// ISO 4217.
    pub currency: String,
}

impl Edit {
    /// Changes everything but the schedules, which stand in another table.
    pub(in crate::domain) fn apply(self, row: &mut offering::Model) -> Problems {
        let mut problems = Problems::default();
        self.code.apply(&mut row.code);
        self.external_id.apply(&mut row.external_id);
        self.space.apply(&mut row.space_id);
        self.platform.apply(&mut row.platform_id);
        self.venue
            .apply_texts(&mut row.venue, "venue", &mut problems);
        self.virtual_url.apply(&mut row.virtual_url);
        self.delivery_mode
            .apply_to(&mut row.delivery_mode, "deliveryMode", &mut problems);
        self.start_date.apply(&mut row.start_date);
        self.end_date.apply(&mut row.end_date);
        self.enrolment_opens.apply(&mut row.enrolment_opens);
        self.enrolment_closes.apply(&mut row.enrolment_closes);
        self.always_open.apply_or_default(&mut row.always_open);
        self.capacity.apply(&mut row.capacity);
        self.enrolled.apply(&mut row.enrolled);
        self.waitlist.apply_or_default(&mut row.waitlist);
        apply_price(self.price, row, &mut problems);
        self.price_text
            .apply_texts(&mut row.price_text, "priceText", &mut problems);
        self.is_free.apply(&mut row.is_free);
        self.application_channels
            .map(ApplicationChannels)
            .apply_or_default(&mut row.application_channels);
        self.application_url.apply(&mut row.application_url);
        self.instructor_name.apply(&mut row.instructor_name);
        self.selection_method.apply(&mut row.selection_method);
        self.status
            .apply_to(&mut row.status, "status", &mut problems);
        check_names(row, &mut problems);
        check_times(row, &mut problems);
        check_people_and_money(row, &mut problems);
        check_places(row, &mut problems);
        problems
    }
}

fn apply_price(price: Patch<Price>, row: &mut offering::Model, problems: &mut Problems) {
    let Patch::Set(Price { amount, currency }) = price else {
        if price == Patch::Clear {
            (row.price_minor, row.price_currency) = (None, None);
        }
        return;
    };
    let is_currency = money::minor("0", &currency).is_some();
    let minor = money::minor(amount.trim(), if is_currency { &currency } else { "EUR" });
    problems.demand(is_currency, "price.currency", || Complaint::not_as("KRW"));
    problems.demand(minor.is_some(), "price.amount", || {
        Complaint::not_as(money::decimal(12_500, &currency))
    });
    (row.price_minor, row.price_currency) = (minor, Some(currency));
}

fn check_names(row: &offering::Model, problems: &mut Problems) {
    problems.check_text("code", row.code.as_deref(), CODE);
    problems.check_external_id(row.external_id.as_deref());
    problems.check_texts("venue", row.venue.as_ref(), NAME);
    problems.check_texts("priceText", row.price_text.as_ref(), SUMMARY);
    problems.check_text("instructorName", row.instructor_name.as_deref(), NAME);
    problems.check_web_address("virtualUrl", row.virtual_url.as_deref());
    problems.check_web_address("applicationUrl", row.application_url.as_deref());
    problems.check_distinct("applicationChannels", &row.application_channels.0);
}

fn check_times(row: &offering::Model, problems: &mut Problems) {
    problems.check_day("startDate", row.start_date);
    problems.check_day("endDate", row.end_date);
    problems.check_day("enrolmentOpens", row.enrolment_opens);
    problems.check_day("enrolmentCloses", row.enrolment_closes);
    problems.check_span("endDate", row.start_date, row.end_date);
    problems.check_span("enrolmentCloses", row.enrolment_opens, row.enrolment_closes);
}

fn check_people_and_money(row: &offering::Model, problems: &mut Problems) {
    problems.check_range("capacity", row.capacity, (1, i32::MAX));
    problems.check_range("enrolled", row.enrolled, (0, i32::MAX));
    if let (Some(capacity), Some(enrolled), false) = (row.capacity, row.enrolled, row.waitlist) {
        problems.demand(enrolled <= capacity, "enrolled", || {
            Complaint::more_than_room(capacity)
        });
    }
    let has_price = row.price_minor.is_some_and(|minor| minor > 0);
    let is_free = row.is_free == Some(true);
    problems.demand(
        !(is_free && has_price),
        "isFree",
        Complaint::free_with_price,
    );
}

fn check_places(row: &offering::Model, problems: &mut Problems) {
    let has_place = row.space_id.is_some() || row.venue.is_some();
    let has_address = row.virtual_url.is_some() || row.platform_id.is_some();
    match row.delivery_mode {
        DeliveryMode::Onsite => problems.demand(has_place, "spaceId", Complaint::needs_place),
        DeliveryMode::Online => {
            problems.demand(has_address, "virtualUrl", Complaint::needs_address);
        }
        _ => {}
    }
}
