//! Organisations keep their own record.

use entity::values::Happening;
use serde_json::{Value, json};

use crate::support::{Network, complaints};

const UPDATE: &str = "organisationUpdate";
const RECORD: &str = "organisation { slug abbreviation website version updatedAt
    translations { locale name } description(locales: [\"en\"]) }";

fn everything() -> Value {
    json!({
        "name": [{ "locale": "fr", "text": "Institut pour l'apprentissage" }],
        "abbreviation": "UILL",
        "website": "https://uil.example",
        "description": [{ "locale": "en", "text": "Learning all life long." }],
    })
}

#[tokio::test]
async fn an_organisation_says_who_it_is() {
    let network = Network::start().await;
    let uil = network.organisation("uil", "organisation:write");

    let payload = uil.change(UPDATE, everything(), RECORD).await;

    let record = &payload["organisation"];
    assert_eq!(record["abbreviation"], "UILL", "{payload}");
    assert_eq!(record["website"], "https://uil.example");
    assert_eq!(record["description"], "Learning all life long.");
    assert_eq!(record["version"], 2);
    assert_eq!(record["updatedAt"], "2026-03-02T09:00:00+00:00");
    let names = record["translations"].as_array().unwrap();
    let french = json!({ "locale": "fr", "name": "Institut pour l'apprentissage" });
    assert!(names.len() > 1 && names.contains(&french), "{names:?}");
}

#[tokio::test]
async fn it_is_found_by_its_new_names_and_by_its_abbreviation() {
    let network = Network::start().await;
    let uil = network.organisation("uil", "organisation:write");

    uil.change(UPDATE, everything(), RECORD).await;

    assert_eq!(network.finds("UILL").await, ["uil"]);
    assert_eq!(
        network.finds("Institut pour l'apprentissage").await,
        ["uil"]
    );
}

#[tokio::test]
async fn what_is_left_out_stays_and_null_clears() {
    let network = Network::start().await;
    let uil = network.organisation("uil", "organisation:write");
    uil.change(UPDATE, everything(), RECORD).await;

    let payload = uil.change(UPDATE, json!({ "website": null }), RECORD).await;

    assert_eq!(payload["organisation"]["website"], Value::Null);
    assert_eq!(payload["organisation"]["abbreviation"], "UILL");
    assert_eq!(
        payload["organisation"]["description"],
        "Learning all life long."
    );
}

#[tokio::test]
async fn all_problems_are_told_at_once() {
    let network = Network::start().await;
    let uil = network.organisation("uil", "organisation:write");

    let input = json!({
        "name": null,
        "abbreviation": " ",
        "website": "javascript:alert(1)",
        "description": [{ "locale": "en", "text": "a" }, { "locale": "en", "text": "b" }],
    });
    let payload = uil.change(UPDATE, input, RECORD).await;

    let expected = [
        "REQUIRED name",
        "DUPLICATE description.1.locale",
        "REQUIRED abbreviation",
        "INVALID website",
    ];
    assert_eq!(complaints(&payload), expected);
    assert_eq!(payload["organisation"], Value::Null);
}

#[tokio::test]
async fn a_version_that_is_gone_is_refused_with_the_one_that_is() {
    let network = Network::start().await;
    let uil = network.organisation("uil", "organisation:write");
    uil.change(UPDATE, everything(), RECORD).await;

    let terms = (json!({ "website": null }), "expectedVersion: 1");
    let payload = uil.change_on(UPDATE, terms, RECORD).await;

    assert_eq!(complaints(&payload), ["STALE_VERSION expectedVersion"]);
    assert_eq!(payload["organisation"]["version"], 2);
}

#[tokio::test]
async fn a_trial_shows_what_would_be_and_keeps_nothing() {
    let network = Network::start().await;
    let uil = network.organisation("uil", "organisation:write");
    let before = network.last_entry().await;

    let terms = (everything(), "dryRun: true");
    let payload = uil.change_on(UPDATE, terms, RECORD).await;

    assert_eq!(payload["organisation"]["version"], 2);
    let now = network
        .ask("{ organisation(slug: \"uil\") { version } }")
        .await;
    assert_eq!(now["data"]["organisation"]["version"], 1);
    assert_eq!(network.last_entry().await, before);
}

#[tokio::test]
async fn the_same_again_changes_nothing() {
    let network = Network::start().await;
    let uil = network.organisation("uil", "organisation:write");
    uil.change(UPDATE, everything(), RECORD).await;
    let before = network.last_entry().await;

    let payload = uil.change(UPDATE, everything(), RECORD).await;

    assert_eq!(payload["organisation"]["version"], 2);
    assert_eq!(network.last_entry().await, before);
}

#[tokio::test]
async fn the_journal_tells_what_changed() {
    let network = Network::start().await;
    let uil = network.organisation("uil", "organisation:write");
    let before = network.last_entry().await;

    let changes = json!({ "abbreviation": "UILL" });
    uil.change(UPDATE, changes, RECORD).await;

    let entries = network.entries_since(before).await;
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0].happening, Happening::Updated);
    assert_eq!(entries[0].actor, "organisation:uil");
    assert!(entries[0].organisation_id.is_some());
    assert_eq!(entries[0].before, Some(json!({ "abbreviation": "UIL" })));
    assert_eq!(entries[0].after, Some(json!({ "abbreviation": "UILL" })));
}
