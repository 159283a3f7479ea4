//! Plans and channels.

use entity::{Localized, PartialDate, values::PlanStatus};

use super::{Check, Record};
use crate::domain::seed::file::{FeedbackChannel, Network, Plan};

pub(super) fn check(check: &mut Check<'_>, network: &Network) {
    for plan in network.plans.iter() {
        let name = format!(
            "plan {}/{}",
            plan.city,
            own(&plan.title, &plan.default_locale)
        );
        check_plan(check.record(plan, name), plan);
    }
    for channel in network.feedback_channels.iter() {
        let title = own(&channel.title, &channel.default_locale);
        let name = format!("channel {}/{title}", channel.city);
        check_channel(check.record(channel, name), channel);
    }
}

fn own<'a>(title: &'a Localized, locale: &str) -> &'a str {
    title.get(locale).unwrap_or_default()
}

fn check_plan(mut record: Record<'_, '_>, plan: &Plan) {
    record.city(&plan.city);
    record.name("title", &plan.title, &plan.default_locale);
    let known_by = match plan.ordinal {
        Some(ordinal) => ordinal.to_string(),
        None => own(&plan.title, &plan.default_locale).to_owned(),
    };
    record.unique("the plan", format!("{}/{known_by}", plan.city));
    if plan.status == Some(PlanStatus::InForce) {
        record.unique("the plan in force of", &plan.city);
    }
    let counts = plan.ordinal.is_none_or(|ordinal| ordinal > 0);
    record.expect(counts, "an ordinal is greater than 0");
    for title in &plan.alternate_titles {
        record.texts("alternateTitles", Some(title));
    }
    let start = plan.period_start.as_ref().map(PartialDate::as_str);
    let end = plan.period_end.as_ref().map(PartialDate::as_str);
    record.span(start, end, "it");
    record.texts("vision", plan.vision.as_ref());
    record.web_address(plan.website.as_deref());
    record.observations(&plan.observations);
    record.provenance(&plan.provenance);
}

fn check_channel(mut record: Record<'_, '_>, channel: &FeedbackChannel) {
    record.city(&channel.city);
    record.name("title", &channel.title, &channel.default_locale);
    let title = own(&channel.title, &channel.default_locale);
    let key = format!("{}/{:?}/{title}", channel.city, channel.kind);
    record.unique("the channel", key);
    record.texts("description", channel.description.as_ref());
    for asked in &channel.asked {
        record.texts("asked", Some(asked));
    }
    for effect in &channel.effects {
        record.texts("effects", Some(effect));
    }
    record.web_address(channel.website.as_deref());
    record.provenance(&channel.provenance);
}
