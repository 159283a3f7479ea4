//! Cities change what the register lets them say of themselves.

use entity::values::{Happening, SubjectKind};
use serde_json::{Value, json};

use crate::support::{Network, complaints};

const RECORD: &str = "city { slug name(locales: [\"fr\"]) translations { locale name } version
    defaultLocale website headOfficeTitle(locales: [\"en\"]) timeZone
    location { latitude longitude approximate } population populationYear areaKm2 areaYear
    gdpPerCapitaUsd gdpYear schoolingYearsMen schoolingYearsWomen schoolingYear }";

fn everything() -> Value {
    json!({
        "name": [{ "locale": "fr", "text": "Hanam-si" }, { "locale": "zh-hant", "text": null }],
        "defaultLocale": "en",
        "website": "https://www.hanam.go.kr",
        "headOfficeTitle": [{ "locale": "en", "text": "Mayor of Hanam" }],
        "location": { "latitude": 37.5393, "longitude": 127.2149 },
        "timeZone": "Asia/Tokyo",
        "population": 330_000, "populationYear": 2025,
        "areaKm2": 93.04, "areaYear": 2024,
        "gdpPerCapitaUsd": 35000.5, "gdpYear": 2023,
        "schoolingYearsMen": 13.1, "schoolingYearsWomen": 12.6, "schoolingYear": 2020,
    })
}

#[tokio::test]
async fn a_city_says_everything_that_it_may_of_itself() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "city:write");

    let payload = hanam.change("cityUpdate", everything(), RECORD).await;

    let expected = json!({
        "slug": "kr-hanam", "name": "Hanam-si", "version": 2, "defaultLocale": "en",
        "translations": [
            { "locale": "en", "name": "Hanam" },
            { "locale": "fr", "name": "Hanam-si" },
            { "locale": "ko", "name": "하남시" },
        ],
        "website": "https://www.hanam.go.kr", "headOfficeTitle": "Mayor of Hanam",
        "timeZone": "Asia/Tokyo",
        "location": { "latitude": 37.5393, "longitude": 127.2149, "approximate": false },
        "population": 330_000, "populationYear": 2025, "areaKm2": 93.04, "areaYear": 2024,
        "gdpPerCapitaUsd": 35000.5, "gdpYear": 2023, "schoolingYearsMen": 13.1,
        "schoolingYearsWomen": 12.6, "schoolingYear": 2020,
    });
    assert_eq!(payload, json!({ "city": expected, "userErrors": [] }));
}

#[tokio::test]
async fn what_is_left_out_stays_and_null_clears() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "city:write");
    hanam.change("cityUpdate", everything(), "").await;

    let changes = json!({ "website": null, "population": null, "populationYear": null });
    let payload = hanam.change("cityUpdate", changes, RECORD).await;

    let city = &payload["city"];
    assert_eq!(
        [
            &city["website"],
            &city["population"],
            &city["populationYear"]
        ],
        [&Value::Null; 3]
    );
    assert_eq!(city["areaKm2"], 93.04);
    assert_eq!(city["name"], "Hanam-si");
    assert_eq!(city["headOfficeTitle"], "Mayor of Hanam");
    assert_eq!(city["version"], 3);
}

#[tokio::test]
async fn every_problem_is_told_at_once_and_nothing_changes() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "city:write");
    let last = network.last_entry().await;

    let wrong = json!({
        "name": [{ "locale": "ko", "text": null }, { "locale": "en", "text": " " }],
        "website": "javascript:alert(1)",
        "headOfficeTitle": [{ "locale": "en", "text": "x".repeat(301) }],
        "location": { "latitude": 91.0, "longitude": 181.0 },
        "timeZone": "Seoul",
        "population": -1,
        "areaKm2": 0.0,
        "areaYear": 2027,
        "gdpYear": 2023,
        "schoolingYearsMen": 31.0,
    });
    let payload = hanam.change("cityUpdate", wrong, "city { version }").await;

    assert_eq!(
        complaints(&payload),
        [
            "REQUIRED name.1.text",
            "REQUIRED name",
            "INVALID website",
            "TOO_LONG headOfficeTitle",
            "OUT_OF_RANGE location.latitude",
            "OUT_OF_RANGE location.longitude",
            "INVALID timeZone",
            "OUT_OF_RANGE population",
            "OUT_OF_RANGE areaKm2",
            "OUT_OF_RANGE schoolingYearsMen",
            "OUT_OF_RANGE areaYear",
            "CONFLICT gdpYear",
        ]
    );
    assert_eq!(payload["city"], Value::Null);
    assert_eq!(network.last_entry().await, last);
}

#[tokio::test]
async fn a_city_keeps_a_name_in_the_language_in_which_it_writes() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "city:write");
    let change = async |input: Value| {
        let payload = hanam.change("cityUpdate", input, "").await;
        complaints(&payload)
    };

    assert_eq!(
        change(json!({ "defaultLocale": "fr" })).await,
        ["REQUIRED name"]
    );
    assert_eq!(
        change(json!({ "defaultLocale": null, "timeZone": null, "name": null })).await,
        [
            "REQUIRED name",
            "REQUIRED defaultLocale",
            "REQUIRED timeZone"
        ]
    );
    let with_name = json!({
        "defaultLocale": "fr", "name": [{ "locale": "fr", "text": "Hanam" }],
    });
    assert_eq!(change(with_name).await, [""; 0]);
}

#[tokio::test]
async fn a_change_is_in_the_journal_and_found_by_the_search() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "city:write");
    let last = network.last_entry().await;

    let name = json!({ "name": [{ "locale": "fr", "text": "Zébrule" }], "population": 330_000 });
    hanam.change("cityUpdate", name, "").await;

    let entries = network.entries_since(last).await;
    let places = entries[1..].iter().map(|entry| entry.subject_kind);
    let told = [SubjectKind::LearningSpace, SubjectKind::Offering];
    assert!(
        places.into_iter().all(|kind| told.contains(&kind)),
        "they are told with its name"
    );
    assert_eq!(entries[0].happening, Happening::Updated);
    assert_eq!(entries[0].actor, "city:kr-hanam");
    let after = entries[0].after.clone().unwrap();
    assert_eq!(after["population"], 330_000);
    assert_eq!(after["name"]["fr"], "Zébrule");
    let before = entries[0].before.clone().unwrap();
    assert_eq!(before["population"], Value::Null);
    assert_eq!(before.as_object().unwrap().len(), 2);
    assert_eq!(network.finds("zebrule").await, ["kr-hanam"]);
}

#[tokio::test]
async fn what_changes_nothing_writes_nothing() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "city:write");
    hanam.change("cityUpdate", everything(), "").await;
    let last = network.last_entry().await;

    let payload = hanam
        .change("cityUpdate", everything(), "city { version }")
        .await;

    assert_eq!(payload["city"]["version"], 2);
    assert_eq!(network.last_entry().await, last);
}

#[tokio::test]
async fn a_dry_run_shows_the_change_and_keeps_nothing() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "city:write");
    let last = network.last_entry().await;

    let input = json!({ "website": "https://example.org" });
    let dry = hanam
        .change_on(
            "cityUpdate",
            (input, "dryRun: true"),
            "city { website version }",
        )
        .await;

    assert_eq!(
        dry["city"],
        json!({ "website": "https://example.org", "version": 2 })
    );
    assert_eq!(network.last_entry().await, last);
    let kept = network
        .ask("{ city(slug: \"kr-hanam\") { website version } }")
        .await;
    assert_eq!(
        kept["data"]["city"],
        json!({ "website": null, "version": 1 })
    );
}

#[tokio::test]
async fn whoever_has_read_an_older_version_is_shown_the_new_one() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "city:write");
    let change = async |population: i32, version: i32| {
        let terms = format!("expectedVersion: {version}");
        let input = json!({ "population": population });
        hanam
            .change_on("cityUpdate", (input, &terms), "city { population version }")
            .await
    };

    assert_eq!(complaints(&change(330_000, 1).await), [""; 0]);
    let late = change(320_000, 1).await;

    assert_eq!(complaints(&late), ["STALE_VERSION expectedVersion"]);
    assert_eq!(late["city"], json!({ "population": 330_000, "version": 2 }));
}

#[tokio::test]
async fn a_change_takes_few_statements() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "city:write");

    let (answer, statements) = hanam
        .statements(
            "mutation { cityUpdate(input: { population: 330000 }) {
                city { population } userErrors { code } } }",
        )
        .await;

    assert_eq!(answer["data"]["cityUpdate"]["city"]["population"], 330_000);
    // A savepoint and its release, the row, the change, the search, the answer,
    // what everyone sees, and the journal with its lock.
    assert_eq!(statements, if network.is_sqlite() { 8 } else { 9 });
}
