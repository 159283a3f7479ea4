//! What cities do about what they heard, from the first day to the last.

use serde_json::{Value, json};

use super::{WHOLE_WAY, ko};
use crate::support::{Caller, Network, complaints};

const ACTION: &str = "feedbackAction { id said did status reason deferredUntil dueOn doneOn
    publishedAt responsible { slug } theme { title } city { slug } version }";

async fn move_to(city: &Caller<'_>, action: &Value, more: Value) -> Value {
    let input = super::with(json!({ "id": action }), more);
    city.change("feedbackActionMove", input, ACTION).await
}

#[tokio::test]
async fn an_action_goes_all_the_way() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "feedback:write");
    let theme = hanam.heard_theme().await;
    let uil = network.id_of("organisation", "uil").await;
    let input = json!({
        "themeId": theme, "said": ko("저녁에 배우고 싶다"), "responsibleId": uil,
        "dueOn": "2026-06-30",
    });

    let mut made = hanam.change("feedbackActionCreate", input, ACTION).await;
    let id = made["feedbackAction"]["id"].take();
    assert_eq!(
        made,
        json!({ "feedbackAction": {
            "id": null, "said": "저녁에 배우고 싶다", "did": null, "status": "RECEIVED",
            "reason": null, "deferredUntil": null, "dueOn": "2026-06-30", "doneOn": null,
            "publishedAt": null, "responsible": { "slug": "uil" },
            "theme": { "title": "저녁 강좌" }, "city": { "slug": "kr-hanam" }, "version": 1,
        }, "userErrors": [] })
    );
    hanam.walk(&id, &WHOLE_WAY[..4]).await;
    let silent = move_to(&hanam, &id, json!({ "to": "DONE" })).await;
    assert_eq!(complaints(&silent), ["REQUIRED did"]);
    let done = json!({ "to": "DONE", "did": ko("저녁 강좌를 열었다") });
    let done = move_to(&hanam, &id, done).await;
    assert_eq!(done["feedbackAction"]["doneOn"], "2026-03-02");
    assert_eq!(done["feedbackAction"]["did"], "저녁 강좌를 열었다");
    assert_eq!(done["feedbackAction"]["version"], 6);
}

#[tokio::test]
async fn a_no_needs_a_reason_in_the_citys_own_language() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "feedback:write");
    let action = hanam.action(&hanam.heard_theme().await, json!({})).await;
    hanam.walk(&action, &["UNDER_REVIEW"]).await;

    for reason in [
        Value::Null,
        json!([]),
        json!([{ "locale": "en", "text": "No room" }]),
    ] {
        let given = json!({ "to": "DECLINED", "reason": reason });
        let refused = move_to(&hanam, &action, given).await;
        assert_eq!(complaints(&refused), ["REQUIRED reason"]);
    }
    let given = json!({ "to": "DECLINED", "reason": ko("자리가 없다") });
    let declined = move_to(&hanam, &action, given).await;
    assert_eq!(declined["feedbackAction"]["reason"], "자리가 없다");
}

#[tokio::test]
async fn what_is_deferred_names_a_day_to_come_back() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "feedback:write");
    let action = hanam.action(&hanam.heard_theme().await, json!({})).await;
    hanam.walk(&action, &["UNDER_REVIEW", "ACCEPTED"]).await;

    let until = |day: Value| json!({ "to": "DEFERRED", "deferredUntil": day });
    let refused = move_to(&hanam, &action, until(Value::Null)).await;
    assert_eq!(complaints(&refused), ["REQUIRED deferredUntil"]);
    let refused = move_to(&hanam, &action, until(json!("2026-03-02"))).await;
    assert_eq!(complaints(&refused), ["OUT_OF_RANGE deferredUntil"]);
    let other = json!({ "to": "PLANNED", "deferredUntil": "2026-09-01" });
    let refused = move_to(&hanam, &action, other).await;
    assert_eq!(complaints(&refused), ["CONFLICT deferredUntil"]);

    let deferred = move_to(&hanam, &action, until(json!("2026-09-01"))).await;
    assert_eq!(deferred["feedbackAction"]["deferredUntil"], "2026-09-01");
    let back = move_to(&hanam, &action, json!({ "to": "UNDER_REVIEW" })).await;
    assert_eq!(back["feedbackAction"]["deferredUntil"], Value::Null);
}

#[tokio::test]
async fn an_action_takes_no_short_cut() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "feedback:write");
    let action = hanam.action(&hanam.heard_theme().await, json!({})).await;
    let last = network.last_entry().await;

    for to in ["RECEIVED", "ACCEPTED", "PLANNED", "IN_PROGRESS"] {
        let refused = move_to(&hanam, &action, json!({ "to": to })).await;
        assert_eq!(complaints(&refused), ["ILLEGAL_TRANSITION to"], "{to}");
    }
    assert_eq!(network.last_entry().await, last);
}

#[tokio::test]
async fn every_problem_of_an_action_is_told_at_once() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "feedback:write");
    let suwon = network.city("kr-suwon", "feedback:write plan:write");
    let foreign = suwon.heard_theme().await;
    let plan = json!({ "title": ko("수원 계획") });
    let plan = suwon.made("planCreate", "plan", plan).await;
    let wrong = json!({
        "themeId": foreign, "said": [{ "locale": "en", "text": "Evenings" }],
        "did": [{ "locale": "en", "text": "x".repeat(2001) }],
        "responsibleId": "organisation_00000000000000000000000000",
        "changes": [{ "changedId": plan, "note": ko(" ") }, { "changedId": plan }],
    });

    let payload = hanam.change("feedbackActionCreate", wrong, "").await;

    assert_eq!(
        complaints(&payload),
        [
            "REQUIRED said",
            "REQUIRED did",
            "TOO_LONG did",
            "NOT_FOUND themeId",
            "NOT_FOUND responsibleId",
            "DUPLICATE changes.1",
            "NOT_FOUND changes.0.changedId",
            "REQUIRED changes.0.note.0.text",
            "NOT_FOUND changes.1.changedId",
        ]
    );
}

#[tokio::test]
async fn an_old_version_and_a_dry_run_change_nothing() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "feedback:write");
    let action = hanam.action(&hanam.heard_theme().await, json!({})).await;
    let last = network.last_entry().await;
    let input = json!({ "id": action, "to": "UNDER_REVIEW" });

    let dry = (input.clone(), "dryRun: true");
    let dry = hanam.change_on("feedbackActionMove", dry, ACTION).await;
    assert_eq!(dry["feedbackAction"]["status"], "UNDER_REVIEW");
    let late = (input, "expectedVersion: 2");
    let late = hanam.change_on("feedbackActionMove", late, ACTION).await;
    assert_eq!(complaints(&late), ["STALE_VERSION expectedVersion"]);
    assert_eq!(late["feedbackAction"]["status"], "RECEIVED");
    assert_eq!(network.last_entry().await, last);
}

#[tokio::test]
async fn a_new_action_takes_few_statements() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "feedback:write plan:write");
    let theme = hanam.heard_theme().await;
    let plan = hanam
        .made("planCreate", "plan", json!({ "title": ko("계획") }))
        .await;

    let (answer, statements) = hanam
        .statements(&format!(
            "mutation {{ feedbackActionCreate(input: {{ themeId: {theme},
                said: [{{ locale: \"ko\", text: \"x\" }}], changes: [{{ changedId: {plan} }}] }}) {{
                feedbackAction {{ status }} userErrors {{ code }} }} }}"
        ))
        .await;

    assert_eq!(
        answer["data"]["feedbackActionCreate"]["userErrors"],
        json!([])
    );
    // A savepoint and its release, the city, its theme, the plan, the action, what it
    // changed, the answer, what everyone sees, and the journal with its lock.
    assert_eq!(statements, if network.is_sqlite() { 10 } else { 11 });
}
