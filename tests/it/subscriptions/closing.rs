//! How a socket ends that should not go on.

use std::time::{Duration, Instant};

use learning_cities::limits::Limits;
use serde_json::json;
use tokio::time::sleep;
use tokio_tungstenite::tungstenite::{Bytes, Message};

use super::{
    CHANGES, Live, Socket,
    socket::{Heard, PROTOCOL},
};
use crate::support::Network;

/// A network whose sockets have these limits, where they differ.
async fn with(limits: &[(&str, u64)]) -> (Network, Live) {
    let mut all = Limits::default();
    for (name, value) in limits {
        assert!(all.set(name, *value), "there is no limit {name}");
    }
    let network = Network::with_limits(all).await;
    let live = Live::serve(&network).await;
    (network, live)
}

#[tokio::test]
async fn a_socket_that_never_begins_is_closed() {
    let (_network, live) = with(&[("init_seconds", 1)]).await;
    let mut socket = Socket::silent(live.address).await;
    socket.say(json!({ "type": "ping" })).await;
    assert_eq!(socket.hear().await, Heard::Said(json!({ "type": "pong" })));

    assert_eq!(socket.closed().await, 4408);
    live.stop().await;
}

#[tokio::test]
async fn a_second_beginning_closes_the_socket() {
    let (_network, live) = with(&[]).await;
    let mut socket = live.visitor().await;

    socket.init(json!({})).await;

    assert_eq!(socket.closed().await, 4429);
    live.stop().await;
}

#[tokio::test]
async fn an_operation_before_the_beginning_closes_the_socket() {
    let (_network, live) = with(&[]).await;
    let mut socket = Socket::silent(live.address).await;

    socket.subscribe("1", "{ __typename }", json!({})).await;

    assert_eq!(socket.closed().await, 4401);
    live.stop().await;
}

#[tokio::test]
async fn nonsense_closes_the_socket() {
    let (_network, live) = with(&[]).await;
    let nonsense = [
        Message::text("hello"),
        Message::text("{\"type\":\"start\",\"id\":\"1\",\"payload\":{}}"),
        Message::text("{\"type\":\"subscribe\",\"id\":\"1\",\"payload\":{}}"),
        Message::text("[".repeat(100_000)),
        Message::binary(vec![0, 159, 146, 150]),
    ];
    for message in nonsense {
        let mut before = Socket::silent(live.address).await;
        before.send(message.clone()).await;
        assert_eq!(before.closed().await, 4400);

        let mut after = live.visitor().await;
        after.send(message).await;
        assert_eq!(after.closed().await, 4400);
    }
    live.stop().await;
}

#[tokio::test]
async fn an_id_that_is_in_use_closes_the_socket() {
    let (_network, live) = with(&[]).await;
    let mut socket = live.visitor().await;
    socket.subscribe("1", CHANGES, json!({})).await;

    socket.subscribe("1", "{ __typename }", json!({})).await;

    assert_eq!(socket.closed().await, 4409);
    live.stop().await;
}

#[tokio::test]
async fn another_protocol_is_not_spoken() {
    let (_network, live) = with(&[]).await;
    let mut of_none = Socket::open(live.address, &[]).await.unwrap();
    assert_eq!(of_none.closed().await, 4406);

    let older = ("sec-websocket-protocol", "graphql-ws");
    let refused = Socket::open(live.address, &[older]).await;
    assert_eq!(refused.err(), Some(101), "none was chosen");
    live.stop().await;
}

#[tokio::test]
async fn a_bad_token_closes_the_socket_or_does_not_open_it() {
    let (network, live) = with(&[]).await;
    let expired = network.claims(json!({ "exp": 1 }));
    let expired = network
        .forge()
        .sign(&network.header(json!({})).await, &expired);
    for authorization in [
        "Bearer nonsense",
        &format!("Bearer {expired}"),
        "Basic x",
        "",
    ] {
        let mut socket = Socket::silent(live.address).await;
        socket.init(json!({ "Authorization": authorization })).await;
        assert_eq!(socket.closed().await, 4403, "{authorization}");
    }
    let headers = [PROTOCOL, ("authorization", "Bearer nonsense")];
    let refused = Socket::open(live.address, &headers).await;
    assert_eq!(refused.err(), Some(401));
    live.stop().await;
}

#[tokio::test]
async fn a_token_in_the_header_is_as_good_as_one_in_the_first_message() {
    let (network, live) = with(&[]).await;
    let token = network.token("city:kr-hanam", "programme:read");
    let authorization = format!("Bearer {token}");
    let headers = [PROTOCOL, ("authorization", &*authorization)];
    let by_header = Socket::open(live.address, &headers).await;
    let mut by_header = by_header.unwrap();
    by_header.init(json!({})).await;
    by_header.hear().await;
    let mut by_message =
        Socket::begin(live.address, json!({ "authorization": authorization })).await;

    for socket in [&mut by_header, &mut by_message] {
        socket
            .subscribe("1", "{ viewer { name } }", json!({}))
            .await;
        let answer = socket.next("1").await;
        assert_eq!(
            answer["data"]["viewer"]["name"], "city:kr-hanam",
            "{answer}"
        );
    }
    live.stop().await;
}

#[tokio::test]
async fn a_socket_ends_with_its_token() {
    let (network, live) = with(&[]).await;
    let ends = network.app().now().timestamp() + 2;
    let claims = network.claims(json!({ "exp": ends }));
    let token = network
        .forge()
        .sign(&network.header(json!({})).await, &claims);
    let begun = Instant::now();
    let mut socket = live.holder_of(&token).await;
    socket.subscribe("1", CHANGES, json!({})).await;

    assert_eq!(
        socket.hear().await,
        Heard::Closed(4403, "The token has expired.".to_owned())
    );
    let time = begun.elapsed();
    assert!((1_900..3_000).contains(&time.as_millis()), "{time:?}");
    live.stop().await;
}

#[tokio::test]
async fn revocation_closes_sockets_on_every_server_within_a_second() {
    let (network, live) = with(&[]).await;
    let another = network.another_server().await;
    let other = Live::serve(&another).await;
    let (client, secret) = network.client_of_hanam("programme:read").await;
    let token = network.token_for(&client, &secret).await;
    let mut sockets = [live.holder_of(&token).await, other.holder_of(&token).await];
    for socket in &mut sockets {
        socket.subscribe("1", CHANGES, json!({})).await;
        assert!(socket.is_quiet_for(Duration::from_millis(600)).await);
    }

    network.revoke(client.id).await;

    let revoked = Instant::now();
    for socket in &mut sockets {
        let reason = "The client of the token has been revoked.".to_owned();
        assert_eq!(socket.hear().await, Heard::Closed(4403, reason));
        assert!(revoked.elapsed() < Duration::from_secs(1));
    }
    live.stop().await;
    other.stop().await;
}

#[tokio::test]
async fn a_message_that_is_too_long_closes_the_socket() {
    let (_network, live) = with(&[("message_bytes", 1_000)]).await;
    let mut socket = live.visitor().await;
    socket.send(Message::text(" ".repeat(1_001))).await;
    assert_eq!(socket.closed().await, 1009);

    let mut rude = live.visitor().await;
    rude.send(Message::text(" ".repeat(100_000))).await;
    assert!(matches!(
        rude.hear().await,
        Heard::Closed(1002, _) | Heard::Gone
    ));
    live.stop().await;
}

#[tokio::test]
async fn a_socket_that_goes_silent_is_closed() {
    let (_network, live) = with(&[("ping_seconds", 1)]).await;
    let mut silent = live.visitor().await;
    let mut lively = live.visitor().await;
    silent.subscribe("1", CHANGES, json!({})).await;

    // Its pongs leave when it reads, and it does not read; the other one does.
    assert!(
        tokio::time::timeout(Duration::from_millis(3_500), lively.hear())
            .await
            .is_err()
    );
    assert_eq!(silent.closed().await, 1001);
    lively.subscribe("1", "{ __typename }", json!({})).await;
    assert_eq!(lively.next("1").await["data"]["__typename"], "Query");
    live.stop().await;
}

#[tokio::test]
async fn there_are_so_many_sockets_and_each_gives_its_place_back() {
    let (_network, live) = with(&[("sockets", 1)]).await;
    let first = live.visitor().await;

    let refused = Socket::open(live.address, &[PROTOCOL]).await;
    assert_eq!(refused.err(), Some(503));
    drop(first);
    let mut tries = 0;
    while Socket::open(live.address, &[PROTOCOL]).await.is_err() {
        tries += 1;
        assert!(tries < 100, "the place is not given back");
        sleep(Duration::from_millis(20)).await;
    }
    live.stop().await;
}

#[tokio::test]
async fn a_server_that_stops_says_so() {
    let (_network, live) = with(&[]).await;
    let mut begun = live.visitor().await;
    let mut waiting = Socket::silent(live.address).await;
    begun.subscribe("1", CHANGES, json!({})).await;
    begun.send(Message::Ping(Bytes::new())).await;
    let stopping = Instant::now();
    let heard = async { (begun.closed().await, waiting.closed().await) };

    let ((one, other), ()) = futures_util::join!(heard, live.stop());

    assert_eq!((one, other), (1001, 1001));
    assert!(stopping.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn who_asks_without_a_socket_is_told_that_one_is_needed() {
    let network = Network::start().await;

    let reply = network.get("/graphql/ws").await;

    assert_eq!(reply.status.as_u16(), 426);
    assert_eq!(reply.header("upgrade"), "websocket");
    assert_eq!(reply.code(), "BAD_USER_INPUT");
}
