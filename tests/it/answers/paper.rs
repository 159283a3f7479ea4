//! Answers that the city typed in.

use entity::values::{ResponseChannel, SurveyStatus};
use serde_json::{Value, json};

use super::{Asked, complaints};
use crate::support::{self, Network, this_morning};

async fn record(network: &Network, asked: &Asked, responses: Value) -> Value {
    let hanam = network.city("kr-hanam", "survey:write");
    let input = json!({ "surveyId": asked.id().to_string(), "responses": responses });
    hanam.change("surveyRecordResponses", input, "count").await
}

fn sheet(choice: &str, more: &Value) -> Value {
    let mut sheet = json!({ "channel": "PAPER",
        "answers": [{ "question": "useful", "choice": [choice] }] });
    sheet
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    sheet
}

#[tokio::test]
async fn sheets_are_taken_all_or_none() {
    let network = Network::start().await;
    let asked = Asked::openly(&network).await;
    let sheets = json!([
        sheet("YES", &json!({ "answeredOn": "2026-02-27" })),
        sheet("MAYBE", &json!({})),
        sheet("NO", &json!({ "answeredOn": "2026-03-03" }))
    ]);

    let refused = record(&network, &asked, sheets).await;
    assert_eq!(
        support::complaints(&refused),
        [
            "UNKNOWN_CODE responses.1.answers.0.choice.0",
            "CONFLICT responses.2.answeredOn"
        ]
    );
    assert!(asked.responses(&network).await.is_empty());

    let taken = record(
        &network,
        &asked,
        json!([sheet("YES", &json!({ "answeredOn": "2026-02-27" }))]),
    )
    .await;
    assert_eq!(taken["count"], 1, "{taken}");
    let kept = asked.responses(&network).await.remove(0);
    assert_eq!(kept.channel, ResponseChannel::Paper);
    assert_eq!(kept.submitted_on.to_string(), "2026-02-27");
    assert_eq!(kept.submitted_at, None);
}

#[tokio::test]
async fn a_thousand_sheets_come_in_one_call() {
    let network = Network::start().await;
    let asked = Asked::openly(&network).await;
    let sheets: Vec<Value> = (0..1_000).map(|_| sheet("NO", &json!({}))).collect();
    let taken = record(&network, &asked, json!(sheets)).await;
    assert_eq!(taken["count"], 1_000, "{taken}");
    assert_eq!(asked.responses(&network).await.len(), 1_000);
}

#[tokio::test]
async fn an_invitation_that_came_back_with_a_sheet_is_used_up() {
    let network = Network::start().await;
    let asked = Asked::by_invitation(&network).await;
    let token = asked.invite(&network, 1).await.remove(0);
    let sheets = json!([sheet("YES", &json!({ "token": token }))]);

    assert_eq!(record(&network, &asked, sheets.clone()).await["count"], 1);
    let on_the_page = asked.answer(&network, json!({ "token": token }), "").await;
    assert_eq!(complaints(&on_the_page), ["SURVEY_TOKEN_USED token"]);
    let again = record(&network, &asked, sheets).await;
    assert_eq!(
        support::complaints(&again),
        ["SURVEY_TOKEN_USED responses.0.token"]
    );
}

#[tokio::test]
async fn sheets_come_after_the_end_but_not_after_the_results() {
    let network = Network::start().await;
    let asked = Asked::openly(&network).await;
    asked
        .becomes(&network, |survey| {
            survey.status = SurveyStatus::Closed;
            survey.closed_at = Some(this_morning());
        })
        .await;
    assert_eq!(
        record(&network, &asked, json!([sheet("YES", &json!({}))])).await["count"],
        1
    );
    asked
        .becomes(&network, |survey| {
            survey.status = SurveyStatus::ResultsPublished;
            survey.results_published_at = Some(this_morning());
        })
        .await;
    let late = record(&network, &asked, json!([sheet("YES", &json!({}))])).await;
    assert_eq!(support::complaints(&late), ["CONFLICT surveyId"]);
}
