//! What runs on a socket, how much of it, and what may not.

use std::time::Duration;

use serde_json::json;

use super::{CHANGES, Live, publish_a_course, socket::Heard};
use crate::support::{Network, course};

#[tokio::test]
async fn queries_and_mutations_run_on_a_socket_too() {
    let network = Network::start().await;
    let live = Live::serve(&network).await;
    let token = network.token("city:kr-hanam", "programme:write");
    let mut socket = live.holder_of(&token).await;

    socket
        .subscribe("q", "{ city(slug: \"kr-hanam\") { slug } }", json!({}))
        .await;
    assert_eq!(socket.next("q").await["data"]["city"]["slug"], "kr-hanam");
    let complete = json!({ "id": "q", "type": "complete" });
    assert_eq!(socket.hear().await, Heard::Said(complete));

    let create = "mutation ($input: ProgrammeCreateInput!) {
        programmeCreate(input: $input) { programme { id } userErrors { code } } }";
    socket
        .subscribe("m", create, json!({ "input": course() }))
        .await;
    let made = socket.next("m").await;
    assert!(
        made["data"]["programmeCreate"]["programme"]["id"].is_string(),
        "{made}"
    );
    live.stop().await;
}

#[tokio::test]
async fn of_a_hundred_operations_twenty_run() {
    let network = Network::start().await;
    let live = Live::serve(&network).await;
    let mut socket = live.visitor().await;
    for number in 0..100 {
        socket
            .subscribe(&number.to_string(), CHANGES, json!({}))
            .await;
    }
    for number in 20..100 {
        let errors = socket.error(&number.to_string()).await;
        assert_eq!(errors[0]["extensions"]["limit"], "socket_operations");
        assert_eq!(errors[0]["extensions"]["allowed"], 20);
    }
    socket.say(json!({ "id": "7", "type": "complete" })).await;
    socket.subscribe("101", "{ __typename }", json!({})).await;
    assert_eq!(socket.next("101").await["data"]["__typename"], "Query");
    socket.hear().await;

    publish_a_course(&network, "all-of-them").await;

    let mut told: Vec<String> = Vec::new();
    while told.len() < 2 * 19 {
        let Heard::Said(message) = socket.hear().await else {
            panic!("the socket ended");
        };
        told.push(message["id"].as_str().unwrap().to_owned());
    }
    told.sort();
    told.dedup();
    assert_eq!(
        told.len(),
        19,
        "a programme and its offering for each: {told:?}"
    );
    assert!(!told.contains(&"7".to_owned()), "it has had enough");
    live.stop().await;
}

#[tokio::test]
async fn an_operation_is_held_to_the_limits_of_the_service() {
    let network = Network::start().await;
    let live = Live::serve(&network).await;
    let mut socket = live.visitor().await;
    let fields = "cursor ".repeat(3_000);
    let long = format!("subscription {{ changeStream {{ {fields} }} }}");
    socket.subscribe("1", &long, json!({})).await;
    assert_eq!(socket.error_code("1").await, "QUERY_TOO_COMPLEX");

    let costly = "subscription { changeStream { record { ... on City { programmes(first: 100) {
        nodes { offerings(first: 100) { nodes { programme { offerings(first: 100) { nodes { id } } }
    } } } } } } } }";
    socket.subscribe("1", costly, json!({})).await;
    assert_eq!(socket.error_code("1").await, "QUERY_TOO_COMPLEX");

    socket.subscribe("1", "{ nothing }", json!({})).await;
    assert_eq!(socket.error_code("1").await, "BAD_USER_INPUT");
    live.stop().await;
}

#[tokio::test]
async fn a_subscription_has_one_field_at_its_root() {
    let network = Network::start().await;
    let live = Live::serve(&network).await;
    let mut socket = live.visitor().await;
    for document in [
        "subscription { a: changeStream { cursor } b: changeStream { cursor } }",
        "subscription { __typename }",
        "subscription { changeStream { cursor } __typename }",
        "subscription ($no: Boolean = true) { changeStream @skip(if: $no) { cursor } }",
        "subscription { ...Two } fragment Two on Subscription {
            changeStream { cursor } other: changeStream { cursor } }",
    ] {
        socket.subscribe("1", document, json!({})).await;
        assert_eq!(socket.error_code("1").await, "BAD_USER_INPUT", "{document}");
    }

    let merged = "subscription { ...One changeStream(types: [PROGRAMME]) { cursor } }
        fragment One on Subscription { changeStream(types: [PROGRAMME]) { kind } }";
    socket.subscribe("1", merged, json!({})).await;
    socket.subscribe("2", "{ __typename }", json!({})).await;
    socket.next("2").await;
    socket.hear().await;
    publish_a_course(&network, "merged").await;
    let change = socket.change("1").await;
    assert_eq!(change["kind"], "PROGRAMME");
    assert!(change["cursor"].is_string());
    live.stop().await;
}

#[tokio::test]
async fn a_subscription_does_not_run_over_plain_http() {
    let network = Network::start().await;

    let reply = network
        .ask("subscription { changeStream { cursor } }")
        .await;

    assert_eq!(reply.code(), "BAD_USER_INPUT");
    assert!(reply.message().contains("text/event-stream"), "{reply:?}");
    assert!(!reply.has_data());
}

#[tokio::test]
async fn an_id_can_be_used_again_when_its_operation_is_over() {
    let network = Network::start().await;
    let live = Live::serve(&network).await;
    let mut socket = live.visitor().await;
    for _ in 0..30 {
        socket.subscribe("1", CHANGES, json!({})).await;
        socket.say(json!({ "id": "1", "type": "complete" })).await;
    }
    socket.subscribe("1", "{ __typename }", json!({})).await;

    assert_eq!(socket.next("1").await["data"]["__typename"], "Query");
    let complete = json!({ "id": "1", "type": "complete" });
    assert_eq!(socket.hear().await, Heard::Said(complete));
    assert!(socket.is_quiet_for(Duration::from_millis(200)).await);
    live.stop().await;
}
