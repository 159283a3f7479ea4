//! Tokens of our own issuer: for whom they speak, and what is refused.

use axum::http::StatusCode;
use learning_cities::domain::{Viewer, body::BodyKind, scope::Scope};
use serde_json::{Value, json};

use crate::support::{JSON, Network};

/// A question that needs no token.
const QUESTION: &str = "{ __typename }";

#[tokio::test]
async fn a_token_speaks_for_the_body_that_it_names() {
    let network = Network::start().await;
    let scopes = "programme:write audit:read";
    for (caller, name, kind) in [
        (
            network.city("kr-hanam", scopes),
            "city:kr-hanam",
            BodyKind::City,
        ),
        (
            network.alliance("gnlc", scopes),
            "alliance:gnlc",
            BodyKind::Alliance,
        ),
        (
            network.organisation("uil", scopes),
            "organisation:uil",
            BodyKind::Organisation,
        ),
    ] {
        let Viewer::Body(speaker) = caller.viewer().await else {
            panic!("{name} is nobody");
        };

        assert_eq!(speaker.name, name);
        assert_eq!(speaker.body.kind(), kind);
        assert_eq!(speaker.client, "trial");
        assert_eq!(speaker.issuer, "http://learning-cities.test");
        assert!(speaker.scopes.has(Scope::AuditRead));
        assert!(!speaker.scopes.has(Scope::CityWrite));
    }
}

#[tokio::test]
async fn with_and_without_a_token_the_public_part_is_the_same() {
    let network = Network::start().await;
    let question = r#"{ city(slug: "kr-hanam") { name } }"#;

    let hanam = network.city("kr-hanam", "programme:write");
    let theirs = hanam.ask(question).await;
    let visitors = network.visitor().ask(question).await;

    let (answer, statements) = hanam.statements(question).await;
    assert_eq!(network.statements(question).await, (answer, statements));
    assert_eq!(theirs["data"]["city"]["name"], "하남시");
    assert_eq!(theirs.json(), visitors.json());
}

#[tokio::test]
async fn a_token_counts_for_questions_in_the_url_too() {
    let network = Network::start().await;
    let token = network.token("city:kr-hanam", "");
    let path = "/graphql?query=%7B__typename%7D";
    let asked_with = async |authorization: String| {
        let headers = [("authorization", authorization.as_str())];
        network.get_with(&headers, path).await.status
    };

    assert_eq!(asked_with(format!("Bearer {token}")).await, StatusCode::OK);
    assert_eq!(
        asked_with(format!("Bearer {token}x")).await,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn a_token_in_the_url_is_refused() {
    let network = Network::start().await;
    let token = network.token("city:kr-hanam", "");

    let path = format!("/graphql?query=%7B__typename%7D&access_token={token}");
    let reply = network.get(&path).await;

    assert_eq!(reply.status, StatusCode::UNAUTHORIZED);
    assert_eq!(
        reply.message(),
        "A token in the URL is not taken; send it in the header Authorization."
    );
}

#[tokio::test]
async fn scopes_that_nobody_knows_mean_nothing() {
    let network = Network::start().await;
    let claims = network.claims(json!({ "scope": "programme:write tax:collect openid" }));
    let token = network
        .forge()
        .sign(&network.header(json!({})).await, &claims);

    let Viewer::Body(speaker) = network.holder_of(token).viewer().await else {
        panic!("nobody");
    };

    assert_eq!(speaker.scopes.to_string(), "programme:write");
}

#[tokio::test]
async fn a_token_is_good_to_the_second_and_clocks_may_differ_by_a_minute() {
    let network = Network::start().await;
    let now = network.app().now().timestamp();
    let is_good = async |changes: Value| {
        let header = network.header(json!({})).await;
        let token = network.forge().sign(&header, &network.claims(changes));
        network.holder_of(token).ask(QUESTION).await.status == StatusCode::OK
    };

    assert!(is_good(json!({})).await);
    assert!(is_good(json!({ "exp": now + 1 })).await);
    assert!(!is_good(json!({ "exp": now })).await);
    assert!(is_good(json!({ "iat": now + 60, "nbf": now + 60 })).await);
    assert!(!is_good(json!({ "iat": now + 61 })).await);
    assert!(!is_good(json!({ "nbf": now + 61 })).await);
    assert!(is_good(json!({ "exp": now + 3600 })).await);
    assert!(!is_good(json!({ "exp": now + 3601 })).await);
}

#[tokio::test]
async fn an_idempotency_key_is_one_visible_word() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "programme:write");
    let asked_with = async |key: &str| hanam.ask_with_key(QUESTION, json!({}), key).await;

    for good in ["a", "2f9e-17", &"k".repeat(255), "!~"] {
        assert_eq!(asked_with(good).await.status, StatusCode::OK, "{good}");
    }
    for bad in ["", "two words", &"k".repeat(256), "schlüssel"] {
        let reply = asked_with(bad).await;
        assert_eq!(reply.status, StatusCode::BAD_REQUEST, "{bad}");
        assert_eq!(reply.code(), "BAD_USER_INPUT");
        assert_eq!(
            reply.message(),
            "Send one Idempotency-Key of 1 to 255 visible ASCII characters."
        );
    }
    let twice = [JSON, ("idempotency-key", "a"), ("idempotency-key", "a")];
    let reply = network.post(&twice, r#"{"query":"{ __typename }"}"#).await;
    assert_eq!(reply.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn our_keys_are_published_and_may_be_kept_for_five_minutes() {
    let network = Network::start().await;

    let reply = network.get("/.well-known/jwks.json").await;

    assert_eq!(reply.header("content-type"), "application/json");
    assert_eq!(reply.header("cache-control"), "public, max-age=300");
    let key = &reply["keys"][0];
    assert_eq!(key["kty"], "OKP");
    assert_eq!(key["alg"], "EdDSA");
    assert_eq!(
        key["x"],
        crate::support::part(network.forge().public_key()).as_str()
    );
    assert_eq!(key.get("d"), None, "that would be the secret half");
}
