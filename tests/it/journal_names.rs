//! The journal says what the schema says.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use async_graphql::parser::{
    parse_schema,
    types::{TypeKind, TypeSystemDefinition},
};
use entity::values::SubjectKind;
use learning_cities::domain::history::{Place, columns, place};
use sea_orm::Iterable;
use serde_json::{Value, json};

use crate::support::{Caller, Network, course};

/// A field of no type: that a secret was replaced is told by when the old one ends.
const NO_FIELD: [&str; 1] = ["previousSecretEndsAt"];

/// The fields of every type, as `schema.graphql` has them.
fn schema() -> BTreeMap<String, BTreeSet<String>> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema.graphql");
    let document = parse_schema(fs::read_to_string(file).unwrap()).unwrap();
    let types = document.definitions.into_iter().filter_map(|definition| {
        let TypeSystemDefinition::Type(ty) = definition else {
            return None;
        };
        let TypeKind::Object(object) = ty.node.kind else {
            return None;
        };
        let fields = object.fields.into_iter();
        let fields = fields.map(|field| field.node.name.node.to_string());
        Some((ty.node.name.node.to_string(), fields.collect()))
    });
    types.collect()
}

/// The type of the records of a kind.
fn type_of(kind: SubjectKind) -> String {
    match kind {
        SubjectKind::Client => "ApiClient".to_owned(),
        SubjectKind::OfficeHolder => "Office".to_owned(),
        SubjectKind::SurveySnapshot => "ResultSnapshot".to_owned(),
        kind => format!("{kind:?}"),
    }
}

#[test]
fn every_column_that_the_journal_names_is_told_as_a_field_of_its_type() {
    let schema = schema();
    let mut strange = Vec::new();
    let mut looked_at = 0;
    for kind in SubjectKind::iter() {
        let ty = type_of(kind);
        let fields = &schema[&ty];
        for column in columns(kind) {
            looked_at += 1;
            let field = match place(kind, &column) {
                None => column.as_str(),
                Some(Place::Field(field) | Place::Part(field, _)) => field,
                Some(Place::Parts | Place::Nowhere) => continue,
            };
            if !fields.contains(field) && !NO_FIELD.contains(&field) {
                strange.push(format!("{ty}.{field} of {column}"));
            }
        }
    }
    assert!(strange.is_empty(), "the schema has no {strange:#?}");
    assert!(looked_at > 250, "only {looked_at} columns were looked at");
}

#[test]
fn parts_are_parts_of_their_type() {
    let schema = schema();
    for (ty, field, part) in [
        ("City", "location", "Location"),
        ("Offering", "price", "Money"),
        ("Survey", "challenge", "SurveyChallenge"),
        ("Survey", "currentVersion", "SurveyVersion"),
    ] {
        for kind in SubjectKind::iter().filter(|kind| type_of(*kind) == ty) {
            let parts = columns(kind)
                .into_iter()
                .filter_map(|column| match place(kind, &column) {
                    Some(Place::Part(of, name)) if of == field => Some(name),
                    _ => None,
                });
            let parts: Vec<_> = parts.collect();
            assert!(!parts.is_empty(), "{ty}.{field}");
            assert!(
                parts.iter().all(|name| schema[part].contains(*name)),
                "{ty}.{field}: {parts:?}"
            );
        }
    }
}

/// The fields of the newest entry about a record, before and after.
async fn last_changes(caller: &Caller<'_>, id: &str) -> Value {
    let query = "query ($id: ID!) { auditLog(first: 1, where: { record: $id }) {
        nodes { changes { field before after } } } }";
    let reply = caller.ask_with(query, json!({ "id": id })).await;
    assert_eq!(reply["errors"], Value::Null, "{reply:?}");
    reply["data"]["auditLog"]["nodes"][0]["changes"].clone()
}

#[tokio::test]
async fn an_offering_that_moves_and_costs_more_says_where_and_what() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "programme:write space:write audit:read");
    let made = hanam.create_programme(course()).await;
    let id = made["programme"]["offerings"]["nodes"][0]["id"].clone();
    let space = hanam
        .change(
            "spaceCreate",
            json!({ "name": [{ "locale": "ko", "text": "새 학습관" }], "kind": "LEARNING_CENTRE" }),
            "space { id }",
        )
        .await;
    let space = space["space"]["id"].clone();

    let input = json!({ "id": id, "spaceId": space,
        "price": { "amount": "20000", "currency": "KRW" } });
    hanam
        .change("offeringUpdate", input, "offering { id }")
        .await;

    assert_eq!(
        last_changes(&hanam, id.as_str().unwrap()).await,
        json!([
            { "field": "learningSpace", "before": null, "after": space },
            {
                "field": "price",
                "before": { "amount": "15000", "currency": "KRW" },
                "after": { "amount": "20000", "currency": "KRW" },
            },
        ])
    );
}

#[tokio::test]
async fn a_place_and_a_country_are_told_by_name() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "city:write audit:read");
    let id = network.id_of("city", "kr-hanam").await;
    let input = json!({ "location": { "latitude": 37.5, "longitude": 127.25 } });
    hanam.change("cityUpdate", input, "city { id }").await;

    let changes = last_changes(&hanam, &id).await;

    assert_eq!(changes[0]["field"], "location", "{changes}");
    assert_eq!(changes[0]["after"]["latitude"], 37.5);
    assert_eq!(changes[0]["after"]["longitude"], 127.25);
    assert_eq!(changes.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn no_id_in_an_audit_log_is_bare() {
    let network = Network::start().await;
    let hanam = network.city(
        "kr-hanam",
        "programme:write survey:write webhook:manage client:manage office:write audit:read",
    );
    let programme = hanam.create_programme(course()).await["programme"]["id"].clone();
    let survey = json!({
        "title": [{ "locale": "ko", "text": "설문" }], "defaultLocale": "ko",
        "programmeId": programme,
        "responseControl": "OPEN",
        "questions": [{ "key": "a", "type": "YES_NO", "text": [{ "locale": "ko", "text": "?" }] }],
    });
    hanam.change("surveyCreate", survey, "survey { id }").await;
    hanam
        .change(
            "webhookCreate",
            json!({ "url": "http://127.0.0.1:9/", "types": ["PROGRAMME"] }),
            "webhook { id }",
        )
        .await;
    let client = json!({ "label": "x", "scopes": ["audit:read"] });
    hanam.change("clientCreate", client, "client { id }").await;

    let log = hanam
        .ask("{ auditLog(first: 100) { nodes { kind changes { field before after } } } }")
        .await;

    let is_bare = |text: &str| uuid::Uuid::try_parse(text).is_ok_and(|_| text.len() == 36);
    let words = log.text.split(['"', ' ', ',']);
    assert_eq!(
        words.filter(|word| is_bare(word)).collect::<Vec<_>>(),
        [""; 0]
    );
    let fields = |kind: &str| -> Vec<String> {
        let nodes = log["data"]["auditLog"]["nodes"].as_array().unwrap().iter();
        let of_kind = nodes.filter(|node| node["kind"] == kind);
        let changes = of_kind.flat_map(|node| node["changes"].as_array().unwrap());
        changes
            .map(|change| change["field"].as_str().unwrap().to_owned())
            .collect()
    };
    assert!(fields("SURVEY").contains(&"subject".to_owned()), "{log:?}");
    assert!(fields("WEBHOOK").contains(&"types".to_owned()), "{log:?}");
    assert!(!fields("CLIENT").contains(&"city".to_owned()), "{log:?}");
}
