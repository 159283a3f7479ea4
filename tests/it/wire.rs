//! GraphQL over HTTP: what is taken, what is refused, and with which status.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use axum::{
    body::{Body, Bytes},
    http::{Method, StatusCode},
};
use futures_util::stream;
use serde_json::json;

use crate::support::{JSON, Network, Reply, request};

const RESPONSE: &str = "application/graphql-response+json";

async fn post(network: &Network, body: impl Into<Body>) -> Reply {
    network.post(&[JSON], body).await
}

#[tokio::test]
async fn a_query_is_answered_by_post_and_by_get() {
    let network = Network::start().await;

    let posted = post(&network, r#"{"query":"{ __typename }"}"#).await;
    let got = network.get("/graphql?query=%7B__typename%7D").await;

    assert_eq!(posted.status, StatusCode::OK);
    assert_eq!(posted.json(), &json!({ "data": { "__typename": "Query" } }));
    assert_eq!(got.text, posted.text);
}

#[tokio::test]
async fn weakness_6_the_status_tells_only_those_who_ask_for_the_newer_form() {
    let network = Network::start().await;

    for (accept, content_type, status) in [
        ("", "application/json; charset=utf-8", 200),
        ("*/*", "application/json; charset=utf-8", 200),
        ("application/json", "application/json; charset=utf-8", 200),
        (
            RESPONSE,
            "application/graphql-response+json; charset=utf-8",
            400,
        ),
    ] {
        for query in ["{", "{ noSuchField }", "query ($n: Int!) { __typename }"] {
            let body = json!({ "query": query }).to_string();
            let headers = [JSON, ("accept", accept)];
            let headers = if accept.is_empty() {
                &headers[..1]
            } else {
                &headers[..]
            };

            let reply = network.post(headers, body).await;

            assert_eq!(reply.status, status, "{accept} {query}");
            assert_eq!(reply.header("content-type"), content_type);
            assert_eq!(reply.code(), "BAD_USER_INPUT");
            assert!(!reply.has_data(), "{reply:?}");
        }
    }
}

#[tokio::test]
async fn what_is_no_graphql_request_is_refused_in_either_form() {
    let network = Network::start().await;

    for accept in ["application/json", RESPONSE] {
        for (body, message) in [
            ("", "The body of the request is not JSON: EOF while parsing"),
            (
                "{",
                "The body of the request is not JSON: EOF while parsing",
            ),
            ("7", "The body of the request is not a JSON object."),
            ("[]", "Requests cannot be sent in batches."),
            (
                r#"[{"query":"{ __typename }"}]"#,
                "Requests cannot be sent in batches.",
            ),
            ("{}", "\"query\" is missing."),
            (r#"{"query":7}"#, "\"query\" is not a string."),
            (
                r#"{"query":"{a}","variables":"b"}"#,
                "\"variables\" is not a JSON object.",
            ),
            (
                r#"{"query":"{a}","extensions":[]}"#,
                "\"extensions\" is not a JSON object.",
            ),
            (
                r#"{"query":"{a}","operationName":{}}"#,
                "\"operationName\" is not a string.",
            ),
        ] {
            let reply = network.post(&[JSON, ("accept", accept)], body).await;

            assert_eq!(reply.status, StatusCode::BAD_REQUEST, "{body}");
            assert_eq!(reply.code(), "BAD_USER_INPUT");
            assert!(reply.message().starts_with(message), "{reply:?}");
        }
    }
}

#[tokio::test]
async fn bytes_that_are_no_utf_8_are_refused() {
    let network = Network::start().await;

    let reply = post(
        &network,
        b"{\"query\":\"{ __typename } # \xff\"}".as_slice(),
    )
    .await;
    assert_eq!(reply.status, StatusCode::BAD_REQUEST);
    assert_eq!(reply.message(), "The body of the request is not UTF-8.");

    let reply = network.get("/graphql?query=%7B__typename%7D%23%ff").await;
    assert_eq!(reply.status, StatusCode::BAD_REQUEST);
    assert_eq!(reply.message(), "The query string is not UTF-8.");
}

#[tokio::test]
async fn keys_that_nobody_knows_and_empty_values_are_left_alone() {
    let network = Network::start().await;

    for body in [
        r#"{"query":"{ __typename }","id":"7","doc":null}"#,
        r#"{"query":"{ __typename }","operationName":null,"variables":null,"extensions":null}"#,
        r#"{"query":"{ __typename }","operationName":"","variables":{},"extensions":{"a":1}}"#,
    ] {
        assert_eq!(
            post(&network, body).await["data"]["__typename"],
            "Query",
            "{body}"
        );
    }
}

#[tokio::test]
async fn weakness_5_only_json_is_taken_and_a_get_never_writes() {
    let network = Network::start().await;
    let body = r#"{"query":"{ __typename }"}"#;

    for content_type in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/graphql",
        "application/json; charset=iso-8859-1",
        "application/jsonp",
        "",
    ] {
        let reply = network.post(&[("content-type", content_type)], body).await;

        assert_eq!(
            reply.status,
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "{content_type}"
        );
        assert_eq!(reply.code(), "BAD_USER_INPUT");
    }
    let without = network.post(&[], body).await;
    assert_eq!(without.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);

    for query in ["mutation%7B__typename%7D", "mutation%20M%7BnoSuchField%7D"] {
        let reply = network.get(&format!("/graphql?query={query}")).await;

        assert_eq!(reply.status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(reply.header("allow"), "POST");
        assert_eq!(reply.code(), "BAD_USER_INPUT");
    }
}

#[tokio::test]
async fn json_may_name_its_charset() {
    let network = Network::start().await;

    for content_type in [
        "application/json; charset=UTF-8",
        "Application/JSON;charset=\"utf-8\"",
    ] {
        let headers = [("content-type", content_type)];
        let reply = network
            .post(&headers, r#"{"query":"{ __typename }"}"#)
            .await;

        assert_eq!(reply.status, StatusCode::OK, "{content_type}");
    }
}

#[tokio::test]
async fn a_body_in_an_encoding_is_refused() {
    let network = Network::start().await;

    let reply = network
        .post(&[JSON, ("content-encoding", "gzip")], "x")
        .await;

    assert_eq!(reply.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
}

#[tokio::test]
async fn weakness_4_a_body_is_not_read_beyond_its_limit() {
    let network = Network::start().await;
    let sent = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&sent);
    let chunks = (0..64 * 1024).map(move |_| {
        counter.fetch_add(1024, Ordering::Relaxed);
        Ok::<_, std::io::Error>(Bytes::from_static(&[b' '; 1024]))
    });

    let reply = post(&network, Body::from_stream(stream::iter(chunks))).await;

    assert_eq!(reply.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(reply.code(), "QUERY_TOO_COMPLEX");
    assert_eq!(reply["errors"][0]["extensions"]["allowed"], 1024 * 1024);
    assert_eq!(reply.header("connection"), "close");
    assert_eq!(sent.load(Ordering::Relaxed), 1024 * 1024 + 1024);
}

#[tokio::test]
async fn a_body_that_is_announced_too_large_is_not_read_at_all() {
    let network = Network::start().await;
    let headers = [JSON, ("content-length", "1048577")];

    let reply = network
        .post(
            &headers,
            Body::from_stream(stream::pending::<Result<Bytes, std::io::Error>>()),
        )
        .await;

    assert_eq!(reply.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_body_of_the_greatest_size_is_taken() {
    let network = Network::start().await;
    let query = r#"{"query":"{ __typename }"}"#;
    let body = format!("{query}{}", " ".repeat(1024 * 1024 - query.len()));

    assert_eq!(post(&network, body).await.status, StatusCode::OK);
}

#[tokio::test]
async fn who_accepts_no_json_gets_none() {
    let network = Network::start().await;

    for accept in ["text/html", "application/xml", "application/json;q=0"] {
        let reply = network
            .post(&[JSON, ("accept", accept)], r#"{"query":"{ __typename }"}"#)
            .await;

        assert_eq!(reply.status, StatusCode::NOT_ACCEPTABLE, "{accept}");
        assert_eq!(reply.code(), "BAD_USER_INPUT");
    }
}

#[tokio::test]
async fn a_get_has_its_maps_as_json_text() {
    let network = Network::start().await;
    let query = "query=query(%24n:String!)%7B__type(name:%24n)%7Bname%7D%7D";

    let good = network
        .get(&format!(
            "/graphql?{query}&variables=%7B%22n%22:%22City%22%7D"
        ))
        .await;
    assert_eq!(good["data"]["__type"]["name"], "City");

    for (rest, message) in [
        ("variables=%7B", "\"variables\" is not JSON"),
        ("variables=7", "\"variables\" is not a JSON object."),
        ("extensions=%5B%5D", "\"extensions\" is not a JSON object."),
        ("query=%7Ba%7D", "\"query\" comes twice."),
    ] {
        let bad = network.get(&format!("/graphql?{query}&{rest}")).await;

        assert_eq!(bad.status, StatusCode::BAD_REQUEST, "{rest}");
        assert!(bad.message().starts_with(message), "{bad:?}");
    }
    assert_eq!(
        network.get("/graphql").await.message(),
        "\"query\" is missing."
    );
}

#[tokio::test]
async fn other_methods_are_told_which_ones_there_are() {
    let network = Network::start().await;
    let send = async |method: Method| {
        network
            .send(request(method, "/graphql", &[], Body::empty()))
            .await
    };

    for method in [Method::PUT, Method::DELETE, Method::PATCH] {
        let reply = send(method).await;
        assert_eq!(reply.status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(reply.header("allow"), "GET, HEAD, POST, OPTIONS");
    }
    let reply = send(Method::OPTIONS).await;
    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!(reply.header("access-control-allow-methods"), "GET,POST");
}

#[tokio::test]
async fn a_head_has_the_headers_of_a_get_and_no_body() {
    let network = Network::start().await;
    let path = "/graphql?query=%7B__typename%7D";

    let reply = network
        .send(request(Method::HEAD, path, &[], Body::empty()))
        .await;

    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!(
        reply.header("content-type"),
        "application/json; charset=utf-8"
    );
    assert_eq!(reply.text, "");
}
