//! What the tables themselves refuse, whoever writes.

use sea_orm::ConnectionTrait;
use serde_json::json;

use super::{closed_survey, ko, results};
use crate::support::{Network, this_morning};

/// A session, a theme that rests on it and on results, and an action that changed a plan.
async fn heard(network: &Network) {
    let hanam = network.city("kr-hanam", "feedback:write plan:write");
    let session = hanam.session(json!({ "endedOn": "2026-02-11" })).await;
    let survey = closed_survey(network, "kr-hanam", this_morning()).await;
    let snapshot = results(network, &survey).await.to_string();
    let theme = hanam
        .theme(json!([
            { "sourceId": session }, { "sourceId": snapshot, "questionKey": "evening" },
        ]))
        .await;
    let plan = json!({ "title": ko("계획"), "status": "IN_FORCE" });
    let plan = hanam.made("planCreate", "plan", plan).await;
    let action = hanam
        .action(&theme, json!({ "changes": [{ "changedId": plan }] }))
        .await;
    hanam.publish(&action).await;
}

/// Changes that no row of these tables takes.
const NEVER: [(&str, &str, &str); 15] = [
    ("plan", "ordinal = 4", "status = 'IN_FORCE'"),
    ("feedback_session", "1 = 1", "ended_on = '2026-02-09'"),
    ("feedback_session", "1 = 1", "participants = -1"),
    ("feedback_theme", "1 = 1", "weight = 0"),
    ("feedback_theme", "1 = 1", "weight = 6"),
    (
        "feedback_evidence",
        "session_id IS NOT NULL",
        "session_id = NULL",
    ),
    (
        "feedback_evidence",
        "snapshot_id IS NOT NULL",
        "question_key = NULL",
    ),
    (
        "feedback_evidence",
        "snapshot_id IS NOT NULL",
        "question_key = 'morning'",
    ),
    ("feedback_action", "1 = 1", "status = 'DECLINED'"),
    ("feedback_action", "1 = 1", "status = 'DEFERRED'"),
    ("feedback_action", "1 = 1", "status = 'DONE'"),
    (
        "feedback_action",
        "1 = 1",
        "status = 'DONE', done_on = '2026-03-02'",
    ),
    ("feedback_action", "1 = 1", "done_on = '2026-03-02'"),
    ("feedback_action_step", "1 = 1", "status = 'FORGOTTEN'"),
    ("feedback_action_link", "1 = 1", "plan_id = NULL"),
];

#[tokio::test]
async fn what_was_heard_and_done_holds_together() {
    let network = Network::start().await;
    heard(&network).await;
    let db = network.app().writer();
    for (table, test, change) in NEVER {
        let update = format!("UPDATE {table} SET {change} WHERE {test}");
        let refused = db.execute_unprepared(&update).await;
        let said = refused.map(|_| ()).unwrap_err().to_string();
        assert!(said.contains("constraint"), "{update}: {said}");
    }
}
