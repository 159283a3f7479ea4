//! Cities make, change and delete their learning platforms.

use entity::values::Happening;
use serde_json::{Value, json};

use crate::support::{Network, complaints};

const PLATFORM: &str = "platform { id slug name(locales: [\"en\"]) defaultLocale city { slug }
    channels website description(locales: [\"en\"]) origin version }";

fn app() -> Value {
    json!({
        "name": [
            { "locale": "ko", "text": "하남 배움" }, { "locale": "en", "text": "Hanam Learns" },
        ],
        "channels": ["WEB", "MOBILE_APP"],
        "website": "https://example.org/learn",
        "description": [{ "locale": "en", "text": "Courses of the city." }],
    })
}

#[tokio::test]
async fn a_city_adds_a_platform_and_changes_it() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "space:write");

    let mut made = hanam.change("platformCreate", app(), PLATFORM).await;
    let id = made["platform"]["id"].take();
    let expected = json!({
        "id": null, "slug": "hanam-learns", "name": "Hanam Learns", "defaultLocale": "ko",
        "city": { "slug": "kr-hanam" }, "channels": ["WEB", "MOBILE_APP"],
        "website": "https://example.org/learn", "description": "Courses of the city.",
        "origin": "REAL", "version": 1,
    });
    assert_eq!(made, json!({ "platform": expected, "userErrors": [] }));

    let edit = json!({ "id": id, "website": null, "channels": null, "defaultLocale": "en" });
    let mut changed = hanam.change("platformUpdate", edit, PLATFORM).await;
    changed["platform"]["id"].take();
    let mut now = expected.clone();
    now["website"] = Value::Null;
    now["channels"] = json!([]);
    now["defaultLocale"] = json!("en");
    now["version"] = json!(2);
    assert_eq!(changed["platform"], now);
}

#[tokio::test]
async fn every_problem_is_told_at_once() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "space:write");
    let last = network.last_entry().await;
    let wrong = json!({
        "name": [{ "locale": "en", "text": "x".repeat(301) }], "slug": "-",
        "channels": ["WEB", "WEB"], "website": "example.org",
        "description": [{ "locale": "en", "text": "" }],
    });

    let payload = hanam.change("platformCreate", wrong, PLATFORM).await;

    assert_eq!(
        complaints(&payload),
        [
            "REQUIRED description.0.text",
            "REQUIRED name",
            "TOO_LONG name",
            "INVALID slug",
            "DUPLICATE channels.1",
            "INVALID website",
        ]
    );
    assert_eq!(network.last_entry().await, last);
}

#[tokio::test]
async fn a_slug_belongs_to_one_platform_of_a_city() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "space:write");
    let mut named = app();
    named["slug"] = json!("learn");
    hanam.change("platformCreate", named.clone(), "").await;

    let again = hanam.change("platformCreate", named, "").await;

    assert_eq!(complaints(&again), ["TAKEN slug"]);
}

#[tokio::test]
async fn a_deleted_platform_comes_back_with_its_history() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "space:write");
    let last = network.last_entry().await;
    let made = hanam.change("platformCreate", app(), PLATFORM).await;
    let id = json!({ "id": made["platform"]["id"] });

    let deleted = hanam
        .change("platformDelete", id.clone(), "deletedId")
        .await;
    assert_eq!(deleted["deletedId"], id["id"]);
    let gone = hanam.change("platformDelete", id.clone(), "").await;
    assert_eq!(complaints(&gone), ["NOT_FOUND id"]);
    let restored = hanam.change("platformRestore", id, PLATFORM).await;

    assert_eq!(restored["platform"]["version"], 3);
    assert_eq!(restored["platform"]["website"], "https://example.org/learn");
    let entries = network.entries_since(last).await;
    let happenings: Vec<_> = entries.iter().map(|entry| entry.happening).collect();
    assert_eq!(
        happenings,
        [Happening::Created, Happening::Deleted, Happening::Restored]
    );
}

#[tokio::test]
async fn a_platform_that_still_teaches_is_not_deleted_and_no_other_city_has_it() {
    let network = Network::start().await;
    let reply = network
        .ask("{ city(slug: \"kr-eunpyeong\") { platforms { nodes { id slug } } } }")
        .await;
    let platform = &reply["data"]["city"]["platforms"]["nodes"][0];
    assert_eq!(platform["slug"], "baeum-moa");
    let id = json!({ "id": platform["id"] });
    let last = network.last_entry().await;

    let eunpyeong = network.city("kr-eunpyeong", "space:write");
    let refused = eunpyeong.change("platformDelete", id.clone(), "").await;
    assert_eq!(complaints(&refused), ["CONFLICT id"]);
    let hanam = network.city("kr-hanam", "space:write");
    for mutation in ["platformUpdate", "platformDelete", "platformRestore"] {
        let foreign = hanam.change(mutation, id.clone(), "").await;
        assert_eq!(complaints(&foreign), ["NOT_FOUND id"], "{mutation}");
    }
    assert_eq!(network.last_entry().await, last);
}

#[tokio::test]
async fn a_dry_run_and_an_old_version_change_nothing() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "space:write");
    let made = hanam.change("platformCreate", app(), PLATFORM).await;
    let input = json!({ "id": made["platform"]["id"], "website": "https://example.org/new" });
    let last = network.last_entry().await;
    let change = async |terms: &str| {
        let given = (input.clone(), terms);
        hanam.change_on("platformUpdate", given, PLATFORM).await
    };

    let dry = change("dryRun: true").await;
    assert_eq!(dry["platform"]["website"], "https://example.org/new");
    let late = change("expectedVersion: 2").await;
    assert_eq!(complaints(&late), ["STALE_VERSION expectedVersion"]);
    assert_eq!(late["platform"], made["platform"]);
    assert_eq!(network.last_entry().await, last);
}

#[tokio::test]
async fn a_new_platform_takes_few_statements() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "space:write");

    let (answer, statements) = hanam
        .statements(
            "mutation { platformCreate(input: { name: [{ locale: \"ko\", text: \"Room\" }] }) {
                platform { slug } userErrors { code } } }",
        )
        .await;

    assert_eq!(answer["data"]["platformCreate"]["platform"]["slug"], "room");
    // A savepoint and its release, the city, whether the slug is free, the
    // platform, the answer, what everyone sees, and the journal with its lock.
    assert_eq!(statements, if network.is_sqlite() { 8 } else { 9 });
}
