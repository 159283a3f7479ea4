//! GraphQL over server-sent events.

use std::time::{Duration, Instant};

use axum::{
    body::Body,
    http::{Method, Response, StatusCode},
};
use http_body_util::BodyExt;
use learning_cities::{limits::Limits, worker::Workers};
use serde_json::{Value, json};
use tokio::time::timeout;
use tower::ServiceExt;

use super::{CHANGES, place, publish_a_course, told};
use crate::support::{JSON, Network, Reply, request};

const EVENTS: (&str, &str) = ("accept", "text/event-stream");

/// An open stream.
struct Events {
    response: Response<Body>,
    rest: String,
}

impl Events {
    async fn post(network: &Network, headers: &[(&str, &str)], body: Value) -> Self {
        let headers = [&[JSON, EVENTS], headers].concat();
        let body = Body::from(body.to_string());
        let request = request(Method::POST, "/graphql/stream", &headers, body);
        let response = network.router().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        let kind = response.headers()["content-type"].to_str().unwrap();
        assert!(kind.starts_with("text/event-stream"), "{kind}");
        Self {
            response,
            rest: String::new(),
        }
    }

    async fn changes(network: &Network, headers: &[(&str, &str)], variables: Value) -> Self {
        let body = json!({ "query": CHANGES, "variables": variables });
        Self::post(network, headers, body).await
    }

    /// The next lines up to an empty one; nothing at the end.
    async fn block(&mut self) -> Option<String> {
        loop {
            if let Some((block, rest)) = self.rest.split_once("\n\n") {
                let (block, rest) = (block.to_owned(), rest.to_owned());
                self.rest = rest;
                return Some(block);
            }
            let frame = timeout(Duration::from_secs(10), self.response.body_mut().frame());
            let frame = frame.await.expect("the stream is silent")?.unwrap();
            let bytes = frame.into_data().unwrap();
            self.rest.push_str(str::from_utf8(&bytes).unwrap());
        }
    }

    /// The next event, comments left out.
    async fn event(&mut self) -> Option<Event> {
        loop {
            let block = self.block().await?;
            if !block.starts_with(':') {
                return Some(Event::read(&block));
            }
        }
    }
}

#[derive(Debug, Default, PartialEq)]
struct Event {
    name: String,
    id: String,
    data: Value,
}

impl Event {
    fn read(block: &str) -> Self {
        let mut event = Self::default();
        for line in block.lines() {
            let (field, value) = line.split_once(':').unwrap();
            let value = value.strip_prefix(' ').unwrap_or(value);
            match field {
                "event" => value.clone_into(&mut event.name),
                "id" => value.clone_into(&mut event.id),
                "data" => event.data = serde_json::from_str(value).unwrap_or(Value::Null),
                other => panic!("what is {other}?"),
            }
        }
        event
    }

    fn code(&self) -> &str {
        let code = self.data["errors"][0]["extensions"]["code"].as_str();
        code.unwrap_or_else(|| panic!("no error in {self:?}"))
    }
}

#[tokio::test]
async fn a_stream_goes_on_behind_the_last_event_of_its_client() {
    let network = Network::start().await;
    let workers = Workers::start(network.app());
    let first = network.ask("{ changes(first: 1) { next } }").await;
    let after = &first["data"]["changes"]["next"];
    let all = told(&network, after.clone()).await;
    let mut seen = Vec::new();
    let mut last = String::new();
    while seen.len() < 30 {
        let headers = [("last-event-id", last.as_str())];
        let mut events = Events::changes(&network, &headers, json!({ "after": after })).await;
        for _ in 0..10 {
            let event = events.event().await.unwrap();
            assert_eq!(event.name, "next");
            assert_eq!(
                event.data["data"]["changeStream"]["cursor"],
                event.id.as_str()
            );
            last.clone_from(&event.id);
            seen.push(event.id);
        }
    }
    assert_eq!(seen, all[..30]);
    workers.stop().await;
}

#[tokio::test]
async fn a_change_arrives_while_comments_keep_the_stream_open() {
    let mut limits = Limits::default();
    limits.set("ping_seconds", 1);
    let network = Network::with_limits(limits).await;
    let workers = Workers::start(network.app());
    let after = place(&network, "types: [PROGRAMME]").await;
    let variables = json!({ "after": after, "types": ["PROGRAMME"] });
    let mut events = Events::changes(&network, &[], variables).await;
    for _ in 0..3 {
        assert_eq!(events.block().await.as_deref(), Some(":"));
    }

    let id = publish_a_course(&network, "event-1").await;

    let event = events.event().await.unwrap();
    assert_eq!(event.data["data"]["changeStream"]["recordId"], id);
    workers.stop().await;
}

#[tokio::test]
async fn a_query_is_one_event_and_the_end() {
    let network = Network::start().await;
    let mut events = Events::post(&network, &[], json!({ "query": "{ __typename }" })).await;

    let event = events.event().await.unwrap();
    assert_eq!((event.name.as_str(), event.id.as_str()), ("next", ""));
    assert_eq!(event.data, json!({ "data": { "__typename": "Query" } }));
    assert_eq!(events.event().await.unwrap().name, "complete");
    assert_eq!(events.event().await, None);
}

#[tokio::test]
async fn what_is_refused_is_said_in_the_stream() {
    let network = Network::start().await;
    for (query, variables, code) in [
        ("{ nothing }", json!({}), "BAD_USER_INPUT"),
        (CHANGES, json!({ "after": "yesterday" }), "BAD_USER_INPUT"),
        (
            "subscription { surveyTally(id: \"survey_01h2xcejqtf2nbrexx3vqjhp41\") { responses } }",
            json!({}),
            "UNAUTHENTICATED",
        ),
    ] {
        let body = json!({ "query": query, "variables": variables });
        let mut events = Events::post(&network, &[], body).await;
        assert_eq!(events.event().await.unwrap().code(), code, "{query}");
        assert_eq!(events.event().await.unwrap().name, "complete");
        assert_eq!(events.event().await, None);
    }
}

async fn get(network: &Network, query: &str, headers: &[(&str, &str)]) -> Reply {
    let path = format!("/graphql/stream?query={query}");
    network.get_with(headers, &path).await
}

#[tokio::test]
async fn a_browser_reads_by_get_and_writes_nothing_by_it() {
    let network = Network::start().await;

    let read = get(&network, "%7B__typename%7D", &[EVENTS]).await;
    let written = get(&network, "mutation%7B__typename%7D", &[EVENTS]).await;

    assert_eq!(read.status, StatusCode::OK);
    let expected = ":\n\nevent: next\ndata: {\"data\":{\"__typename\":\"Query\"}}\n\n\
                    event: complete\ndata:\n\n";
    assert_eq!(read.text, expected);
    assert_eq!(written.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(written.header("allow"), "POST");
}

#[tokio::test]
async fn a_request_that_is_none_gets_a_status() {
    let network = Network::start().await;
    let json_only = ("accept", "application/json");
    assert_eq!(
        get(&network, "%7B__typename%7D", &[json_only]).await.status,
        406
    );
    let token = ("authorization", "Bearer nonsense");
    assert_eq!(
        get(&network, "%7B__typename%7D", &[EVENTS, token])
            .await
            .status,
        401
    );
    assert_eq!(
        network.get_with(&[EVENTS], "/graphql/stream").await.status,
        400
    );
    let put = request(Method::PUT, "/graphql/stream", &[EVENTS], Body::empty());
    assert_eq!(network.send(put).await.status, 405);
    let text = ("content-type", "text/plain");
    let body = Body::from("{\"query\":\"{__typename}\"}");
    let post = request(Method::POST, "/graphql/stream", &[EVENTS, text], body);
    assert_eq!(network.send(post).await.status, 415);
}

#[tokio::test]
async fn a_stream_ends_with_its_token_and_not_as_if_all_were_told() {
    let network = Network::start().await;
    let ends = network.app().now().timestamp() + 1;
    let claims = network.claims(json!({ "exp": ends }));
    let token = network
        .forge()
        .sign(&network.header(json!({})).await, &claims);
    let authorization = format!("Bearer {token}");
    let headers = [("authorization", authorization.as_str())];
    let begun = Instant::now();
    let mut events = Events::changes(&network, &headers, json!({})).await;

    assert_eq!(events.event().await, None);
    assert!(begun.elapsed() < Duration::from_secs(2));
}

#[tokio::test]
async fn revocation_ends_a_stream_within_a_second() {
    let network = Network::start().await;
    let (client, secret) = network.client_of_hanam("programme:read").await;
    let token = network.token_for(&client, &secret).await;
    let authorization = format!("Bearer {token}");
    let headers = [("authorization", authorization.as_str())];
    let mut events = Events::changes(&network, &headers, json!({})).await;
    assert_eq!(events.block().await.as_deref(), Some(":"));

    network.revoke(client.id).await;

    let revoked = Instant::now();
    assert_eq!(events.event().await, None);
    assert!(revoked.elapsed() < Duration::from_secs(1));
}

#[tokio::test]
async fn there_are_so_many_streams_and_a_cut_one_gives_its_place_back() {
    let mut limits = Limits::default();
    limits.set("streams", 1);
    let network = Network::with_limits(limits).await;
    for _ in 0..200 {
        let events = Events::changes(&network, &[], json!({})).await;
        let full = get(&network, "%7B__typename%7D", &[EVENTS]).await;
        assert_eq!(full.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(full.header("retry-after"), "10");
        drop(events);
    }
}

#[tokio::test]
async fn a_place_in_the_document_counts_from_one_or_is_not_told() {
    let network = Network::start().await;
    let headers = [("last-event-id", "bogus")];
    let mut events = Events::changes(&network, &headers, json!({})).await;

    let refused = events.event().await.unwrap();

    assert_eq!(refused.code(), "BAD_USER_INPUT");
    for error in refused.data["errors"].as_array().unwrap() {
        for place in error["locations"].as_array().into_iter().flatten() {
            assert!(place["line"].as_u64() > Some(0), "{refused:?}");
            assert!(place["column"].as_u64() > Some(0), "{refused:?}");
        }
    }
}

#[tokio::test]
async fn no_letter_of_an_answer_ends_its_line() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "programme:write programme:read");
    let mut course = crate::support::course();
    course["title"][0]["text"] = json!("a\u{2028}b\u{2029}c");
    let made = hanam.create_programme(course).await;
    let id = made["programme"]["id"].as_str().unwrap().to_owned();
    hanam
        .change("programmePublish", json!({ "id": id }), "programme { id }")
        .await;
    let query =
        "query ($id: ID!) { node(id: $id) { ... on Programme { title(locales: [\"ko\"]) } } }";
    let body = json!({ "query": query, "variables": { "id": id } });

    let mut events = Events::post(&network, &[], body).await;
    let block = loop {
        let block = events.block().await.unwrap();
        if !block.starts_with(':') {
            break block;
        }
    };

    assert!(!block.contains(['\u{2028}', '\u{2029}']), "{block}");
    let told = Event::read(&block);
    assert_eq!(told.data["data"]["node"]["title"], "a\u{2028}b\u{2029}c");
}
