//! A survey that everybody may answer asks for a little work, and for nothing else.

use serde_json::json;
use sha2::{Digest, Sha256};

use super::{Asked, complaints, is_received, short};
use crate::support::{Network, this_morning};
use chrono::TimeDelta;
use entity::values::SurveyStatus;
use learning_cities::app::Clock;

const BITS: i32 = 8;

async fn asked_for_work(network: &Network) -> Asked {
    Asked::of(network, short(), |survey| survey.work_bits = BITS).await
}

/// The challenge of a survey, as its page gets it.
async fn challenge(network: &Network, asked: &Asked) -> String {
    let query =
        "query ($id: ID!) { node(id: $id) { ... on Survey { challenge { challenge bits } } } }";
    let reply = network
        .ask_with(query, json!({ "id": asked.id().to_string() }))
        .await;
    let challenge = &reply["data"]["node"]["challenge"];
    assert_eq!(challenge["bits"], BITS, "{reply:?}");
    challenge["challenge"].as_str().unwrap().to_owned()
}

/// Does the work as a page does it.
fn solved(challenge: &str) -> serde_json::Value {
    let is_solved = |number: &u32| Sha256::digest(format!("{challenge}:{number}"))[0] == 0;
    let solution = (0..1_000_000).find(is_solved).unwrap().to_string();
    json!({ "work": { "challenge": challenge, "solution": solution } })
}

#[tokio::test]
async fn the_work_is_done_once_for_each_answer() {
    let network = Network::start().await;
    let asked = asked_for_work(&network).await;
    let work = solved(&challenge(&network, &asked).await);

    let first = asked.answer(&network, work.clone(), "").await;
    assert!(is_received(&first), "{first:?}");
    let second = asked.answer(&network, work, "").await;
    assert_eq!(complaints(&second), ["SURVEY_WORK_REQUIRED work"]);
    assert_eq!(asked.responses(&network).await.len(), 1);
}

#[tokio::test]
async fn without_the_work_no_answer_is_taken() {
    let network = Network::start().await;
    let asked = asked_for_work(&network).await;
    let given = challenge(&network, &asked).await;
    let another = challenge(&network, &asked_for_work(&network).await).await;
    let forged = given.replace(&given[40..50], "9999999999");
    let of_another = solved(&another);
    let lazy = json!({ "work": { "challenge": given, "solution": "" } });
    let too_long = json!({ "work": { "challenge": given, "solution": "x".repeat(65) } });
    for work in [
        json!({}),
        lazy,
        too_long,
        solved(&forged),
        solved("x"),
        of_another,
    ] {
        let reply = asked.answer(&network, work, "").await;
        assert_eq!(complaints(&reply), ["SURVEY_WORK_REQUIRED work"]);
    }
    assert!(asked.responses(&network).await.is_empty());
}

#[tokio::test]
async fn an_old_challenge_is_worth_nothing() {
    let network = Network::start().await;
    let asked = asked_for_work(&network).await;
    let work = solved(&challenge(&network, &asked).await);
    let later = Clock::Fixed(this_morning() + TimeDelta::hours(3));

    let reply = asked
        .answer(&network.another_server_at(later).await, work, "")
        .await;

    assert_eq!(complaints(&reply), ["SURVEY_WORK_REQUIRED work"]);
}

#[tokio::test]
async fn a_retry_gets_the_same_receipt_and_counts_once() {
    let network = Network::start().await;
    let asked = asked_for_work(&network).await;
    let work = solved(&challenge(&network, &asked).await);
    let key = "idempotencyKey: \"b0a8\"";

    let first = asked.answer(&network, work.clone(), key).await;
    let again = asked.answer(&network, work, key).await;

    assert!(is_received(&first), "{first:?}");
    assert_eq!(first.json(), again.json());
    assert_eq!(asked.responses(&network).await.len(), 1);
}

#[tokio::test]
async fn a_survey_that_is_not_open_takes_no_answer() {
    let network = Network::start().await;
    for (status, at) in [
        (SurveyStatus::Published, None),
        (SurveyStatus::Paused, None),
        (SurveyStatus::Open, Some(this_morning())),
    ] {
        let asked = Asked::of(&network, short(), |survey| {
            survey.status = status;
            survey.closes_at = at;
        })
        .await;
        let reply = asked.answer(&network, json!({}), "").await;
        assert_eq!(
            complaints(&reply),
            ["SURVEY_NOT_OPEN surveyId"],
            "{status:?}"
        );
    }
    let draft = Asked::of(&network, short(), |survey| {
        survey.status = SurveyStatus::Draft;
    })
    .await;
    let reply = draft.answer(&network, json!({}), "").await;
    assert_eq!(complaints(&reply), ["NOT_FOUND surveyId"]);
}

#[tokio::test]
async fn a_survey_opens_by_the_clock() {
    let network = Network::start().await;
    let asked = Asked::of(&network, short(), |survey| {
        survey.status = SurveyStatus::Published;
        survey.opens_at = Some(this_morning());
    })
    .await;
    let reply = asked.answer(&network, json!({}), "").await;
    assert!(is_received(&reply), "{reply:?}");
}

#[tokio::test]
async fn a_dry_run_checks_everything_and_keeps_nothing() {
    let network = Network::start().await;
    let asked = Asked::openly(&network).await;
    let reply = asked.answer(&network, json!({}), "dryRun: true").await;
    assert!(is_received(&reply), "{reply:?}");
    assert!(asked.responses(&network).await.is_empty());
}

#[tokio::test]
async fn an_answer_stands_alone_in_its_operation() {
    let network = Network::start().await;
    let asked = Asked::openly(&network).await;
    let hanam = network.city("kr-hanam", "survey:write city:write");
    let both = "mutation ($input: SurveyRespondInput!) {
        cityUpdate(input: {}) { userErrors { code } }
        surveyRespond(input: $input) { receipt { receivedOn } } }";
    let reply = hanam.ask_with(both, asked.input(&json!({}))).await;
    assert_eq!(reply.code(), "BAD_USER_INPUT");
    let alone = hanam
        .ask_with_key(&super::document(""), asked.input(&json!({})), "relayed")
        .await;
    assert!(is_received(&alone), "{alone:?}");
    assert_eq!(asked.responses(&network).await.len(), 1);
}
