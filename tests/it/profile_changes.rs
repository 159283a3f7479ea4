//! Cities write down what they say of themselves.

use entity::values::Happening;
use serde_json::{Value, json};

use crate::support::{Network, complaints};

const PROFILE: &str = "profile { id cycle locale status headline introduction version }";

fn draft() -> Value {
    json!({ "cycle": "2026", "locale": "ko", "headline": "배움의 도시", "introduction": "하남시는" })
}

#[tokio::test]
async fn a_profile_begins_as_a_draft_and_is_published() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "city:write");
    let shown = async || {
        let query = "{ city(slug: \"kr-hanam\") { profile(locales: [\"ko\"]) { headline } } }";
        let reply = network.ask(query).await;
        reply["data"]["city"]["profile"]["headline"].clone()
    };
    let before = shown().await;

    let saved = hanam.change("cityProfileSave", draft(), PROFILE).await;
    let profile = &saved["profile"];
    assert_eq!(
        [
            &profile["status"],
            &profile["headline"],
            &profile["version"]
        ],
        [&json!("DRAFT"), &json!("배움의 도시"), &json!(1)]
    );
    assert_eq!(shown().await, before);

    let id = json!({ "id": profile["id"] });
    let published = hanam
        .change("cityProfilePublish", id.clone(), PROFILE)
        .await;
    assert_eq!(published["profile"]["status"], "PUBLISHED");
    assert_eq!(shown().await, "배움의 도시");

    let withdrawn = hanam.change("cityProfileWithdraw", id, PROFILE).await;
    assert_eq!(withdrawn["profile"]["status"], "DRAFT");
    assert_eq!(withdrawn["profile"]["version"], 3);
    assert_eq!(shown().await, before);
}

#[tokio::test]
async fn a_draft_is_seen_by_its_city_alone() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "city:write");
    let saved = hanam.change("cityProfileSave", draft(), PROFILE).await;
    let id = saved["profile"]["id"].as_str().unwrap();
    let node = format!("{{ node(id: \"{id}\") {{ id ... on CityProfile {{ status }} }} }}");

    assert_eq!(hanam.ask(&node).await["data"]["node"]["status"], "DRAFT");
    for other in [
        network.visitor(),
        network.city("kr-hanam", "programme:write space:write"),
        network.city("kr-suwon", "city:write"),
        network.alliance("gnlc", "alliance:write"),
    ] {
        assert_eq!(other.ask(&node).await.code(), "NOT_FOUND");
    }

    hanam
        .change("cityProfilePublish", json!({ "id": id }), "")
        .await;
    let seen = network.visitor().ask(&node).await;
    assert_eq!(seen["data"]["node"]["status"], "PUBLISHED");
}

#[tokio::test]
async fn saving_again_changes_what_is_named() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "city:write");
    let first = hanam.change("cityProfileSave", draft(), PROFILE).await;

    let changes = json!({ "cycle": " 2026", "locale": "KO", "introduction": null });
    let again = hanam.change("cityProfileSave", changes, PROFILE).await;

    assert_eq!(
        again["profile"],
        json!({
            "id": first["profile"]["id"], "cycle": "2026", "locale": "ko", "status": "DRAFT",
            "headline": "배움의 도시", "introduction": null, "version": 2,
        })
    );
}

#[tokio::test]
async fn a_deleted_profile_comes_back_with_its_texts() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "city:write");
    let saved = hanam.change("cityProfileSave", draft(), PROFILE).await;
    let id = json!({ "id": saved["profile"]["id"] });
    hanam.change("cityProfilePublish", id.clone(), "").await;
    let last = network.last_entry().await;

    let deleted = hanam
        .change("cityProfileDelete", id.clone(), "deletedId")
        .await;
    assert_eq!(deleted["deletedId"], id["id"]);
    let gone = hanam.change("cityProfilePublish", id.clone(), "").await;
    assert_eq!(complaints(&gone), ["NOT_FOUND id"]);

    let restored = hanam
        .change("cityProfileRestore", id.clone(), PROFILE)
        .await;
    assert_eq!(restored["profile"]["status"], "PUBLISHED");

    hanam.change("cityProfileDelete", id.clone(), "").await;
    let anew = json!({ "cycle": "2026", "locale": "ko", "headline": "새로운 하남" });
    let saved = hanam.change("cityProfileSave", anew, PROFILE).await;
    assert_eq!(
        saved["profile"],
        json!({
            "id": id["id"], "cycle": "2026", "locale": "ko", "status": "DRAFT",
            "headline": "새로운 하남", "introduction": "하남시는", "version": 6,
        })
    );
    let entries = network.entries_since(last).await;
    let happenings: Vec<_> = entries.iter().map(|entry| entry.happening).collect();
    assert_eq!(
        happenings,
        [
            Happening::Deleted,
            Happening::Restored,
            Happening::Deleted,
            Happening::Restored
        ]
    );
}

#[tokio::test]
async fn texts_have_at_most_two_hundred_words_in_every_language() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "city:write");
    let save = async |locale: &str, text: String| {
        let input = json!({ "cycle": "2026", "locale": locale, "vision": text });
        let payload = hanam.change("cityProfileSave", input, "").await;
        complaints(&payload)
    };

    assert_eq!(save("en", "learning ".repeat(200)).await, [""; 0]);
    assert_eq!(save("ko", "배움의 ".repeat(200)).await, [""; 0]);
    assert_eq!(save("zh-Hant", "學".repeat(200)).await, [""; 0]);
    assert_eq!(
        save("en", "learning ".repeat(201)).await,
        ["TOO_LONG vision"]
    );
    assert_eq!(save("zh-Hant", "學".repeat(201)).await, ["TOO_LONG vision"]);
}

#[tokio::test]
async fn every_problem_is_told_at_once() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "city:write");
    let last = network.last_entry().await;

    let wrong = json!({
        "cycle": " ", "locale": "ko",
        "headline": "x".repeat(301), "introduction": "", "challenges": "a ".repeat(300),
    });
    let payload = hanam.change("cityProfileSave", wrong, PROFILE).await;

    assert_eq!(
        complaints(&payload),
        [
            "REQUIRED cycle",
            "TOO_LONG headline",
            "REQUIRED introduction",
            "TOO_LONG challenges",
        ]
    );
    assert_eq!(network.last_entry().await, last);
}

#[tokio::test]
async fn nothing_empty_is_published() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "city:write");
    let empty = json!({ "cycle": "2026", "locale": "ko" });
    let saved = hanam.change("cityProfileSave", empty, PROFILE).await;
    let id = json!({ "id": saved["profile"]["id"] });

    let published = hanam.change("cityProfilePublish", id, PROFILE).await;

    assert_eq!(complaints(&published), ["REQUIRED "]);
    assert_eq!(published["profile"], Value::Null);
}

#[tokio::test]
async fn another_city_s_profile_is_not_there() {
    let network = Network::start().await;
    let reply = network
        .ask("{ city(slug: \"kr-hanam\") { profiles { id } } }")
        .await;
    let id = json!({ "id": reply["data"]["city"]["profiles"][0]["id"] });
    let suwon = network.city("kr-suwon", "city:write");
    let last = network.last_entry().await;

    for mutation in [
        "cityProfileWithdraw",
        "cityProfileDelete",
        "cityProfileRestore",
    ] {
        let payload = suwon.change(mutation, id.clone(), "").await;
        assert_eq!(complaints(&payload), ["NOT_FOUND id"], "{mutation}");
    }
    assert_eq!(network.last_entry().await, last);
}

#[tokio::test]
async fn a_version_is_expected_of_what_is_there() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "city:write");
    let terms = "expectedVersion: 1";
    let first = hanam
        .change_on("cityProfileSave", (draft(), terms), PROFILE)
        .await;
    assert_eq!(complaints(&first), ["NOT_FOUND expectedVersion"]);

    hanam.change("cityProfileSave", draft(), "").await;
    let input = json!({ "cycle": "2026", "locale": "ko", "headline": "하남" });
    hanam
        .change_on("cityProfileSave", (input.clone(), terms), "")
        .await;
    let late = hanam
        .change_on("cityProfileSave", (input, terms), PROFILE)
        .await;
    assert_eq!(complaints(&late), ["STALE_VERSION expectedVersion"]);
    assert_eq!(late["profile"]["headline"], "하남");
}

#[tokio::test]
async fn a_dry_run_keeps_no_draft() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "city:write");
    let last = network.last_entry().await;

    let dry = hanam
        .change_on("cityProfileSave", (draft(), "dryRun: true"), PROFILE)
        .await;

    assert_eq!(dry["profile"]["headline"], "배움의 도시");
    assert_eq!(network.last_entry().await, last);
    let id = dry["profile"]["id"].as_str().unwrap();
    let node = hanam
        .ask(&format!("{{ node(id: \"{id}\") {{ id }} }}"))
        .await;
    assert_eq!(node.code(), "NOT_FOUND");
}

#[tokio::test]
async fn twenty_equal_first_calls_begin_one_profile() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "city:write");

    let calls = (0..20).map(|_| hanam.change("cityProfileSave", draft(), PROFILE));
    let payloads = futures_util::future::join_all(calls).await;

    for payload in &payloads {
        assert_eq!(complaints(payload), [""; 0]);
        assert_eq!(payload["profile"], payloads[0]["profile"]);
    }
}

#[tokio::test]
async fn a_save_takes_few_statements() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "city:write");

    let (answer, statements) = hanam
        .statements(
            "mutation { cityProfileSave(input: { cycle: \"2026\", locale: \"ko\", vision: \"배움\" }) {
                profile { vision } userErrors { code } } }",
        )
        .await;

    assert_eq!(
        answer["data"]["cityProfileSave"]["profile"]["vision"],
        "배움"
    );
    // A savepoint and its release, the city, the profile, the new one, the
    // answer, what everyone sees, and the journal with its lock.
    assert_eq!(statements, if network.is_sqlite() { 8 } else { 9 });
}
