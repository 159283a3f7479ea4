//! What citizens said again and again, and where they said it.

use serde_json::json;

use super::{closed_survey, ko, results};
use crate::support::{Network, complaints, this_morning};

const THEME: &str = "feedbackTheme { id title weight summary version
    evidence { snapshotId questionKey session { title } note } }";

#[tokio::test]
async fn a_theme_rests_on_results_and_on_sessions() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "feedback:write audit:read");
    let session = hanam.session(json!({})).await;
    let survey = closed_survey(&network, "kr-hanam", this_morning()).await;
    let snapshot = results(&network, &survey).await.to_string();
    let input = json!({
        "title": ko("저녁 강좌"), "summary": ko("일하는 사람은 낮에 못 온다"), "weight": 5,
        "evidence": [
            { "sourceId": snapshot, "questionKey": "evening", "note": ko("절반이 저녁을 원한다") },
            { "sourceId": session },
        ],
    });

    let mut made = hanam.change("feedbackThemeCreate", input, THEME).await;
    let id = made["feedbackTheme"]["id"].take();
    assert_eq!(
        made,
        json!({ "feedbackTheme": {
            "id": null, "title": "저녁 강좌", "weight": 5,
            "summary": "일하는 사람은 낮에 못 온다", "version": 1,
            "evidence": [
                { "snapshotId": snapshot, "questionKey": "evening", "session": null,
                  "note": "절반이 저녁을 원한다" },
                { "snapshotId": null, "questionKey": null, "session": { "title": "주민 회의" },
                  "note": null },
            ],
        }, "userErrors": [] })
    );

    let edit = json!({ "id": id, "weight": null, "evidence": [{ "sourceId": session }] });
    let changed = hanam
        .change("feedbackThemeUpdate", edit.clone(), THEME)
        .await;
    assert_eq!(changed["feedbackTheme"]["weight"], 3);
    assert_eq!(changed["feedbackTheme"]["version"], 2);
    assert_eq!(
        changed["feedbackTheme"]["evidence"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let again = hanam.change("feedbackThemeUpdate", edit, THEME).await;
    assert_eq!(again, changed);

    let history = "query ($id: ID!) { node(id: $id) { ... on FeedbackTheme {
        history(first: 1) { nodes { changes { field after } } } } } }";
    let reply = hanam.ask_with(history, json!({ "id": id })).await;
    let told = &reply["data"]["node"]["history"]["nodes"][0]["changes"];
    assert_eq!(
        told[0],
        json!({ "field": "evidence", "after": [{ "source": session }] })
    );
}

#[tokio::test]
async fn evidence_is_there_is_the_citys_own_and_stands_once() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "feedback:write");
    let suwon = network.city("kr-suwon", "feedback:write");
    let own = hanam.session(json!({})).await;
    let foreign = suwon.session(json!({})).await;
    let survey = closed_survey(&network, "kr-hanam", this_morning()).await;
    let snapshot = results(&network, &survey).await.to_string();
    let survey = closed_survey(&network, "kr-suwon", this_morning()).await;
    let foreign_results = results(&network, &survey).await.to_string();
    let theme = |evidence| json!({ "title": ko("저녁"), "evidence": evidence });

    let wrong = theme(json!([
        { "sourceId": own }, { "sourceId": foreign }, { "sourceId": own },
        { "sourceId": snapshot, "questionKey": "morning" },
        { "sourceId": snapshot },
        { "sourceId": foreign_results, "questionKey": "evening", "note": ko(" ") },
    ]));
    let payload = hanam.change("feedbackThemeCreate", wrong, "").await;
    assert_eq!(
        complaints(&payload),
        [
            "DUPLICATE evidence.2",
            "NOT_FOUND evidence.1.sourceId",
            "NOT_FOUND evidence.3.questionKey",
            "REQUIRED evidence.4.questionKey",
            "NOT_FOUND evidence.5.sourceId",
            "REQUIRED evidence.5.note.0.text",
        ]
    );

    let none = hanam
        .change("feedbackThemeCreate", theme(json!([])), "")
        .await;
    assert_eq!(complaints(&none), ["REQUIRED evidence"]);
    let theme = hanam.theme(json!([{ "sourceId": own }])).await;
    let cleared = json!({ "id": theme, "evidence": null, "weight": 6 });
    let cleared = hanam.change("feedbackThemeUpdate", cleared, "").await;
    assert_eq!(
        complaints(&cleared),
        ["OUT_OF_RANGE weight", "REQUIRED evidence"]
    );
}

#[tokio::test]
async fn what_is_no_evidence_is_no_input() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "feedback:write");
    let city = network.id_of("city", "kr-hanam").await;

    let reply = hanam
        .ask_with(
            "mutation ($input: FeedbackThemeCreateInput!) { feedbackThemeCreate(input: $input) {
                userErrors { code } } }",
            json!({ "input": { "title": ko("x"), "evidence": [{ "sourceId": city }] } }),
        )
        .await;

    assert_eq!(reply.code(), "BAD_USER_INPUT");
}

#[tokio::test]
async fn a_theme_that_the_city_acts_on_stays() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "feedback:write");
    let theme = hanam.heard_theme().await;
    let action = hanam.action(&theme, json!({})).await;
    let id = json!({ "id": theme });

    let refused = hanam.change("feedbackThemeDelete", id.clone(), "").await;
    assert_eq!(complaints(&refused), ["CONFLICT id"]);
    let gone = json!({ "id": action });
    hanam.change("feedbackActionDelete", gone.clone(), "").await;
    let deleted = hanam.change("feedbackThemeDelete", id, "deletedId").await;
    assert_eq!(deleted["deletedId"], theme);
    let orphan = hanam.change("feedbackActionRestore", gone, "").await;
    assert_eq!(complaints(&orphan), ["NOT_FOUND id"]);
}

#[tokio::test]
async fn no_other_city_changes_what_a_city_heard() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "feedback:write");
    let theme = json!({ "id": hanam.heard_theme().await });
    let session = json!({ "id": hanam.session(json!({})).await });
    let last = network.last_entry().await;

    let suwon = network.city("kr-suwon", "feedback:write");
    for verb in ["Update", "Delete", "Restore"] {
        let foreign = suwon
            .change(&format!("feedbackTheme{verb}"), theme.clone(), "")
            .await;
        assert_eq!(complaints(&foreign), ["NOT_FOUND id"], "{verb}");
        let foreign = suwon
            .change(&format!("feedbackSession{verb}"), session.clone(), "")
            .await;
        assert_eq!(complaints(&foreign), ["NOT_FOUND id"], "{verb}");
    }
    assert_eq!(network.last_entry().await, last);
}
