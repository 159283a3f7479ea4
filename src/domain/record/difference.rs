//! The fields of a record as the journal tells them.

use entity::{
    AllianceId, ChannelId, CityId, OfferingId, OrganisationId, PlanId, PlatformId, ProgrammeId,
    SpaceId, SurveyId, ThemeId, values::SubjectKind,
};
use sea_orm::{IdenStatic, Iterable, Value, prelude::Json};
use serde_json::Map;
use uuid::Uuid;

use super::{ColumnOf, Record};

/// Fields with their values, named by their columns; `history` tells them under the
/// names of the schema.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fields(Map<String, Json>);

/// Columns that say nothing of the record itself, or that are nobody else's business.
const UNTOLD: [&str; 7] = [
    "id",
    "version",
    "created_at",
    "updated_at",
    "name_text",
    "title_text",
    // A person's name: the journal is kept for good, and people move on.
    "instructor_name",
];

/// Columns that say something together: when one changes all are told.
const TOGETHER: [&[&str]; 2] = [
    &["priceMinor", "priceCurrency"],
    &["latitude", "longitude", "locationApproximate"],
];

/// What is told of a record and stands in other tables.
const LINKED: &[(SubjectKind, &[&str])] = &[
    (SubjectKind::Client, &["previousSecretEndsAt"]),
    (SubjectKind::FeedbackAction, &["changes"]),
    (SubjectKind::FeedbackTheme, &["evidence"]),
    (SubjectKind::LearningSpace, &["accessibility"]),
    (SubjectKind::Offering, &["schedules"]),
    (
        SubjectKind::Programme,
        &[
            "alliances",
            "topics",
            "targetGroups",
            "iscedF",
            "sdgTargets",
            "keyFeatureAreas",
        ],
    ),
    (SubjectKind::Survey, &["questions", "order", "segments"]),
    (SubjectKind::Webhook, &["previousSecretEndsAt"]),
];

impl Fields {
    /// The fields of a record that have a value.
    #[must_use]
    pub fn of<R: Record>(record: &R) -> Self {
        let fields = told_columns::<R>().map(|column| {
            let name = column.as_str();
            (camel(name), json(name, record.get(column), R::KIND))
        });
        Self(fields.filter(|(_, value)| !value.is_null()).collect())
    }

    /// The names of all fields that such a record can have here.
    #[must_use]
    pub fn names<R: Record>() -> Vec<String> {
        let linked = LINKED.iter().filter(|(kind, _)| *kind == R::KIND);
        let linked = linked.flat_map(|(_, names)| names.iter().map(|name| (*name).to_owned()));
        let columns = told_columns::<R>().map(|column| camel(column.as_str()));
        columns.chain(linked).collect()
    }

    /// These and a field that stands in another table.
    #[must_use]
    pub fn with(mut self, field: &str, value: impl Into<Json>) -> Self {
        let is_known = LINKED.iter().any(|(_, names)| names.contains(&field));
        debug_assert!(is_known, "LINKED says nothing of {field}");
        self.0.insert(field.to_owned(), value.into());
        self
    }

    /// These and those.
    #[must_use]
    pub fn and(mut self, others: Self) -> Self {
        self.0.extend(others.0);
        self
    }

    /// Only what differs, as it was and as it is; what is missing on one side is null.
    #[must_use]
    pub fn difference(mut self, mut after: Self) -> (Self, Self) {
        let stays: Vec<&str> = TOGETHER
            .into_iter()
            .filter(|group| {
                group
                    .iter()
                    .any(|name| self.0.get(*name) != after.0.get(*name))
            })
            .flatten()
            .copied()
            .collect();
        after.0.retain(|field, is| match self.0.get(field) {
            Some(was) if was == is && !stays.contains(&field.as_str()) => {
                self.0.remove(field).is_none()
            }
            _ => true,
        });
        for field in self.0.keys() {
            after.0.entry(field.clone()).or_insert(Json::Null);
        }
        for field in after.0.keys() {
            self.0.entry(field.clone()).or_insert(Json::Null);
        }
        (self, after)
    }

    /// As the journal keeps them.
    #[must_use]
    pub fn into_json(self) -> Json {
        Json::Object(self.0)
    }
}

fn told_columns<R: Record>() -> impl Iterator<Item = ColumnOf<R>> {
    ColumnOf::<R>::iter()
        .filter(|column| !UNTOLD.contains(&column.as_str()) && !column.as_str().ends_with("_sort"))
}

fn camel(column: &str) -> String {
    // An id of another system points to no record of ours.
    let pointer = column
        .strip_suffix("_id")
        .filter(|_| column != "external_id");
    let column = pointer.unwrap_or(column);
    let mut words = column.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| {
        let (initial, rest) = word.split_at(word.len().min(1));
        name + &initial.to_uppercase() + rest
    })
}

fn json(column: &str, value: Value, kind: SubjectKind) -> Json {
    match value {
        Value::Uuid(Some(id)) => Json::String(global(column, id, kind)),
        Value::Bool(Some(flag)) => flag.into(),
        Value::Int(Some(number)) => number.into(),
        Value::BigInt(Some(number)) => number.into(),
        Value::Double(Some(number)) => number.into(),
        Value::String(Some(text)) => text.into(),
        Value::Json(Some(json)) => *json,
        Value::ChronoDate(Some(day)) => day.to_string().into(),
        Value::ChronoTime(Some(time)) => time.format("%H:%M").to_string().into(),
        Value::ChronoDateTimeUtc(Some(moment)) => moment.to_rfc3339().into(),
        _ => Json::Null,
    }
}

/// The global id that a column points to.
fn global(column: &str, id: Uuid, kind: SubjectKind) -> String {
    match (column, kind) {
        ("city_id", _) | ("parent_id", SubjectKind::City) => CityId(id).to_string(),
        ("alliance_id" | "member_alliance_id" | "granting_alliance_id", _)
        | ("parent_id", SubjectKind::Alliance) => AllianceId(id).to_string(),
        (
            "provider_id" | "organisation_id" | "coordinator_id" | "granted_by_id"
            | "responsible_id",
            _,
        ) => OrganisationId(id).to_string(),
        ("space_id", _) => SpaceId(id).to_string(),
        ("plan_id", _) => PlanId(id).to_string(),
        ("platform_id", _) => PlatformId(id).to_string(),
        ("programme_id", _) => ProgrammeId(id).to_string(),
        ("offering_id", _) => OfferingId(id).to_string(),
        ("channel_id", _) => ChannelId(id).to_string(),
        ("theme_id", _) => ThemeId(id).to_string(),
        ("survey_id", _) => SurveyId(id).to_string(),
        _ => id.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn fields(json: Json) -> Fields {
        let Json::Object(map) = json else {
            panic!("no object")
        };
        Fields(map)
    }

    #[test]
    fn only_what_differs_is_told() {
        let before = fields(json!({ "slug": "a", "website": "x", "ageMin": 6 }));
        let after = fields(json!({ "slug": "a", "website": "y", "ageMax": 9 }));

        let (was, is) = before.difference(after);

        assert_eq!(
            was,
            fields(json!({ "website": "x", "ageMin": 6, "ageMax": null }))
        );
        assert_eq!(
            is,
            fields(json!({ "website": "y", "ageMin": null, "ageMax": 9 }))
        );
    }

    #[test]
    fn what_says_something_together_is_told_together() {
        let before = fields(json!({ "priceMinor": 5, "priceCurrency": "EUR", "capacity": 3 }));
        let after = fields(json!({ "priceMinor": 6, "priceCurrency": "EUR", "capacity": 3 }));

        let (was, is) = before.difference(after);

        assert_eq!(
            was,
            fields(json!({ "priceMinor": 5, "priceCurrency": "EUR" }))
        );
        assert_eq!(
            is,
            fields(json!({ "priceMinor": 6, "priceCurrency": "EUR" }))
        );
    }

    #[test]
    fn columns_have_the_names_of_fields() {
        assert_eq!(camel("enrolment_opens"), "enrolmentOpens");
        assert_eq!(camel("space_id"), "space");
        assert_eq!(camel("area_km2"), "areaKm2");
        assert_eq!(camel("external_id"), "externalId");
    }
}
