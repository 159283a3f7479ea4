//! Bodies say who holds their offices.

use entity::values::Happening;
use serde_json::{Value, json};

use crate::support::{Network, complaints};

const OFFICE: &str = "office { id personName(locales: [\"en\"]) aliases office { code }
    title(locales: [\"en\"]) since until asOf version
    body { ... on City { slug } ... on Alliance { slug } ... on Organisation { slug } } }";

fn mayor() -> Value {
    json!({
        "personName": [
            { "locale": "en", "text": "Kim Haneul" }, { "locale": "ko", "text": "김하늘" },
        ],
        "aliases": ["Haneul Kim"], "office": "MAYOR",
        "title": [{ "locale": "en", "text": "Mayor of Hanam" }],
        "since": "2022-07-01", "asOf": "2025-11",
    })
}

#[tokio::test]
async fn every_kind_of_body_names_who_holds_its_offices() {
    let network = Network::start().await;
    for (caller, slug) in [
        (network.city("kr-hanam", "office:write"), "kr-hanam"),
        (network.alliance("kallc", "office:write"), "kallc"),
        (network.organisation("uil", "office:write"), "uil"),
    ] {
        let mut made = caller.change("officeCreate", mayor(), OFFICE).await;

        assert!(made["office"]["id"].take().is_string());
        let expected = json!({
            "id": null, "personName": "Kim Haneul", "aliases": ["Haneul Kim"],
            "office": { "code": "MAYOR" }, "title": "Mayor of Hanam", "since": "2022-07-01",
            "until": null, "asOf": "2025-11", "version": 1, "body": { "slug": slug },
        });
        assert_eq!(made, json!({ "office": expected, "userErrors": [] }));
    }
}

#[tokio::test]
async fn a_term_ends_and_the_rest_stays() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "office:write");
    let made = hanam.change("officeCreate", mayor(), OFFICE).await;
    let last = network.last_entry().await;

    let id = &made["office"]["id"];
    let edit = json!({ "id": id, "until": "2026-06", "aliases": null, "title": null });
    let changed = hanam.change("officeUpdate", edit, OFFICE).await;

    let mut expected = made["office"].clone();
    expected["until"] = json!("2026-06");
    expected["aliases"] = json!([]);
    expected["title"] = Value::Null;
    expected["version"] = json!(2);
    assert_eq!(changed["office"], expected);
    let entries = network.entries_since(last).await;
    assert_eq!(entries[0].happening, Happening::Updated);
    assert_eq!(
        entries[0].after.clone().unwrap(),
        json!({ "until": "2026-06", "aliases": [], "title": null })
    );
}

#[tokio::test]
async fn every_problem_is_told_at_once() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "office:write");
    let last = network.last_entry().await;
    let wrong = json!({
        "personName": [], "office": "EMPEROR", "aliases": ["Kim", "Kim"],
        "since": "2022-07", "until": "2022-06-30", "asOf": "2021",
    });

    let payload = hanam.change("officeCreate", wrong, OFFICE).await;

    assert_eq!(
        complaints(&payload),
        [
            "UNKNOWN_CODE office",
            "REQUIRED personName",
            "DUPLICATE aliases.1",
            "OUT_OF_RANGE until",
            "OUT_OF_RANGE asOf",
        ]
    );
    assert_eq!(network.last_entry().await, last);
    let made = hanam.change("officeCreate", mayor(), OFFICE).await;
    let nobody = json!({ "id": made["office"]["id"], "personName": null, "office": null });
    let nobody = hanam.change("officeUpdate", nobody, OFFICE).await;
    assert_eq!(
        complaints(&nobody),
        ["REQUIRED personName", "REQUIRED office"]
    );
}

#[tokio::test]
async fn a_deleted_term_comes_back() {
    let network = Network::start().await;
    let kallc = network.alliance("kallc", "office:write");
    let made = kallc.change("officeCreate", mayor(), OFFICE).await;
    let id = json!({ "id": made["office"]["id"] });
    let last = network.last_entry().await;

    let deleted = kallc.change("officeDelete", id.clone(), "deletedId").await;
    assert_eq!(deleted["deletedId"], id["id"]);
    let gone = kallc.change("officeUpdate", id.clone(), "").await;
    assert_eq!(complaints(&gone), ["NOT_FOUND id"]);
    let restored = kallc.change("officeRestore", id, OFFICE).await;
    assert_eq!(restored["office"]["version"], 3);

    let entries = network.entries_since(last).await;
    let told: Vec<_> = entries
        .iter()
        .map(|entry| (entry.happening, entry.actor.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (Happening::Deleted, "alliance:kallc"),
            (Happening::Restored, "alliance:kallc"),
        ]
    );
}

#[tokio::test]
async fn another_body_s_office_is_not_there() {
    let network = Network::start().await;
    let reply = network
        .ask("{ city(slug: \"kr-hanam\") { offices { nodes { id } } } }")
        .await;
    let id = json!({ "id": reply["data"]["city"]["offices"]["nodes"][0]["id"] });
    let last = network.last_entry().await;

    for other in [
        network.city("kr-suwon", "office:write"),
        network.alliance("kallc", "office:write"),
        network.organisation("hanam-lifelong-education-council", "office:write"),
    ] {
        for mutation in ["officeUpdate", "officeDelete", "officeRestore"] {
            let payload = other.change(mutation, id.clone(), "").await;
            assert_eq!(complaints(&payload), ["NOT_FOUND id"], "{mutation}");
        }
    }
    assert_eq!(network.last_entry().await, last);
}

#[tokio::test]
async fn a_dry_run_and_an_old_version_change_nothing() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "office:write");
    let made = hanam.change("officeCreate", mayor(), OFFICE).await;
    let input = json!({ "id": made["office"]["id"], "until": "2026" });
    let last = network.last_entry().await;
    let change = async |terms: &str| {
        let given = (input.clone(), terms);
        hanam.change_on("officeUpdate", given, OFFICE).await
    };

    assert_eq!(change("dryRun: true").await["office"]["until"], "2026");
    let late = change("expectedVersion: 2").await;
    assert_eq!(complaints(&late), ["STALE_VERSION expectedVersion"]);
    assert_eq!(late["office"], made["office"]);
    assert_eq!(network.last_entry().await, last);
}

#[tokio::test]
async fn a_new_term_takes_few_statements() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "office:write");

    let (answer, statements) = hanam
        .statements(
            "mutation { officeCreate(input: {
                office: \"MAYOR\", personName: [{ locale: \"ko\", text: \"김하늘\" }]
            }) { office { personName } userErrors { code } } }",
        )
        .await;

    assert_eq!(
        answer["data"]["officeCreate"]["office"]["personName"],
        "김하늘"
    );
    // A savepoint and its release, the code, the term, the answer, what everyone sees, and the
    // journal with its lock.
    assert_eq!(statements, if network.is_sqlite() { 7 } else { 8 });
}
