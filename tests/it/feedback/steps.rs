//! What everyone has seen of an action stays.

use serde_json::{Value, json};

use super::{WHOLE_WAY, ko};
use crate::support::{Network, complaints};

const STEPS: &str = "query ($id: ID!) { node(id: $id) { ... on FeedbackAction {
    status publishedAt steps { status takenAt said did reason deferredUntil dueOn } } } }";

#[tokio::test]
async fn only_its_city_sees_an_action_before_it_is_published() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "feedback:write");
    let theme = hanam.heard_theme().await;
    let action = hanam.action(&theme, json!({})).await;
    hanam.walk(&action, &["UNDER_REVIEW"]).await;
    let id = json!({ "id": action });

    let seen = hanam.ask_with(STEPS, id.clone()).await;
    assert_eq!(seen["data"]["node"]["steps"], json!([]));
    let own = hanam
        .ask("{ viewer { feedbackActions { nodes { id status } } } }")
        .await;
    let nodes = &own["data"]["viewer"]["feedbackActions"]["nodes"];
    assert_eq!(*nodes, json!([{ "id": action, "status": "UNDER_REVIEW" }]));
    let others = [
        network.visitor(),
        network.city("kr-hanam", "plan:write"),
        network.city("kr-suwon", "feedback:write"),
        network.alliance("gnlc", "feedback:write"),
    ];
    for other in others {
        assert_eq!(other.ask_with(STEPS, id.clone()).await.code(), "NOT_FOUND");
    }
    let lists = "{ feedbackActions(where: { origin: { eq: REAL } }) { totalCount } city(slug: \"kr-hanam\") {
        feedbackActions { totalCount } feedbackThemes { nodes { actions { totalCount } } } } }";
    let none = json!({ "totalCount": 0 });
    let reply = hanam.ask(lists).await;
    assert_eq!(
        reply["data"],
        json!({ "feedbackActions": none, "city": {
            "feedbackActions": none, "feedbackThemes": { "nodes": [{ "actions": none }] },
        } })
    );
}

#[tokio::test]
async fn each_change_of_a_published_action_is_a_step_that_stays() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "feedback:write");
    let theme = hanam.heard_theme().await;
    let action = hanam.action(&theme, json!({ "dueOn": "2026-04-30" })).await;
    hanam.walk(&action, &["UNDER_REVIEW"]).await;
    hanam.publish(&action).await;
    hanam.publish(&action).await;
    hanam.walk(&action, &WHOLE_WAY[1..]).await;
    for edit in [
        json!({ "said": ko("밤에 배우고 싶다") }),
        json!({ "did": ko("밤 강좌를 열었다"), "dueOn": "2026-05-31" }),
        json!({ "externalId": "A-1" }),
    ] {
        let input = super::with(edit, json!({ "id": action }));
        let payload = hanam.change("feedbackActionUpdate", input, "").await;
        assert_eq!(payload["userErrors"], json!([]));
    }

    let reply = network.ask_with(STEPS, json!({ "id": action })).await;

    let node = &reply["data"]["node"];
    assert_eq!(node["publishedAt"], "2026-03-02T09:00:00+00:00");
    let steps = node["steps"].as_array().unwrap().iter();
    let told: Vec<Value> = steps
        .map(|step| json!([step["status"], step["said"], step["did"], step["dueOn"]]))
        .collect();
    let (first, then) = ("저녁에 배우고 싶다", "밤에 배우고 싶다");
    let (did, later) = ("저녁 강좌를 열었다", "밤 강좌를 열었다");
    assert_eq!(
        json!(told),
        json!([
            ["UNDER_REVIEW", first, null, "2026-04-30"],
            ["ACCEPTED", first, null, "2026-04-30"],
            ["PLANNED", first, null, "2026-04-30"],
            ["IN_PROGRESS", first, null, "2026-04-30"],
            ["DONE", first, did, "2026-04-30"],
            ["DONE", then, did, "2026-04-30"],
            ["DONE", then, later, "2026-05-31"],
        ])
    );
}

#[tokio::test]
async fn the_reason_of_an_earlier_step_stays() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "feedback:write");
    let action = hanam.action(&hanam.heard_theme().await, json!({})).await;
    hanam.publish(&action).await;
    hanam.walk(&action, &["UNDER_REVIEW"]).await;
    let deferred = json!({
        "id": action, "to": "DEFERRED", "deferredUntil": "2026-09-01", "reason": ko("예산이 없다"),
    });
    hanam.change("feedbackActionMove", deferred, "").await;
    hanam.walk(&action, &["UNDER_REVIEW"]).await;

    let reply = network.ask_with(STEPS, json!({ "id": action })).await;

    let steps = reply["data"]["node"]["steps"].as_array().unwrap();
    let told: Vec<_> = steps
        .iter()
        .map(|step| (step["reason"].clone(), step["deferredUntil"].clone()))
        .collect();
    let nothing = (Value::Null, Value::Null);
    assert_eq!(told[2], (json!("예산이 없다"), json!("2026-09-01")));
    assert_eq!(
        [&told[0], &told[1], &told[3]],
        [&nothing, &nothing, &nothing]
    );
}

#[tokio::test]
async fn what_was_published_is_not_deleted() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "feedback:write");
    let theme = hanam.heard_theme().await;
    let action = json!({ "id": hanam.action(&theme, json!({})).await });
    let deleted = hanam
        .change("feedbackActionDelete", action.clone(), "deletedId")
        .await;
    assert_eq!(deleted["deletedId"], action["id"]);
    hanam
        .change("feedbackActionRestore", action.clone(), "")
        .await;
    hanam.publish(&action["id"]).await;
    let last = network.last_entry().await;

    let refused = hanam.change("feedbackActionDelete", action, "").await;

    assert_eq!(complaints(&refused), ["CONFLICT id"]);
    assert_eq!(network.last_entry().await, last);
}
