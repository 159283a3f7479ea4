//! Programmes, offerings and plans show what changed them.

use serde_json::{Value, json};

use super::ko;
use crate::support::{Caller, Network, course};

/// A programme of Hanam that is published, and its offering.
async fn published_course(hanam: &Caller<'_>) -> (Value, Value) {
    let made = hanam.create_programme(course()).await;
    let programme = &made["programme"];
    let id = json!({ "id": programme["id"] });
    hanam.change("programmePublish", id, "").await;
    let offering = programme["offerings"]["nodes"][0]["id"].clone();
    (programme["id"].clone(), offering)
}

const SCOPES: &str = "feedback:write programme:write plan:write";

#[tokio::test]
async fn a_programme_shows_because_of_what_it_changed() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", SCOPES);
    let (programme, offering) = published_course(&hanam).await;
    let plan = hanam
        .made("planCreate", "plan", json!({ "title": ko("계획") }))
        .await;
    let theme = hanam.heard_theme().await;
    let changes = json!([
        { "changedId": offering, "note": ko("저녁 시간이 생겼다") },
        { "changedId": programme }, { "changedId": plan },
    ]);
    let action = hanam.action(&theme, json!({ "changes": changes })).await;
    let secret = hanam
        .action(&theme, json!({ "changes": [{ "changedId": programme }] }))
        .await;
    assert_ne!(action, secret);
    hanam.publish(&action).await;

    let because = "changedBecauseOf { totalCount nodes { id } }";
    let query = format!(
        "query ($programme: ID!, $offering: ID!, $plan: ID!, $action: ID!) {{
            programme: node(id: $programme) {{ ... on Programme {{ {because} }} }}
            offering: node(id: $offering) {{ ... on Offering {{ {because} }} }}
            plan: node(id: $plan) {{ ... on Plan {{ {because} }} }}
            action: node(id: $action) {{ ... on FeedbackAction {{ changes {{ note changed {{
                __typename ... on Programme {{ id }} ... on Offering {{ id }} ... on Plan {{ id }}
            }} }} }} }} }}"
    );
    let ids = json!({
        "programme": programme, "offering": offering, "plan": plan, "action": action,
    });
    let reply = network.ask_with(&query, ids).await;

    let one = json!({ "changedBecauseOf": { "totalCount": 1, "nodes": [{ "id": action }] } });
    let record = |kind: &str, id: &Value| json!({ "__typename": kind, "id": id });
    assert_eq!(
        reply["data"],
        json!({
            "programme": one, "offering": one, "plan": one,
            "action": { "changes": [
                { "note": "저녁 시간이 생겼다", "changed": record("Offering", &offering) },
                { "note": null, "changed": record("Programme", &programme) },
                { "note": null, "changed": record("Plan", &plan) },
            ] },
        })
    );
}

#[tokio::test]
async fn an_action_says_anew_what_it_changed() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", SCOPES);
    let (programme, offering) = published_course(&hanam).await;
    let action = hanam.action(&hanam.heard_theme().await, json!({})).await;
    hanam.publish(&action).await;
    let says = async |changes: Value| {
        let input = json!({ "id": action, "changes": changes });
        let shows = "feedbackAction { version changes { changed { __typename } } }";
        let payload = hanam.change("feedbackActionUpdate", input, shows).await;
        payload["feedbackAction"]["version"].clone()
    };
    let because = "query ($id: ID!) { node(id: $id) { ... on Programme {
        changedBecauseOf { totalCount } } } }";
    let count = async || {
        let reply = network.ask_with(because, json!({ "id": programme })).await;
        reply["data"]["node"]["changedBecauseOf"]["totalCount"].clone()
    };

    assert_eq!(says(json!([{ "changedId": offering }])).await, 3);
    assert_eq!(count().await, 1);
    assert_eq!(says(json!([{ "changedId": offering }])).await, 3);
    assert_eq!(says(Value::Null).await, 4);
    assert_eq!(count().await, 0);
}

#[tokio::test]
async fn a_draft_that_an_action_changed_is_not_shown() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", SCOPES);
    let made = hanam.create_programme(course()).await;
    let changes = json!([{ "changedId": made["programme"]["id"] }]);
    let theme = hanam.heard_theme().await;
    let action = hanam.action(&theme, json!({ "changes": changes })).await;
    hanam.publish(&action).await;

    let reply = network
        .ask("{ feedbackActions(where: { origin: { eq: REAL } }) { nodes { changes { changed { __typename } } } } }")
        .await;

    let action = &reply["data"]["feedbackActions"]["nodes"][0];
    assert_eq!(action["changes"], json!([{ "changed": null }]));
}

#[tokio::test]
async fn however_many_actions_there_are_the_statements_stay_the_same() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", SCOPES);
    let (programme, offering) = published_course(&hanam).await;
    let query = "{ cities(first: 20) { nodes {
        feedbackLoop { closedSurveys coverage { cities } }
        feedbackThemes(first: 4) { nodes { evidence { session { channel { id } } } actions(first: 4) { nodes {
            steps { status } changes { changed { ... on Programme {
                changedBecauseOf(first: 4) { nodes { theme { title } } } } } } } } } } } } }";
    let mut counts = Vec::new();
    for _ in 0..3 {
        let theme = hanam.heard_theme().await;
        let changes = json!([{ "changedId": programme }, { "changedId": offering }]);
        let action = hanam.action(&theme, json!({ "changes": changes })).await;
        hanam.publish(&action).await;
        let (answer, statements) = network.statements(query).await;
        assert!(answer["errors"].is_null(), "{answer}");
        counts.push(statements);
    }
    // The cities; the loop twice; the themes; evidence, sessions; actions; steps,
    // changes; programmes, offerings; what changed them; their themes.
    assert_eq!(counts, [13, 13, 13]);
}
