//! Where a survey stands, and where it can go from there.

use entity::values::Happening;
use serde_json::{Value, json};

use super::{SHOWN, made, published, small, step};
use crate::support::{Caller, Network, complaints};

async fn refusal(city: &Caller<'_>, mutation: &str, id: &str) -> String {
    let payload = city.change(mutation, json!({ "id": id }), "").await;
    let error = &payload["userErrors"][0];
    assert_eq!(error["code"], "ILLEGAL_TRANSITION", "{mutation}: {payload}");
    error["message"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_survey_goes_its_whole_way() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "survey:write");
    let id = made(&hanam, small()).await;
    let last = network.last_entry().await;
    let way = [
        ("surveyPublish", "PUBLISHED"),
        ("surveyPause", "PAUSED"),
        ("surveyResume", "PUBLISHED"),
        ("surveyOpen", "OPEN"),
        ("surveyPause", "PAUSED"),
        ("surveyResume", "OPEN"),
        ("surveyClose", "CLOSED"),
        ("surveyArchive", "ARCHIVED"),
    ];

    for (mutation, status) in way {
        assert_eq!(step(&hanam, mutation, &id).await, status, "{mutation}");
    }

    let entries = network.entries_since(last).await;
    let told: Vec<_> = entries
        .iter()
        .map(|entry| entry.after.as_ref().unwrap()["status"].clone())
        .collect();
    let expected: Vec<_> = way.iter().map(|(_, status)| json!(status)).collect();
    assert_eq!(told, expected);
    assert_eq!(entries[0].happening, Happening::Published);
    assert_eq!(entries[7].happening, Happening::Archived);
}

#[tokio::test]
async fn what_cannot_be_is_refused_with_the_reason() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "survey:write");
    let draft = made(&hanam, small()).await;
    for (mutation, to) in [
        ("surveyOpen", "OPEN"),
        ("surveyPause", "PAUSED"),
        ("surveyResume", "OPEN"),
        ("surveyClose", "CLOSED"),
        ("surveyArchive", "ARCHIVED"),
    ] {
        let message = refusal(&hanam, mutation, &draft).await;
        assert_eq!(message, format!("It is DRAFT and cannot become {to}."));
    }
    let open = published(&hanam, small()).await;
    assert_eq!(
        refusal(&hanam, "surveyClose", &open).await,
        "It is PUBLISHED and cannot become CLOSED."
    );
    step(&hanam, "surveyOpen", &open).await;
    for mutation in ["surveyArchive", "surveyDelete"] {
        refusal(&hanam, mutation, &open).await;
    }
    step(&hanam, "surveyClose", &open).await;
    for mutation in ["surveyOpen", "surveyPause", "surveyResume", "surveyPublish"] {
        refusal(&hanam, mutation, &open).await;
    }
}

#[tokio::test]
async fn a_step_that_was_taken_is_not_taken_again() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "survey:write");
    let id = published(&hanam, small()).await;
    step(&hanam, "surveyOpen", &id).await;
    let last = network.last_entry().await;

    for mutation in ["surveyOpen", "surveyResume", "surveyPublish"] {
        assert_eq!(step(&hanam, mutation, &id).await, "OPEN");
    }

    assert_eq!(network.last_entry().await, last);
}

#[tokio::test]
async fn only_a_draft_is_deleted_and_it_comes_back() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "survey:write");
    let id = made(&hanam, small()).await;

    let gone = hanam
        .change("surveyDelete", json!({ "id": id }), "deletedId")
        .await;
    assert_eq!(gone["deletedId"], json!(id));
    let refused = hanam.change("surveyPublish", json!({ "id": id }), "").await;
    assert_eq!(complaints(&refused), ["NOT_FOUND id"]);
    assert_eq!(step(&hanam, "surveyRestore", &id).await, "DRAFT");
}

#[tokio::test]
async fn a_closed_survey_opens_again_until_results_are_out() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "survey:write");
    let mut input = small();
    input["closesAt"] = json!("2026-03-20T00:00:00Z");
    let id = published(&hanam, input).await;
    step(&hanam, "surveyOpen", &id).await;
    let extend = async |until: &str| {
        let input = json!({ "id": id, "closesAt": until });
        let shows = "survey { status closesAt closedAt openedAt }";
        hanam.change("surveyExtend", input, shows).await
    };

    let earlier = extend("2026-03-10T00:00:00Z").await;
    assert_eq!(complaints(&earlier), ["OUT_OF_RANGE closesAt"]);
    let later = extend("2026-04-01T00:00:00Z").await;
    assert_eq!(later["survey"]["closesAt"], "2026-04-01T00:00:00+00:00");
    step(&hanam, "surveyClose", &id).await;
    let past = extend("2026-03-02T08:00:00Z").await;
    assert_eq!(complaints(&past), ["OUT_OF_RANGE closesAt"]);
    let again = extend("2026-03-09T00:00:00Z").await;
    assert_eq!(again["survey"]["status"], "OPEN");
    assert_eq!(again["survey"]["closedAt"], Value::Null);
    assert_eq!(again["survey"]["openedAt"], "2026-03-02T09:00:00+00:00");
}

#[tokio::test]
async fn what_was_promised_at_the_publication_holds() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "survey:write");
    let mut input = small();
    input["responseControl"] = json!("TOKEN");
    input["minCellSize"] = json!(6);
    let id = published(&hanam, input).await;

    let weaker = json!({
        "id": id, "responseControl": "REGISTERED", "anonymity": "IDENTIFIED", "minCellSize": 5,
        "defaultLocale": "en", "title": [{ "locale": "en", "text": "x" }],
        "closesAt": "2026-01-01T00:00:00Z",
    });
    let refused = hanam.change("surveyUpdate", weaker, SHOWN).await;
    assert_eq!(
        complaints(&refused),
        [
            "CONFLICT responseControl",
            "CONFLICT anonymity",
            "CONFLICT defaultLocale",
            "OUT_OF_RANGE minCellSize",
            "OUT_OF_RANGE closesAt",
        ]
    );

    let stronger = json!({ "id": id, "minCellSize": 10, "closesAt": "2026-04-01T00:00:00Z" });
    let done = hanam.change("surveyUpdate", stronger, SHOWN).await;
    assert_eq!(complaints(&done), [""; 0]);

    step(&hanam, "surveyOpen", &id).await;
    step(&hanam, "surveyClose", &id).await;
    let late = json!({ "id": id, "questions": [], "closesAt": null });
    let refused = hanam.change("surveyUpdate", late, SHOWN).await;
    assert_eq!(
        complaints(&refused),
        ["CONFLICT closesAt", "CONFLICT questions"]
    );
}

#[tokio::test]
async fn the_step_of_another_version_is_stale() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "survey:write");
    let id = published(&hanam, small()).await;

    let stale = hanam
        .change_on(
            "surveyOpen",
            (json!({ "id": id }), "expectedVersion: 1"),
            SHOWN,
        )
        .await;

    assert_eq!(complaints(&stale), ["STALE_VERSION expectedVersion"]);
    assert_eq!(stale["survey"]["version"], 2);
}
