//! Programmes.

use std::collections::HashSet;

use super::{Check, Record, offering};
use crate::domain::seed::file::{Network, Programme};

/// Nobody is older.
const OLDEST: i32 = 130;

pub(super) fn check(check: &mut Check<'_>, network: &Network) {
    for programme in network.programmes.iter() {
        let name = format!("programme {}/{}", programme.city, programme.slug);
        let mut record = check.record(programme, &name);
        check_identity(&mut record, programme);
        check_texts(&mut record, programme);
        check_codes(&mut record, programme);
        check_ages(&mut record, programme);
        record.observations(&programme.observations);
        record.provenance(&programme.provenance);
        for run in programme.offerings.iter() {
            let name = match &run.code {
                Some(code) => format!("{name}: offering {code}"),
                None => format!("{name}: offering"),
            };
            offering::check(check.record(run, name), run, programme);
        }
    }
}

fn check_identity(record: &mut Record<'_, '_>, programme: &Programme) {
    let Programme { city, slug, .. } = programme;
    record.city(city);
    record.slug(slug);
    record.unique("the programme", format!("{city}/{slug}"));
    if let Some(id) = &programme.external_id {
        record.unique("the externalId", format!("{id} of {city}"));
        let fits = (1..=200).contains(&id.chars().count());
        record.expect(fits, "an externalId has 1 to 200 letters");
    }
    record.organisation(programme.provider.as_deref());
    let mut seen = HashSet::new();
    for alliance in &programme.alliances {
        record.alliance(alliance);
        let once = seen.insert(alliance);
        record.expect(once, format!("the alliance {alliance} is there twice"));
    }
}

fn check_texts(record: &mut Record<'_, '_>, programme: &Programme) {
    record.name("title", &programme.title, &programme.default_locale);
    record.texts("summary", programme.summary.as_ref());
    record.texts("description", programme.description.as_ref());
    record.texts("audience", programme.audience.as_ref());
    for outcome in &programme.learning_outcomes {
        record.texts("learningOutcomes", Some(outcome));
    }
    for locale in &programme.languages {
        record.locale(locale);
    }
    record.web_address(programme.website.as_deref());
}

fn check_codes(record: &mut Record<'_, '_>, programme: &Programme) {
    record.expect(!programme.topics.is_empty(), "it has no topic");
    record.codes("TOPIC", &programme.topics);
    record.codes("ISCED_F", &programme.isced_f);
    record.codes("SDG", &programme.sdg_targets);
    record.codes("KEY_FEATURE_AREA", &programme.key_feature_areas);
    record.codes("TARGET_GROUP", &programme.target_groups);
}

fn check_ages(record: &mut Record<'_, '_>, programme: &Programme) {
    let (youngest, oldest) = (
        programme.age_min.unwrap_or(0),
        programme.age_max.unwrap_or(OLDEST),
    );
    let range = 0..=OLDEST;
    let possible = range.contains(&youngest) && range.contains(&oldest);
    record.expect(possible, format!("an age lies between 0 and {OLDEST}"));
    let ordered = youngest <= oldest;
    record.expect(ordered, "ageMin is greater than ageMax");
}
