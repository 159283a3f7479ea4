//! Learning spaces and platforms.

use chrono::NaiveTime;

use super::{Check, Record};
use crate::domain::seed::file::{LearningSpace, Network, Platform};

pub(super) fn check(check: &mut Check<'_>, network: &Network) {
    for space in network.learning_spaces.iter() {
        let name = format!("space {}/{}", space.city, space.slug);
        check_space(check.record(space, name), space);
    }
    for platform in network.platforms.iter() {
        let name = format!("platform {}/{}", platform.city, platform.slug);
        check_platform(check.record(platform, name), platform);
    }
    for held_back in network.held_back.iter() {
        let name = format!("held back {}", held_back.section);
        let reasoned = !held_back.reason.trim().is_empty();
        let mut record = check.record(held_back, name);
        record.expect(reasoned, "the reason is missing");
    }
}

fn check_space(mut record: Record<'_, '_>, space: &LearningSpace) {
    record.city(&space.city);
    record.slug(&space.slug);
    record.unique("the space", format!("{}/{}", space.city, space.slug));
    record.name("name", &space.name, &space.default_locale);
    record.organisation(space.provider.as_deref());
    record.texts("address", space.address.as_ref());
    record.texts("description", space.description.as_ref());
    record.coordinates(space.latitude, space.longitude);
    let room = space.capacity.is_none_or(|people| people > 0);
    record.expect(room, "a capacity is greater than 0");
    record.web_address(space.website.as_deref());
    record.codes("ACCESSIBILITY", &space.accessibility);
    for hours in &space.opening_hours.0 {
        let [opens, closes] = [&hours.opens, &hours.closes].map(|text| time(text));
        let known = opens.is_some() && closes.is_some() && !hours.days.is_empty();
        record.expect(known, "opening hours have days and times such as 09:00");
    }
    record.observations(&space.observations);
    record.provenance(&space.provenance);
}

fn time(text: &str) -> Option<NaiveTime> {
    let time = NaiveTime::parse_from_str(text, "%H:%M").ok();
    time.filter(|_| text.len() == 5)
}

fn check_platform(mut record: Record<'_, '_>, platform: &Platform) {
    record.city(&platform.city);
    record.slug(&platform.slug);
    let key = format!("{}/{}", platform.city, platform.slug);
    record.unique("the platform", key);
    record.name("name", &platform.name, &platform.default_locale);
    record.web_address(platform.website.as_deref());
    record.texts("description", platform.description.as_ref());
    record.observations(&platform.observations);
    record.provenance(&platform.provenance);
}
