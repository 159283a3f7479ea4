//! Offerings: what is computed of them.

use serde_json::{Value, json};

use crate::support::Network;

#[tokio::test]
async fn a_course_says_when_it_meets_in_the_citys_own_time() {
    let network = Network::start().await;
    let query = "{ programme(city: \"kr-hanam\", slug: \"library-night-reading\") {
        offerings { nodes { sessions(from: \"2026-11-01\", to: \"2026-12-31\") { startsAt endsAt } } }
    } }";
    let answer = network.ask(query).await;
    assert_eq!(
        answer["data"]["programme"]["offerings"]["nodes"][0]["sessions"],
        json!([
            { "startsAt": "2026-11-28T19:00:00+09:00", "endsAt": "2026-11-28T21:00:00+09:00" },
            { "startsAt": "2026-12-28T19:00:00+09:00", "endsAt": "2026-12-28T21:00:00+09:00" },
        ])
    );
}

#[tokio::test]
async fn a_cancelled_offering_has_no_sessions_and_is_closed() {
    let network = Network::start().await;
    let query = "{ offerings(first: 100, where: { status: { eq: CANCELLED } }) {
        nodes { enrolmentStatus schedules { frequency } sessions(from: \"2026-10-01\") { startsAt } }
    } }";
    let answer = network.ask(query).await;
    let nodes = answer["data"]["offerings"]["nodes"].as_array().unwrap();
    assert!(!nodes.is_empty());
    for node in nodes {
        assert_eq!(node["sessions"], json!([]));
        assert_eq!(node["enrolmentStatus"], "CLOSED");
        assert!(!node["schedules"].as_array().unwrap().is_empty());
    }
}

#[tokio::test]
async fn places_are_left_or_nobody_knows() {
    let network = Network::start().await;
    let query =
        "{ offerings(first: 100) { nodes { id status capacity enrolled remainingPlaces } } }";
    let answer = network.ask(query).await;
    for node in answer["data"]["offerings"]["nodes"].as_array().unwrap() {
        if node["status"] == "CANCELLED" {
            assert_eq!(node["remainingPlaces"], Value::Null);
            let id = node["id"].as_str().unwrap();
            let page = network.get(&format!("/offerings/{id}")).await;
            assert_eq!(page["remainingAttendeeCapacity"], Value::Null);
            assert_eq!(page["offers"]["availability"], Value::Null);
            continue;
        }
        let left = match (node["capacity"].as_i64(), node["enrolled"].as_i64()) {
            (Some(capacity), Some(enrolled)) => json!((capacity - enrolled).max(0)),
            _ => Value::Null,
        };
        assert_eq!(node["remainingPlaces"], left);
    }
}

#[tokio::test]
async fn sessions_are_bounded() {
    let network = Network::start().await;
    for arguments in [
        "first: 0",
        "first: 101",
        "from: \"2026-01-01\", to: \"2028-01-01\"",
    ] {
        let query = format!(
            "{{ offerings(first: 1) {{ nodes {{ sessions({arguments}) {{ startsAt }} }} }} }}"
        );
        assert_eq!(
            network.ask(&query).await.code(),
            "BAD_USER_INPUT",
            "{arguments}"
        );
    }
    let query =
        "{ offerings(first: 1) { nodes { sessions(to: \"+262142-12-31\") { startsAt } } } }";
    assert_eq!(network.ask(query).await.code(), "BAD_USER_INPUT");
}

#[tokio::test]
async fn prices_are_exact() {
    let network = Network::start().await;
    let query = "{ offerings(first: 100, where: { isFree: false }) { nodes { price { amount currency } } } }";
    let answer = network.ask(query).await;
    let nodes = answer["data"]["offerings"]["nodes"].as_array().unwrap();
    let prices: Vec<&Value> = nodes
        .iter()
        .map(|node| &node["price"])
        .filter(|price| price.is_object())
        .collect();
    assert!(!prices.is_empty());
    for price in prices {
        let decimals = price["amount"]
            .as_str()
            .unwrap()
            .split_once('.')
            .map_or(0, |(_, part)| part.len());
        let expected = if price["currency"] == "KRW" { 0 } else { 2 };
        assert_eq!(decimals, expected, "{price}");
    }
}

#[tokio::test]
async fn what_closes_from_today_on_can_be_listed_by_its_last_day() {
    let network = Network::start().await;
    let query = |condition: &str| {
        format!(
            "{{ offerings(first: 100, orderBy: {{ field: ENROLMENT_CLOSES }},
                where: {{ enrolmentCloses: {{ {condition} }} }}) {{ nodes {{ enrolmentCloses }} }} }}"
        )
    };
    let days = async |condition: &str| {
        let answer = network.ask(&query(condition)).await;
        let nodes = answer["data"]["offerings"]["nodes"]
            .as_array()
            .unwrap()
            .clone();
        nodes
            .iter()
            .map(|node| node["enrolmentCloses"].as_str().map(str::to_owned))
            .collect::<Vec<_>>()
    };
    let all = days("isNull: false").await;
    let coming = days("gte: \"2026-11-21\"").await;
    let past = days("lt: \"2026-11-21\"").await;
    assert!(!coming.is_empty() && !past.is_empty());
    assert_eq!([past, coming.clone()].concat(), all);
    assert!(
        coming
            .iter()
            .all(|day| day.as_deref() >= Some("2026-11-21"))
    );
    let nobody_said = days("isNull: true").await;
    let not_one = days("not: \"2026-11-21\"").await;
    assert!(nobody_said.iter().all(Option::is_none) && !nobody_said.is_empty());
    assert!(not_one.len() >= nobody_said.len());
}
