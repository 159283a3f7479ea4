//! A city watches its survey being answered.

use std::time::{Duration, Instant};

use serde_json::json;

use super::Live;
use crate::{answers::Asked, support::Network};

const TALLY: &str = "subscription ($id: ID!) {
    surveyTally(id: $id) { responses isExact questions { key } }
}";

fn yes() -> serde_json::Value {
    json!({ "answers": [{ "question": "useful", "choice": ["YES"] }] })
}

#[tokio::test]
async fn a_city_sees_each_new_number_of_responses() {
    let network = Network::start().await;
    let live = Live::serve(&network).await;
    let asked = Asked::openly(&network).await;
    let id = json!({ "id": asked.id().to_string() });
    let token = network.token("city:kr-hanam", "survey:read");
    let mut sockets = [live.holder_of(&token).await, live.holder_of(&token).await];
    for socket in &mut sockets {
        socket.subscribe("1", TALLY, id.clone()).await;
        let first = socket.next("1").await;
        assert_eq!(first["data"]["surveyTally"]["responses"], 0, "{first}");
        assert_eq!(first["data"]["surveyTally"]["isExact"], true);
    }

    let mut last = 0;
    let begun = Instant::now();
    for round in 1..=3 {
        asked.answer(&network, yes(), "").await;
        asked.answer(&network, yes(), "").await;
        for socket in &mut sockets {
            loop {
                let told = socket.next("1").await["data"]["surveyTally"]["responses"].as_i64();
                last = told.unwrap();
                if last == 2 * round {
                    break;
                }
                assert!(last < 2 * round);
            }
        }
    }
    assert_eq!(last, 6);
    assert!(
        begun.elapsed() < Duration::from_secs(9),
        "{:?}",
        begun.elapsed()
    );
    for socket in &mut sockets {
        assert!(socket.is_quiet_for(Duration::from_millis(1_500)).await);
    }
    live.stop().await;
}

#[tokio::test]
async fn nobody_else_watches_it() {
    let network = Network::start().await;
    let live = Live::serve(&network).await;
    let asked = Asked::openly(&network).await;
    let id = json!({ "id": asked.id().to_string() });
    for (body, scopes, code) in [
        ("city:kr-hanam", "survey:write answer:read", "FORBIDDEN"),
        ("city:kr-eunpyeong", "survey:read survey:write", "NOT_FOUND"),
        ("alliance:gnlc", "survey:read survey:write", "FORBIDDEN"),
        ("organisation:unesco", "survey:read", "FORBIDDEN"),
    ] {
        let mut socket = live.holder_of(&network.token(body, scopes)).await;
        socket.subscribe("1", TALLY, id.clone()).await;
        assert_eq!(socket.error_code("1").await, code, "{body} {scopes}");
    }
    let mut visitor = live.visitor().await;
    visitor.subscribe("1", TALLY, id).await;
    assert_eq!(visitor.error_code("1").await, "UNAUTHENTICATED");
    live.stop().await;
}

#[tokio::test]
async fn what_is_no_survey_cannot_be_watched() {
    let network = Network::start().await;
    let live = Live::serve(&network).await;
    let city = network.id_of("city", "kr-hanam").await;
    let token = network.token("city:kr-hanam", "survey:read");
    let mut socket = live.holder_of(&token).await;
    for (id, code) in [
        (city.as_str(), "NOT_FOUND"),
        ("survey_01h2xcejqtf2nbrexx3vqjhp41", "NOT_FOUND"),
        ("nonsense", "BAD_USER_INPUT"),
    ] {
        socket.subscribe("1", TALLY, json!({ "id": id })).await;
        assert_eq!(socket.error_code("1").await, code, "{id}");
    }
    live.stop().await;
}
