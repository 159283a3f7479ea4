//! Clients that know `/graphql` alone find everything there.

use axum::{
    body::Body,
    http::{Method, StatusCode},
};
use http_body_util::BodyExt;
use learning_cities::worker::Workers;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::{Duration, timeout},
};
use tower::ServiceExt;

use super::{
    CHANGES, Live,
    socket::{PROTOCOL, Socket, said},
};
use crate::support::{JSON, Network, request};

/// What urql takes for whatever it asks.
const EVERYTHING: &str = "application/graphql-response+json, application/graphql+json, \
    application/json, text/event-stream, multipart/mixed";
/// What Apollo's client takes for a subscription.
const PARTS: &str = "multipart/mixed;boundary=graphql;subscriptionSpec=1.0,application/json";

const CITY: &str = "{ city(slug: \"kr-hanam\") { slug } }";

/// A subscription that has something to tell at once.
async fn changes_since(network: &Network) -> Value {
    let first = network.ask("{ changes(first: 1) { next } }").await;
    let after = &first["data"]["changes"]["next"];
    json!({ "query": CHANGES, "variables": { "after": after } })
}

/// Sends this to `/graphql`, and gives the type of the answer and its first bytes with
/// this word in them.
async fn first(network: &Network, accept: &str, body: Value, word: &str) -> (String, String) {
    let headers = [JSON, ("accept", accept)];
    let body = Body::from(body.to_string());
    let request = request(Method::POST, "/graphql", &headers, body);
    let mut response = network.router().oneshot(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    let kind = response.headers()["content-type"]
        .to_str()
        .unwrap()
        .to_owned();
    let mut text = String::new();
    while !text.contains(word) {
        let frame = timeout(Duration::from_secs(10), response.body_mut().frame()).await;
        let frame = frame.expect("the stream is silent");
        let frame = frame.unwrap_or_else(|| panic!("it ends: {text}")).unwrap();
        text.push_str(str::from_utf8(&frame.into_data().unwrap()).unwrap());
    }
    (kind, text)
}

#[tokio::test]
async fn a_query_is_answered_and_a_subscription_streamed_for_who_takes_both() {
    let network = Network::start().await;
    let workers = Workers::start(network.app());
    let query = first(&network, EVERYTHING, json!({ "query": CITY }), "kr-hanam").await;
    assert!(query.0.starts_with("application/graphql-response+json"));

    let changes = changes_since(&network).await;
    let (kind, text) = first(&network, EVERYTHING, changes, "changeStream").await;
    assert!(kind.starts_with("text/event-stream"), "{kind}");
    assert!(text.contains("event: next"), "{text}");

    let refused = "text/event-stream;q=0, application/json";
    let changes = changes_since(&network).await;
    let (kind, _) = first(&network, refused, changes, "BAD_USER_INPUT").await;
    assert!(kind.starts_with("application/json"), "{kind}");

    let events = "text/event-stream";
    let (kind, text) = first(&network, events, json!({ "query": CITY }), "complete").await;
    assert!(kind.starts_with("text/event-stream"), "{kind}");
    assert!(text.contains("kr-hanam"), "{text}");
    workers.stop().await;
}

#[tokio::test]
async fn apollos_clients_are_told_in_parts() {
    let network = Network::start().await;
    let workers = Workers::start(network.app());
    let changes = changes_since(&network).await;
    let (kind, text) = first(&network, PARTS, changes, "changeStream").await;
    assert!(kind.starts_with("multipart/mixed"), "{kind}");
    let (head, part) = text.split_once("\r\n\r\n").unwrap();
    assert_eq!(head, "--graphql\r\nContent-Type: application/json");
    let part: Value = serde_json::from_str(part.trim()).unwrap();
    assert!(part["data"]["changeStream"]["cursor"].is_string(), "{part}");

    let wrong = json!({ "query": "subscription { nothing }" });
    let (_, text) = first(&network, PARTS, wrong, "--graphql--").await;
    assert!(text.contains("BAD_USER_INPUT"), "{text}");
    workers.stop().await;
}

#[tokio::test]
async fn a_socket_opens_and_knows_a_token_in_wrapped_headers() {
    let network = Network::start().await;
    let live = Live::serve(&network).await;
    let token = network.token("city:kr-hanam", "city:write");
    for name in ["headers", "Headers"] {
        let stream = TcpStream::connect(live.address).await.unwrap();
        let mut socket = Socket::at("/graphql", stream, &[PROTOCOL]).await.unwrap();
        let header = json!({ "Authorization": format!("Bearer {token}") });
        socket.init(json!({ name: header })).await;
        let greeting = socket.hear().await;
        assert_eq!(greeting, said(json!({ "type": "connection_ack" })));
        socket
            .subscribe("1", "{ viewer { name } }", json!({}))
            .await;
        let answer = json!({ "data": { "viewer": { "name": "city:kr-hanam" } } });
        let next = json!({ "id": "1", "type": "next", "payload": answer });
        assert_eq!(socket.hear().await, said(next));
    }
    let stream = TcpStream::connect(live.address).await.unwrap();
    let mut socket = Socket::at("/graphql", stream, &[PROTOCOL]).await.unwrap();
    socket
        .init(json!({ "headers": { "authorization": "Bearer none" } }))
        .await;
    assert!(format!("{:?}", socket.hear().await).starts_with("Closed(4403"));
    live.stop().await;
}

#[tokio::test]
async fn who_gives_a_token_that_cannot_be_read_is_nobody() {
    let network = Network::start().await;
    let live = Live::serve(&network).await;
    let token = format!("Bearer {}", network.token("city:kr-hanam", "city:write"));
    for payload in [
        json!({ "headers": [["Authorization", token]] }),
        json!({ "headers": format!("Authorization: {token}") }),
        json!({ "Authorization": null, "authorization": "Bearer none" }),
        json!({ "headers": { "Authorization": null, "authorization": "Bearer none" } }),
        json!({ "Authorization": token, "headers": { "authorization": token } }),
        json!({ "Authorization ": "Bearer none" }),
    ] {
        let stream = TcpStream::connect(live.address).await.unwrap();
        let mut socket = Socket::at("/graphql", stream, &[PROTOCOL]).await.unwrap();
        socket.init(payload.clone()).await;
        let heard = format!("{:?}", socket.hear().await);
        assert!(heard.starts_with("Closed(440"), "{payload}: {heard}");
    }
    live.stop().await;
}

#[tokio::test]
async fn a_document_that_is_named_by_its_hash_is_asked_for_in_full() {
    let network = Network::start().await;
    let named = json!({ "extensions": { "persistedQuery": { "version": 1,
        "sha256Hash": "5e".repeat(32) } } });
    let reply = network.post(&[JSON], named.to_string()).await;
    assert_eq!(reply["errors"][0]["message"], "PersistedQueryNotSupported");
    assert_eq!(reply.code(), "PERSISTED_QUERY_NOT_SUPPORTED");

    let mut full = named;
    full["query"] = CITY.into();
    let reply = network.post(&[JSON], full.to_string()).await;
    assert_eq!(reply["data"]["city"]["slug"], "kr-hanam");
}

#[tokio::test]
async fn a_connection_may_rest_longer_than_a_request_may_take() {
    let mut limits = learning_cities::limits::Limits::default();
    limits.set("receive_seconds", 1);
    limits.set("idle_seconds", 4);
    let network = Network::with_limits(limits).await;
    let live = Live::serve(&network).await;
    let ask = b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n";
    let mut bytes = [0; 4096];

    let mut resting = TcpStream::connect(live.address).await.unwrap();
    for _ in 0..2 {
        resting.write_all(ask).await.unwrap();
        let count = resting.read(&mut bytes).await.unwrap();
        assert!(bytes[..count].starts_with(b"HTTP/1.1 200"));
        tokio::time::sleep(Duration::from_millis(2_500)).await;
    }
    assert_eq!(
        gone_after(&mut resting).await,
        Some(true),
        "it rests too long"
    );

    let mut slow = TcpStream::connect(live.address).await.unwrap();
    slow.write_all(ask).await.unwrap();
    assert_ne!(slow.read(&mut bytes).await.unwrap(), 0);
    slow.write_all(b"GET / HTTP/1.1\r\nhost:").await.unwrap();
    assert_eq!(
        gone_after(&mut slow).await,
        Some(true),
        "its head does not come"
    );
    live.stop().await;
}

#[tokio::test]
async fn the_headers_of_a_socket_are_written_as_its_client_writes_them() {
    let network = Network::start().await;
    let live = Live::serve(&network).await;
    let mut stream = TcpStream::connect(live.address).await.unwrap();
    let ask = b"GET /graphql HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\n\
        Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\
        Sec-WebSocket-Protocol: graphql-ws, graphql-transport-ws\r\n\r\n";
    stream.write_all(ask).await.unwrap();
    let mut bytes = [0; 4096];
    let count = stream.read(&mut bytes).await.unwrap();
    let head = String::from_utf8_lossy(&bytes[..count]);
    assert!(head.starts_with("HTTP/1.1 101 "), "{head}");
    let chosen = "\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n";
    assert!(head.contains(chosen), "{head}");
    drop(stream);
    live.stop().await;
}

/// Whether the server closes a connection within three seconds.
async fn gone_after(stream: &mut TcpStream) -> Option<bool> {
    let mut byte = [0; 1];
    let read = timeout(Duration::from_secs(3), stream.read(&mut byte)).await;
    read.ok().map(|read| !matches!(read, Ok(1)))
}
