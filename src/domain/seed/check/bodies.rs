//! Sources, countries, cities, organisations and alliances.

use std::collections::HashMap;

use chrono_tz::Tz;
use entity::values::AllianceKind;

use super::{Check, Record};
use crate::domain::{
    city_profile::{MOST_WORDS, words},
    seed::file::{Alliance, City, Country, Network, Organisation, Profile, Source},
};

pub(super) fn check(check: &mut Check<'_>, network: &Network, parents: HashMap<String, String>) {
    for source in network.sources.iter() {
        let record = check.record(source, format!("source {}", source.id));
        check_source(record, source);
    }
    for country in network.countries.iter() {
        let record = check.record(country, format!("country {}", country.code));
        check_country(record, country);
    }
    let tree = Tree::of_cities(network);
    for city in network.cities.iter() {
        let mut record = check.record(city, format!("city {}", city.slug));
        tree.check(&mut record, &city.slug);
        check_city(record, city);
    }
    for organisation in network.organisations.iter() {
        let name = format!("organisation {}", organisation.slug);
        check_organisation(check.record(organisation, name), organisation);
    }
    let tree = Tree::of_alliances(network, parents);
    for alliance in network.alliances.iter() {
        let mut record = check.record(alliance, format!("alliance {}", alliance.slug));
        tree.check(&mut record, &alliance.slug);
        check_alliance(record, alliance);
    }
}

fn check_source(mut record: Record<'_, '_>, source: &Source) {
    record.slug(&source.id);
    record.unique("the source", &source.id);
    record.web_address(source.url.as_deref());
    for locale in &source.languages {
        record.locale(locale);
    }
}

fn check_country(mut record: Record<'_, '_>, country: &Country) {
    let Country {
        code, alpha3, m49, ..
    } = country;
    let capitals = |text: &str| text.bytes().all(|byte| byte.is_ascii_uppercase());
    record.unique("the country", code);
    record.unique("the country", alpha3);
    record.unique("the country", m49);
    let alpha2 = code.len() == 2 && capitals(code);
    record.expect(alpha2, "a country's code has two capitals");
    let alpha3 = alpha3.len() == 3 && capitals(alpha3);
    record.expect(alpha3, "alpha3 has three capitals");
    let digits = m49.len() == 3 && m49.bytes().all(|byte| byte.is_ascii_digit());
    record.expect(digits, "m49 has three digits");
    record.name("name", &country.name, "en");
    record.provenance(&country.provenance);
}

fn check_city(mut record: Record<'_, '_>, city: &City) {
    record.city_slug(&city.slug, &city.country);
    record.unique("the city", &city.slug);
    record.name("name", &city.name, &city.default_locale);
    record.country(&city.country);
    if let Some(subdivision) = &city.subdivision {
        let inside = subdivision.starts_with(&format!("{}-", city.country));
        let sentence = format!("{subdivision} is no part of {}", city.country);
        record.expect(inside, sentence);
    }
    record.coordinates(city.latitude, city.longitude);
    let zone = &city.time_zone;
    let known = zone.parse::<Tz>().is_ok();
    record.expect(known, format!("there is no time zone \"{zone}\""));
    let people = city.population.is_none_or(|people| people >= 0);
    record.expect(people, "a population is no negative number");
    let area = city.area_km2.is_none_or(|area| area > 0.0);
    record.expect(area, "an area is greater than 0");
    record.web_address(city.website.as_deref());
    record.texts("headOfficeTitle", city.head_office_title.as_ref());
    for profile in &city.profiles {
        check_profile(&mut record, profile, &city.slug);
    }
    record.observations(&city.observations);
    record.provenance(&city.provenance);
}

fn check_profile(record: &mut Record<'_, '_>, profile: &Profile, city: &str) {
    let Profile { cycle, locale, .. } = profile;
    record.unique("the profile", format!("{city} {cycle} {locale}"));
    record.locale(locale);
    let texts = [
        ("introduction", &profile.introduction),
        ("vision", &profile.vision),
        ("challenges", &profile.challenges),
        ("implementation", &profile.implementation),
    ];
    for (field, text) in texts {
        let words = text.as_deref().map_or(0, words);
        let sentence =
            format!("{field} of {cycle} in {locale} has {words} words; {MOST_WORDS} are allowed");
        record.expect(words <= MOST_WORDS, sentence);
    }
    record.provenance(&profile.provenance);
}

fn check_organisation(mut record: Record<'_, '_>, organisation: &Organisation) {
    record.slug(&organisation.slug);
    record.unique("the organisation", &organisation.slug);
    record.name("name", &organisation.name, &organisation.default_locale);
    if let Some(city) = &organisation.city {
        record.city(city);
    }
    if let Some(country) = &organisation.country {
        record.country(country);
    }
    record.web_address(organisation.website.as_deref());
    record.texts("description", organisation.description.as_ref());
    record.observations(&organisation.observations);
    record.provenance(&organisation.provenance);
}

fn check_alliance(mut record: Record<'_, '_>, alliance: &Alliance) {
    record.slug(&alliance.slug);
    record.unique("the alliance", &alliance.slug);
    record.name("name", &alliance.name, &alliance.default_locale);
    if let Some(parent) = &alliance.parent {
        record.alliance(parent);
    }
    if let Some(city) = &alliance.city {
        record.city(city);
    }
    let local = alliance.kind == AllianceKind::LocalAlliance;
    let sentence = "a local alliance, and no other, has a city";
    record.expect(local == alliance.city.is_some(), sentence);
    record.organisation(alliance.coordinator.as_deref());
    record.web_address(alliance.website.as_deref());
    record.texts("scope", alliance.scope.as_ref());
    record.texts("vision", alliance.vision.as_ref());
    for purpose in &alliance.purposes {
        record.texts("purposes", Some(purpose));
    }
    record.observations(&alliance.observations);
    record.provenance(&alliance.provenance);
}

/// Which record stands below which.
struct Tree(HashMap<String, String>);

impl Tree {
    fn of_cities(network: &Network) -> Self {
        let pairs = network.cities.iter();
        Self(
            pairs
                .filter_map(|city| Some((city.slug.clone(), city.parent.clone()?)))
                .collect(),
        )
    }

    /// The tree of the database, as the file will change it.
    fn of_alliances(network: &Network, mut parents: HashMap<String, String>) -> Self {
        for alliance in network.alliances.iter() {
            match &alliance.parent {
                Some(parent) => parents.insert(alliance.slug.clone(), parent.clone()),
                None => parents.remove(&alliance.slug),
            };
        }
        Self(parents)
    }

    /// Nothing may stand below itself.
    fn check(&self, record: &mut Record<'_, '_>, slug: &str) {
        let mut above = self.0.get(slug);
        // A longer way up than there are records goes in a circle.
        for _ in 0..=self.0.len() {
            let Some(parent) = above else { return };
            if parent == slug {
                break;
            }
            above = self.0.get(parent);
        }
        record.wrong("it stands below itself");
    }
}
