//! A survey that everybody may answer asks for a little work, and for nothing else.

use std::collections::HashSet;

use serde_json::json;
use sha2::{Digest, Sha256};

use super::{Asked, complaints, is_received, short};
use crate::support::{Network, this_morning};
use chrono::TimeDelta;
use entity::{survey_receipt, values::SurveyStatus};
use learning_cities::app::Clock;
use sea_orm::EntityTrait;

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
    let key = "idempotencyKey: \"b0a81c53-6f0e-4d0b-9a55-2f4f3f1f7c11\"";

    let first = asked.answer(&network, work.clone(), key).await;
    let again = asked.answer(&network, work, key).await;

    assert!(is_received(&first), "{first:?}");
    assert_eq!(first.json(), again.json());
    assert_eq!(asked.responses(&network).await.len(), 1);
}

#[tokio::test]
async fn another_answer_under_a_key_is_a_conflict_and_not_lost_in_silence() {
    let network = Network::start().await;
    let asked = Asked::openly(&network).await;
    let key = "idempotencyKey: \"b0a81c53-6f0e-4d0b-9a55-2f4f3f1f7c11\"";
    let no = json!({ "answers": [{ "question": "useful", "choice": ["NO"] }] });
    let said_more = json!({ "segments": [{ "segment": "age", "value": "60_PLUS" }] });

    let first = asked.answer(&network, json!({}), key).await;
    assert!(is_received(&first), "{first:?}");
    for other in [
        no.clone(),
        said_more,
        json!({ "locale": "en" }),
        json!({ "version": 1 }),
    ] {
        let reply = asked.answer(&network, other, key).await;
        assert_eq!(complaints(&reply), ["IDEMPOTENCY_KEY_REUSED "], "{reply:?}");
    }
    let other_key = "idempotencyKey: \"0c0ffee0-6f0e-4d0b-9a55-2f4f3f1f7c11\"";
    assert!(is_received(
        &asked.answer(&network, no.clone(), other_key).await
    ));
    assert_eq!(asked.responses(&network).await.len(), 2);

    asked
        .becomes(&network, |survey| survey.closes_at = Some(this_morning()))
        .await;
    let after_the_end = asked.answer(&network, json!({}), key).await;
    assert_eq!(first.json(), after_the_end.json());
    let other = asked.answer(&network, no, key).await;
    assert_eq!(complaints(&other), ["IDEMPOTENCY_KEY_REUSED "]);
}

#[tokio::test]
async fn two_answers_at_once_under_one_key_are_one_and_a_conflict() {
    let network = Network::start().await;
    let asked = Asked::openly(&network).await;
    let key = "idempotencyKey: \"b0a81c53-6f0e-4d0b-9a55-2f4f3f1f7c11\"";
    let answers = ["YES", "NO", "UNSURE"].map(|choice| {
        let answer = json!({ "answers": [{ "question": "useful", "choice": [choice] }] });
        asked.answer(&network, answer, key)
    });

    let replies = futures_util::future::join_all(answers).await;

    let received = replies.iter().filter(|reply| is_received(reply)).count();
    assert_eq!(received, 1, "{replies:?}");
    assert_eq!(asked.responses(&network).await.len(), 1);
}

#[tokio::test]
async fn a_key_that_could_be_guessed_is_refused() {
    let network = Network::start().await;
    let asked = Asked::openly(&network).await;
    for key in ["", "1", "010-1234-5678", "nineteen characters"] {
        let terms = format!("idempotencyKey: \"{key}\"");
        let reply = asked.answer(&network, json!({}), &terms).await;
        assert_eq!(reply.code(), "BAD_USER_INPUT", "{reply:?}");
    }
    assert!(asked.responses(&network).await.is_empty());
}

/// Whoever has the whole database has the hash of the answer and the survey's secret,
/// and lacks the key: every answer that can be given is tried, with all that is kept.
#[tokio::test]
async fn nothing_that_is_kept_tells_the_answer_under_a_key() {
    let network = Network::start().await;
    let asked = Asked::openly(&network).await;
    let keys = [
        "b0a81c53-6f0e-4d0b-9a55-2f4f3f1f7c11",
        "0c0ffee0-6f0e-4d0b-9a55-2f4f3f1f7c11",
    ];
    for key in keys {
        let terms = format!("idempotencyKey: \"{key}\"");
        assert!(is_received(
            &asked.answer(&network, json!({}), &terms).await
        ));
    }

    let db = network.app().reader();
    let kept = survey_receipt::Entity::find().all(db).await.unwrap();

    // Two for each: that the key was used, and what was said, which no row joins. The
    // same answer under two keys has two hashes.
    let hashes: HashSet<_> = kept.iter().map(|row| row.hash.clone()).collect();
    assert_eq!((kept.len(), hashes.len()), (4, 4));
    assert!(
        hashes
            .iter()
            .all(|hash| keys.iter().all(|key| !hash.contains(key)))
    );
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
    let twice = "mutation ($input: SurveyRespondInput!) {
        one: surveyRespond(input: $input) { receipt { receivedOn } }
        two: surveyRespond(input: $input) { receipt { receivedOn } } }";
    let in_a_fragment = "mutation ($input: SurveyRespondInput!) { ...All }
        fragment All on Mutation { surveyRespond(input: $input) { receipt { receivedOn } } }";
    for document in [both, twice, in_a_fragment] {
        let reply = hanam.ask_with(document, asked.input(&json!({}))).await;
        assert_eq!(reply.code(), "BAD_USER_INPUT", "{document}");
    }
    for document in [twice, in_a_fragment] {
        let reply = network.ask_with(document, asked.input(&json!({}))).await;
        assert_eq!(reply.code(), "BAD_USER_INPUT", "{document}");
    }
    assert!(asked.responses(&network).await.is_empty());
    let alone = hanam
        .ask_with(&super::document(""), asked.input(&json!({})))
        .await;
    assert!(is_received(&alone), "{alone:?}");
    assert_eq!(asked.responses(&network).await.len(), 1);
}

#[tokio::test]
async fn the_key_of_an_answer_is_in_no_header() {
    let network = Network::start().await;
    let asked = Asked::openly(&network).await;
    let hanam = network.city("kr-hanam", "survey:write");
    let key = "b0a81c53-6f0e-4d0b-9a55-2f4f3f1f7c11";
    let reply = hanam
        .ask_with_key(&super::document(""), asked.input(&json!({})), key)
        .await;
    assert_eq!(
        reply.status,
        axum::http::StatusCode::OK,
        "it is no fault of the server"
    );
    assert_eq!(reply.code(), "BAD_USER_INPUT");
    assert!(asked.responses(&network).await.is_empty());
}
