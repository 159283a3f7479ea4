//! What followers share, and what they must not.

use serde_json::{Value, json};

use super::{Live, Socket, place, publish_a_course};
use crate::support::Network;

/// Asks for what not everybody may read.
const HISTORY: &str = "subscription ($after: String) {
    changeStream(after: $after, types: [PROGRAMME]) { record { ... on Programme {
        title history { totalCount }
    } } }
}";

async fn title_in(live: &Live, language: &str) -> Socket {
    let headers = [super::socket::PROTOCOL, ("accept-language", language)];
    let mut socket = Socket::open(live.address, &headers).await.unwrap();
    socket.init(json!({})).await;
    socket.hear().await;
    socket
}

#[tokio::test]
async fn each_is_told_what_its_own_token_allows() {
    let network = Network::start().await;
    let live = Live::serve(&network).await;
    let after = place(&network, "types: [PROGRAMME]").await;
    let auditor = network.token("city:kr-hanam", "programme:read audit:read");
    let reader = network.token("city:kr-hanam", "programme:read");
    let mut auditor = live.holder_of(&auditor).await;
    let mut reader = live.holder_of(&reader).await;
    let mut visitor = live.visitor().await;
    publish_a_course(&network, "shared-1").await;

    for socket in [&mut auditor, &mut reader, &mut visitor] {
        socket
            .subscribe("1", HISTORY, json!({ "after": after }))
            .await;
    }

    let history = |answer: &Value| answer["data"]["changeStream"]["record"]["history"].clone();
    let shown = auditor.next("1").await;
    assert!(
        history(&shown)["totalCount"].as_i64().unwrap() > 0,
        "{shown}"
    );
    for (socket, code) in [
        (&mut reader, "FORBIDDEN"),
        (&mut visitor, "UNAUTHENTICATED"),
    ] {
        let answer = socket.next("1").await;
        assert_eq!(history(&answer), Value::Null, "{answer}");
        assert_eq!(answer["errors"][0]["extensions"]["code"], code);
    }
    live.stop().await;
}

#[tokio::test]
async fn each_is_told_in_its_own_language() {
    let network = Network::start().await;
    let live = Live::serve(&network).await;
    let after = place(&network, "types: [PROGRAMME]").await;
    let title = "subscription ($after: String) {
        changeStream(after: $after, types: [PROGRAMME]) { record { ... on Programme { title } } }
    }";
    publish_a_course(&network, "shared-2").await;

    for (language, words) in [("ko", "디지털 첫걸음"), ("en", "First digital steps")] {
        let mut socket = title_in(&live, language).await;
        socket
            .subscribe("1", title, json!({ "after": after }))
            .await;
        assert_eq!(socket.change("1").await["record"]["title"], words);
    }
    live.stop().await;
}

#[tokio::test]
async fn followers_from_different_places_are_told_the_same_of_a_change() {
    let network = Network::start().await;
    let live = Live::serve(&network).await;
    let types = "types: [PROGRAMME]";
    let early = place(&network, types).await;
    publish_a_course(&network, "early").await;
    let late = place(&network, types).await;
    publish_a_course(&network, "late").await;
    let both = "subscription ($after: String!) {
        changeStream(after: $after, types: [PROGRAMME]) { cursor record {
            ... on Programme { externalId city { changed: programmes(first: 1, after: $after) { totalCount } } }
        } }
    }";
    let plain = "subscription ($after: String!) {
        changeStream(after: $after, types: [PROGRAMME]) { cursor record {
            ... on Programme { externalId }
        } }
    }";
    let mut first = live.visitor().await;
    let mut second = live.visitor().await;

    first.subscribe("1", plain, json!({ "after": early })).await;
    second.subscribe("1", plain, json!({ "after": late })).await;

    let changes = [first.change("1").await, first.change("1").await];
    assert_eq!(changes[0]["record"]["externalId"], "early");
    assert_eq!(second.change("1").await, changes[1]);

    // Where the place says something else as well, answers are each one's own.
    second.subscribe("2", both, json!({ "after": late })).await;
    let answer = second.next("2").await;
    assert_eq!(
        answer["errors"][0]["extensions"]["code"], "BAD_USER_INPUT",
        "{answer}"
    );
    live.stop().await;
}
