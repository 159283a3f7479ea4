//! Alliances keep their own record.

use entity::values::Happening;
use serde_json::{Value, json};

use crate::support::{Network, complaints};

const UPDATE: &str = "allianceUpdate";
const RECORD: &str = "alliance { slug kind abbreviation website founded version updatedAt
    name(locales: [\"fr\"]) vision(locales: [\"en\"]) scope(locales: [\"en\"])
    purposes(locales: [\"en\"]) coordinator { slug } }";

async fn everything(network: &Network) -> Value {
    json!({
        "name": [{ "locale": "fr", "text": "Alliance des villes" }],
        "abbreviation": "KALLCX",
        "website": "https://kallc.example",
        "vision": [{ "locale": "en", "text": "Every street a school." }],
        "scope": [{ "locale": "en", "text": "Korean cities." }],
        "purposes": [
            [{ "locale": "en", "text": "To share." }, { "locale": "ko", "text": "나눔" }],
            [{ "locale": "en", "text": "To learn." }],
        ],
        "founded": "2007-10",
        "coordinatorId": network.id_of("organisation", "uil").await,
    })
}

#[tokio::test]
async fn an_alliance_says_everything_that_it_may_of_itself() {
    let network = Network::start().await;
    let kallc = network.alliance("kallc", "alliance:write");

    let input = everything(&network).await;
    let payload = kallc.change(UPDATE, input, RECORD).await;

    let expected = json!({
        "slug": "kallc", "kind": "NATIONAL_ASSOCIATION", "abbreviation": "KALLCX",
        "website": "https://kallc.example", "founded": "2007-10", "version": 2,
        "updatedAt": "2026-03-02T09:00:00+00:00", "name": "Alliance des villes",
        "vision": "Every street a school.", "scope": "Korean cities.",
        "purposes": ["To share.", "To learn."], "coordinator": { "slug": "uil" },
    });
    assert_eq!(payload, json!({ "alliance": expected, "userErrors": [] }));
}

#[tokio::test]
async fn what_is_left_out_stays_and_null_clears() {
    let network = Network::start().await;
    let kallc = network.alliance("kallc", "alliance:write");
    let input = everything(&network).await;
    kallc.change(UPDATE, input, RECORD).await;

    let input = json!({ "coordinatorId": null, "purposes": null, "founded": null });
    let payload = kallc.change(UPDATE, input, RECORD).await;

    let alliance = &payload["alliance"];
    assert_eq!(alliance["coordinator"], Value::Null, "{payload}");
    assert_eq!(alliance["purposes"], json!([]));
    assert_eq!(alliance["founded"], Value::Null);
    assert_eq!(alliance["vision"], "Every street a school.");
    assert_eq!(alliance["website"], "https://kallc.example");
}

#[tokio::test]
async fn a_list_of_purposes_is_given_as_a_whole() {
    let network = Network::start().await;
    let kallc = network.alliance("kallc", "alliance:write");
    let input = everything(&network).await;
    kallc.change(UPDATE, input, RECORD).await;

    let input = json!({ "purposes": [[{ "locale": "en", "text": "To dance." }]] });
    let payload = kallc.change(UPDATE, input, RECORD).await;

    assert_eq!(payload["alliance"]["purposes"], json!(["To dance."]));
}

#[tokio::test]
async fn all_problems_are_told_at_once() {
    let network = Network::start().await;
    let kallc = network.alliance("kallc", "alliance:write");

    let input = json!({
        "name": [{ "locale": "ko", "text": null }],
        "website": "kallc.example",
        "vision": [{ "locale": "en", "text": "\u{7}" }],
        "purposes": [[], [{ "locale": "en", "text": "a" }, { "locale": "en", "text": "b" }]],
        "coordinatorId": "organisation_01h455vb4pex5vsknk084sn02q",
    });
    let payload = kallc.change(UPDATE, input, RECORD).await;

    let mut complaints = complaints(&payload);
    complaints.sort();
    let expected = [
        "DUPLICATE purposes.1.1.locale",
        "INVALID vision",
        "INVALID website",
        "NOT_FOUND coordinatorId",
        "REQUIRED name",
        "REQUIRED purposes.0",
    ];
    assert_eq!(complaints, expected);
}

#[tokio::test]
async fn an_id_of_another_kind_is_a_mistake_of_the_program() {
    let network = Network::start().await;
    let kallc = network.alliance("kallc", "alliance:write");
    let city = network.id_of("city", "kr-hanam").await;

    let answer = kallc
        .ask_with(
            "mutation ($id: ID) { allianceUpdate(input: { coordinatorId: $id }) {
                userErrors { code } } }",
            json!({ "id": city }),
        )
        .await;

    assert_eq!(answer.code(), "BAD_USER_INPUT");
}

#[tokio::test]
async fn what_the_register_decides_is_no_part_of_the_input() {
    let network = Network::start().await;
    let kallc = network.alliance("kallc", "alliance:write");

    for field in ["slug", "kind", "parentId", "cityId", "origin"] {
        let document = format!(
            "mutation {{ allianceUpdate(input: {{ {field}: null }}) {{ userErrors {{ code }} }} }}"
        );
        assert_eq!(
            kallc.ask(&document).await.code(),
            "BAD_USER_INPUT",
            "{field}"
        );
    }
}

#[tokio::test]
async fn a_version_that_is_gone_is_refused_with_the_one_that_is() {
    let network = Network::start().await;
    let kallc = network.alliance("kallc", "alliance:write");
    kallc
        .change(UPDATE, json!({ "abbreviation": "K" }), RECORD)
        .await;

    let terms = (json!({ "abbreviation": "L" }), "expectedVersion: 1");
    let payload = kallc.change_on(UPDATE, terms, RECORD).await;

    assert_eq!(complaints(&payload), ["STALE_VERSION expectedVersion"]);
    assert_eq!(payload["alliance"]["abbreviation"], "K");
}

#[tokio::test]
async fn a_trial_shows_what_would_be_and_keeps_nothing() {
    let network = Network::start().await;
    let kallc = network.alliance("kallc", "alliance:write");
    let before = network.last_entry().await;

    let terms = (json!({ "abbreviation": "K" }), "dryRun: true");
    let payload = kallc.change_on(UPDATE, terms, RECORD).await;

    assert_eq!(payload["alliance"]["abbreviation"], "K");
    let now = network
        .ask("{ alliance(slug: \"kallc\") { version } }")
        .await;
    assert_eq!(now["data"]["alliance"]["version"], 1);
    assert_eq!(network.last_entry().await, before);
}

#[tokio::test]
async fn the_journal_tells_what_changed_and_the_search_finds_it() {
    let network = Network::start().await;
    let kallc = network.alliance("kallc", "alliance:write");
    let before = network.last_entry().await;

    let input = json!({ "purposes": [[{ "locale": "en", "text": "Zugzwang" }]] });
    kallc.change(UPDATE, input, RECORD).await;

    let entries = network.entries_since(before).await;
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0].happening, Happening::Updated);
    assert_eq!(entries[0].actor, "alliance:kallc");
    let after = entries[0].after.as_ref().unwrap();
    assert_eq!(*after, json!({ "purposes": [{ "en": "Zugzwang" }] }));
    assert_eq!(network.finds("Zugzwang").await, ["kallc"]);
}

#[tokio::test]
async fn a_change_takes_few_statements() {
    let network = Network::start().await;
    let kallc = network.alliance("kallc", "alliance:write");
    let uil = network.id_of("organisation", "uil").await;

    let (answer, statements) = kallc
        .statements(&format!(
            "mutation {{ allianceUpdate(input: {{ website: \"https://a.example\",
                coordinatorId: \"{uil}\" }}) {{ alliance {{ version }} userErrors {{ code }} }} }}"
        ))
        .await;

    assert_eq!(
        answer["data"]["allianceUpdate"]["alliance"]["version"], 2,
        "{answer}"
    );
    // SQLite: a savepoint and its end, the row, the coordinator, the change, the
    // search, the payload, what everyone
    // sees, the journal. PostgreSQL numbers the journal under a lock.
    assert_eq!(statements, if network.is_sqlite() { 9 } else { 10 });
}
