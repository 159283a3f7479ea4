//! What an entry says, in the words of the schema.
//!
//! The journal keeps a change by the columns that it changed, for good. Here each
//! column becomes the field that a client asks for: several may be one field, and some
//! are nobody's.

use entity::{
    BankQuestionId, alliance, api_client, bank_question, city, city_profile, designation,
    feedback_action, feedback_channel, feedback_session, feedback_theme, journal, learning_space,
    membership, offering, office_holder, organisation, plan, platform, programme, survey,
    survey_snapshot,
    values::SubjectKind::{
        self, BankQuestion, City, Client, Designation, FeedbackSession, LearningSpace, Membership,
        Offering, OfficeHolder, Organisation, Survey, SurveySnapshot, Webhook,
    },
    webhook,
};
use sea_orm::prelude::Json;
use serde_json::{Map, json};

use crate::domain::{money, record::Fields};

/// One field of a record, before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldChange {
    /// The field, as the schema calls it.
    pub field: String,
    /// What it was; none when it was empty.
    pub before: Option<Json>,
    /// What it is; none when it is empty.
    pub after: Option<Json>,
}

/// The fields that changed, by name.
#[must_use]
pub fn changes(entry: &journal::Model) -> Vec<FieldChange> {
    let side = |side: Option<&Json>| told(entry.subject_kind, side);
    let (mut before, mut after) = (side(entry.before.as_ref()), side(entry.after.as_ref()));
    let mut fields: Vec<String> = before.keys().chain(after.keys()).cloned().collect();
    fields.sort_unstable();
    fields.dedup();
    let changes = fields.into_iter().map(|field| FieldChange {
        before: before.remove(&field).filter(|value| !value.is_null()),
        after: after.remove(&field).filter(|value| !value.is_null()),
        field,
    });
    changes
        .filter(|change| change.before != change.after)
        .collect()
}

/// Where a column stands in the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// It is this field.
    Field(&'static str),
    /// It is this part of this field.
    Part(&'static str, &'static str),
    /// Its parts are fields.
    Parts,
    /// Nowhere: it says whose the record is, or how we keep it.
    Nowhere,
}

/// Where a column of the journal stands; none when it has the name of its field.
#[must_use]
pub fn place(kind: SubjectKind, column: &str) -> Option<Place> {
    use Place::{Field, Nowhere, Part, Parts};
    Some(match (kind, column) {
        // What happened says it.
        (_, "deletedAt")
        | (Offering | SurveySnapshot, "defaultLocale")
        | (Webhook, "actor" | "client")
        | (Webhook | Client, "city" | "alliance" | "organisation") => Nowhere,
        (City | Organisation, "countryCode") => Field("country"),
        (City, "subdivisionCode") => Field("subdivision"),
        (City | LearningSpace, "latitude") => Part("location", "latitude"),
        (City | LearningSpace, "longitude") => Part("location", "longitude"),
        (City, "locationApproximate") => Part("location", "approximate"),
        (Offering | FeedbackSession, "space") => Field("learningSpace"),
        (Offering, "priceMinor") => Part("price", "amount"),
        (Offering, "priceCurrency") => Part("price", "currency"),
        (Membership, "city" | "organisation" | "memberAlliance") => Field("member"),
        (OfficeHolder, "city" | "alliance" | "organisation") => Field("body"),
        (OfficeHolder, "officeCode") => Field("office"),
        (Designation, "schemeCode") => Field("scheme"),
        (Survey, "programme" | "space" | "plan") => Field("subject"),
        (Survey, "workBits") => Part("challenge", "bits"),
        (Survey, "publishedVersion") => Part("currentVersion", "number"),
        (Survey, "questions") => Part("draftVersion", "questions"),
        (Survey, "order") => Part("draftVersion", "order"),
        (Survey, "segments") => Part("draftVersion", "segments"),
        (BankQuestion, "question") => Parts,
        (Webhook, "kinds") => Field("types"),
        _ => return None,
    })
}

fn told(kind: SubjectKind, side: Option<&Json>) -> Map<String, Json> {
    let mut fields = Map::new();
    for (column, value) in side.and_then(Json::as_object).into_iter().flatten() {
        match place(kind, column) {
            None => put(&mut fields, column, value.clone()),
            Some(Place::Field(field)) => put(&mut fields, field, value.clone()),
            Some(Place::Part(field, part)) => put_part(&mut fields, (field, part), value),
            Some(Place::Parts) => put_question(&mut fields, value),
            Some(Place::Nowhere) => {}
        }
    }
    finish(kind, &mut fields);
    fields
}

/// Of several columns that are one field, such as the owners that a record can have,
/// at most one has a value.
fn put(fields: &mut Map<String, Json>, field: &str, value: Json) {
    let there = fields.entry(field).or_insert(Json::Null);
    if there.is_null() {
        *there = value;
    }
}

fn put_part(fields: &mut Map<String, Json>, (field, part): (&str, &str), value: &Json) {
    let there = fields.entry(field).or_insert(Json::Null);
    if value.is_null() {
        return;
    }
    match there {
        Json::Object(parts) => {
            parts.insert(part.to_owned(), value.clone());
        }
        there => *there = json!({ part: value }),
    }
}

/// A question that cities share stands in the schema without a field around it.
fn put_question(fields: &mut Map<String, Json>, question: &Json) {
    for (part, value) in question.as_object().into_iter().flatten() {
        match part.as_str() {
            "required" | "showIf" | "bankQuestionId" => {}
            "kind" => put(fields, "type", value.clone()),
            part => put(fields, part, value.clone()),
        }
    }
}

/// Values that the journal keeps otherwise than the schema has them.
fn finish(kind: SubjectKind, fields: &mut Map<String, Json>) {
    if let Some(location) = fields.get_mut("location")
        && location.get("latitude").is_none()
        && location.get("longitude").is_none()
    {
        *location = Json::Null;
    }
    if let Some(Json::Object(price)) = fields.get_mut("price") {
        finish_price(price);
    }
    if let (Webhook | Client, Some(scopes)) = (kind, fields.get_mut("scopes")) {
        let words = scopes.as_str().map(str::split_ascii_whitespace);
        *scopes = words.map_or(Json::Null, Iterator::collect);
    }
    let questions = fields.get_mut("draftVersion");
    let questions = questions.and_then(|version| version.get_mut("questions"));
    for question in questions.and_then(Json::as_array_mut).into_iter().flatten() {
        let bank = question.get_mut("bankQuestionId");
        if let Some(bank) = bank
            && let Some(id) = bank.as_str().and_then(|id| id.parse().ok())
        {
            *bank = json!(BankQuestionId(id).to_string());
        }
    }
}

/// The journal has the amount in the smallest unit of its currency. Where only one of
/// the two changed, older entries do not say the other.
fn finish_price(price: &mut Map<String, Json>) {
    let Some(minor) = price.remove("amount").and_then(|amount| amount.as_i64()) else {
        return;
    };
    let (name, amount) = match price.get("currency").and_then(Json::as_str) {
        Some(currency) => ("amount", json!(money::decimal(minor, currency))),
        None => ("minorUnits", json!(minor)),
    };
    price.insert(name.to_owned(), amount);
}

/// Every column that the journal can name for a kind of record.
#[must_use]
pub fn columns(kind: SubjectKind) -> Vec<String> {
    match kind {
        SubjectKind::Alliance => Fields::names::<alliance::Model>(),
        BankQuestion => Fields::names::<bank_question::Model>(),
        City => Fields::names::<city::Model>(),
        SubjectKind::CityProfile => Fields::names::<city_profile::Model>(),
        Client => Fields::names::<api_client::Model>(),
        Designation => Fields::names::<designation::Model>(),
        SubjectKind::FeedbackAction => Fields::names::<feedback_action::Model>(),
        SubjectKind::FeedbackChannel => Fields::names::<feedback_channel::Model>(),
        FeedbackSession => Fields::names::<feedback_session::Model>(),
        SubjectKind::FeedbackTheme => Fields::names::<feedback_theme::Model>(),
        SubjectKind::LearningPlatform => Fields::names::<platform::Model>(),
        LearningSpace => Fields::names::<learning_space::Model>(),
        Membership => Fields::names::<membership::Model>(),
        Offering => Fields::names::<offering::Model>(),
        OfficeHolder => Fields::names::<office_holder::Model>(),
        Organisation => Fields::names::<organisation::Model>(),
        SubjectKind::Plan => Fields::names::<plan::Model>(),
        SubjectKind::Programme => Fields::names::<programme::Model>(),
        Survey => Fields::names::<survey::Model>(),
        SurveySnapshot => Fields::names::<survey_snapshot::Model>(),
        Webhook => Fields::names::<webhook::Model>(),
        // Nobody changes these but the operator's file, of which no field is told.
        SubjectKind::Country | SubjectKind::Observation => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(kind: SubjectKind, stored: &Json) -> Json {
        Json::Object(told(kind, Some(stored)))
    }

    #[test]
    fn columns_that_are_one_field_are_told_as_one() {
        for (kind, stored, said) in [
            (
                City,
                json!({ "countryCode": "KR", "latitude": 37.5, "longitude": 127.2,
                    "locationApproximate": false, "deletedAt": null }),
                json!({ "country": "KR",
                    "location": { "latitude": 37.5, "longitude": 127.2, "approximate": false } }),
            ),
            (
                City,
                json!({ "latitude": null, "longitude": null, "locationApproximate": false }),
                json!({ "location": null }),
            ),
            (
                Offering,
                json!({ "priceMinor": 1250, "priceCurrency": "EUR", "space": "space_1" }),
                json!({ "price": { "amount": "12.50", "currency": "EUR" },
                    "learningSpace": "space_1" }),
            ),
            (
                Offering,
                json!({ "priceMinor": 1250 }),
                json!({ "price": { "minorUnits": 1250 } }),
            ),
            (
                Membership,
                json!({ "city": null, "organisation": null, "memberAlliance": "alliance_1" }),
                json!({ "member": "alliance_1" }),
            ),
            (
                Client,
                json!({ "scopes": "city:write audit:read", "city": "city_1" }),
                json!({ "scopes": ["city:write", "audit:read"] }),
            ),
            (
                BankQuestion,
                json!({ "question": { "key": "a", "kind": "NPS", "required": false } }),
                json!({ "key": "a", "type": "NPS" }),
            ),
        ] {
            assert_eq!(of(kind, &stored), said);
        }
    }
}
