//! Tokens, names of requests, and the headers of every response.

use axum::{
    body::Body,
    http::{Method, StatusCode},
};

use crate::support::{JSON, Network, request};

#[tokio::test]
async fn weakness_10_a_bad_token_is_refused_where_none_is_needed() {
    let network = Network::start().await;
    let of_a_stranger = "eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl";
    let long = "x".repeat(9000);

    for (authorization, problem) in [
        ("Bearer", "The Authorization header has no token."),
        ("Bearer  ", "The Authorization header has no token."),
        (
            "Basic YTpi",
            "The Authorization header is not of the scheme Bearer.",
        ),
        ("Bearer hanam", "The token is not a JSON Web Token."),
        ("bearer a.b.c", "The token is not a JSON Web Token."),
        (&format!("Bearer {long}"), "The token is longer than 8 KiB."),
        (
            &format!("Bearer {of_a_stranger}"),
            "The token has no iss, or it is not a text.",
        ),
    ] {
        let headers = [JSON, ("authorization", authorization)];
        let posted = network
            .post(&headers, r#"{"query":"{ __typename }"}"#)
            .await;
        let got = network
            .get_with(&headers[1..], "/graphql?query=%7B__typename%7D")
            .await;

        for reply in [posted, got] {
            assert_eq!(reply.status, StatusCode::UNAUTHORIZED);
            assert_eq!(reply.code(), "UNAUTHENTICATED");
            assert_eq!(reply.message(), problem);
            let challenge =
                format!("Bearer error=\"invalid_token\", error_description=\"{problem}\"");
            assert_eq!(reply.header("www-authenticate"), challenge);
            assert!(!reply.text.contains(of_a_stranger));
        }
    }
}

#[tokio::test]
async fn two_tokens_are_as_bad_as_one() {
    let network = Network::start().await;
    let headers = [
        JSON,
        ("authorization", "Bearer a"),
        ("authorization", "Bearer b"),
    ];

    let reply = network
        .post(&headers, r#"{"query":"{ __typename }"}"#)
        .await;

    assert_eq!(reply.status, StatusCode::UNAUTHORIZED);
    assert_eq!(reply.message(), "There are two Authorization headers.");
}

#[tokio::test]
async fn each_request_has_a_name() {
    let network = Network::start().await;
    let named = async |name: &str| {
        let reply = network
            .get_with(&[("x-request-id", name)], "/healthz")
            .await;
        reply.header("x-request-id").to_owned()
    };

    assert_eq!(named("proxy-1.a_B").await, "proxy-1.a_B");
    for strange in ["", "a b", "a\tb", "a\"b", &"a".repeat(65), "ä"] {
        let made = named(strange).await;
        assert_eq!(made.len(), 32, "{strange}");
        assert!(made.bytes().all(|byte| byte.is_ascii_hexdigit()));
    }
    assert_ne!(named("").await, named("").await);
}

#[tokio::test]
async fn every_response_is_guarded_and_no_answer_is_kept() {
    let network = Network::start().await;

    for path in [
        "/graphql?query=%7B__typename%7D",
        "/graphql",
        "/healthz",
        "/nowhere",
    ] {
        let reply = network.get(path).await;

        assert_eq!(reply.header("cache-control"), "no-store", "{path}");
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
        assert_eq!(reply.header("referrer-policy"), "no-referrer");
        assert_eq!(reply.header("x-frame-options"), "DENY");
        assert!(
            reply
                .header("content-security-policy")
                .starts_with("default-src 'none'")
        );
    }
}

#[tokio::test]
async fn large_answers_are_compressed_for_those_who_can_read_it() {
    let network = Network::start().await;
    let path =
        "/graphql?query=%7B__schema%7Btypes%7Bname%20description%20fields%7Bname%7D%7D%7D%7D";
    let encoding = async |accepted: &str| {
        let reply = network
            .get_with(&[("accept-encoding", accepted)], path)
            .await;
        reply.header("content-encoding").to_owned()
    };

    assert_eq!(encoding("gzip").await, "gzip");
    // Clients ask for more than they can read: zstd is asked for by some that cannot.
    assert_eq!(encoding("gzip, deflate, br, zstd").await, "gzip");
    assert_eq!(encoding("zstd").await, "");
    assert_eq!(encoding("identity").await, "");
}

#[tokio::test]
async fn there_is_nothing_at_other_paths() {
    let network = Network::start().await;

    let reply = network.get("/wp-admin").await;

    assert_eq!(reply.status, StatusCode::NOT_FOUND);
    assert_eq!(
        reply.header("content-type"),
        "application/json; charset=utf-8"
    );
}

#[tokio::test]
async fn a_page_on_another_host_may_ask() {
    let network = Network::start().await;
    let from = ("origin", "https://learning.hanam.example");
    let first = request(
        Method::OPTIONS,
        "/graphql",
        &[
            from,
            ("access-control-request-method", "POST"),
            (
                "access-control-request-headers",
                "authorization,content-type",
            ),
        ],
        Body::empty(),
    );
    let may = network.send(first).await;
    assert_eq!(may.header("access-control-allow-origin"), "*");
    assert!(may.header("access-control-allow-methods").contains("POST"));
    assert!(
        may.header("access-control-allow-headers")
            .contains("authorization")
    );
    assert_eq!(may.header("access-control-allow-credentials"), "");

    let reply = network
        .post(&[JSON, from], r#"{"query":"{ __typename }"}"#)
        .await;
    assert_eq!(reply.header("access-control-allow-origin"), "*");
}
