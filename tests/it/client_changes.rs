//! A body's administrator keeps the body's own clients.

use futures_util::future::join_all;
use learning_cities::limits::Limits;
use serde_json::{Value, json};

use crate::support::{Caller, Network, Reply, complaints};

const CREATE: &str = "mutation ($scopes: [String!]!) {
    clientCreate(input: { label: \"Course system\", scopes: $scopes }) {
        client { id label scopes version }
        secret
        userErrors { code field message }
    }
}";

const ROTATE: &str = "mutation ($id: ID!) {
    clientRotate(input: { id: $id }) { client { id version } secret userErrors { code field } }
}";

const REVOKE: &str = "mutation ($id: ID!) {
    clientRevoke(input: { id: $id }) { client { id revokedAt } userErrors { code field } }
}";

fn payload(answer: &Reply, mutation: &str) -> Value {
    let payload = answer["data"][mutation].clone();
    assert!(payload.is_object(), "{answer:?}");
    payload
}

async fn create(administrator: &Caller<'_>) -> Value {
    let scopes = json!({ "scopes": ["programme:write"] });
    payload(
        &administrator.ask_with(CREATE, scopes).await,
        "clientCreate",
    )
}

#[tokio::test]
async fn a_city_makes_a_client_and_sees_its_secret_once() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "client:manage programme:write audit:read");

    let made = create(&hanam).await;
    let listed = hanam
        .ask("{ viewer { clients { id label history { nodes { changes { field after } } } } } }")
        .await;

    let secret = made["secret"].as_str().unwrap();
    assert!(secret.len() >= 43, "256 bits: {secret}");
    assert_eq!(made["client"]["scopes"], json!(["programme:write"]));
    let client = &listed["data"]["viewer"]["clients"][0];
    assert_eq!(client["id"], made["client"]["id"], "{listed:?}");
    assert_eq!(client["history"]["nodes"].as_array().unwrap().len(), 1);
    assert!(!listed.text.contains(secret) && !listed.text.contains("hash"));
}

#[tokio::test]
async fn a_repeated_request_makes_no_second_client_and_shows_no_secret() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "client:manage programme:write");
    let scopes = json!({ "scopes": ["programme:write"] });

    let first = hanam.ask_with_key(CREATE, scopes.clone(), "first").await;
    let again = hanam.ask_with_key(CREATE, scopes, "first").await;

    let (first, again) = (
        payload(&first, "clientCreate"),
        payload(&again, "clientCreate"),
    );
    assert_eq!(again["client"], first["client"]);
    assert!(first["secret"].is_string());
    assert_eq!(again["secret"], Value::Null);
}

#[tokio::test]
async fn nobody_hands_out_what_they_do_not_hold() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "client:manage programme:write");
    let scopes = json!({ "scopes": ["programme:write", "city:write"] });

    let made = payload(&hanam.ask_with(CREATE, scopes).await, "clientCreate");

    assert_eq!(made["client"], Value::Null);
    assert_eq!(made["userErrors"][0]["code"], "SCOPE_NOT_HELD");
    assert_eq!(made["userErrors"][0]["field"], json!(["scopes"]));
}

#[tokio::test]
async fn an_unknown_scope_is_named_at_its_place() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "client:manage programme:write");
    let scopes = json!({ "scopes": ["programme:write", "world:rule"] });

    let made = payload(&hanam.ask_with(CREATE, scopes).await, "clientCreate");

    assert_eq!(made["userErrors"][0]["code"], "UNKNOWN_CODE");
    assert_eq!(made["userErrors"][0]["field"], json!(["scopes", "1"]));
}

#[tokio::test]
async fn a_rotated_client_has_a_new_secret_and_a_revoked_one_none() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "client:manage programme:write");
    let made = create(&hanam).await;
    let id = json!({ "id": made["client"]["id"] });

    let rotated = payload(&hanam.ask_with(ROTATE, id.clone()).await, "clientRotate");
    let revoked = payload(&hanam.ask_with(REVOKE, id.clone()).await, "clientRevoke");
    let late = payload(&hanam.ask_with(ROTATE, id).await, "clientRotate");

    assert_eq!(rotated["client"]["version"], 2);
    assert_ne!(rotated["secret"], made["secret"]);
    assert!(revoked["client"]["revokedAt"].is_string());
    assert_eq!(late["userErrors"][0]["code"], "CONFLICT");
}

#[tokio::test]
async fn another_citys_client_is_not_there() {
    let network = Network::start().await;
    let made = create(&network.city("kr-hanam", "client:manage programme:write")).await;
    let id = json!({ "id": made["client"]["id"] });
    let eunpyeong = network.city("kr-eunpyeong", "client:manage");

    for (mutation, name) in [(ROTATE, "clientRotate"), (REVOKE, "clientRevoke")] {
        let refused = payload(&eunpyeong.ask_with(mutation, id.clone()).await, name);
        assert_eq!(refused["client"], Value::Null);
        assert_eq!(
            refused["userErrors"],
            json!([{ "code": "NOT_FOUND", "field": ["id"] }])
        );
    }
    let listed = eunpyeong.ask("{ viewer { clients { id } } }").await;
    assert_eq!(listed["data"]["viewer"]["clients"], json!([]));
}

#[tokio::test]
async fn a_body_has_no_more_clients_than_the_limit_says() {
    let limits = Limits {
        clients: 3,
        ..Limits::default()
    };
    let network = Network::with_limits(limits).await;
    let hanam = network.city("kr-hanam", "client:manage programme:write");
    let told = network.ask("{ serviceLimits { name value } }").await;
    let limits = told["data"]["serviceLimits"].as_array().unwrap();
    assert!(
        limits.contains(&json!({ "name": "clients", "value": 3 })),
        "{told:?}"
    );
    let mut made = Vec::new();
    for _ in 0..3 {
        let payload = create(&hanam).await;
        assert_eq!(complaints(&payload), [""; 0]);
        made.push(payload["client"]["id"].clone());
    }

    assert_eq!(complaints(&create(&hanam).await), ["TOO_MANY "]);

    let suwon = network.city("kr-suwon", "client:manage programme:write");
    assert_eq!(complaints(&create(&suwon).await), [""; 0]);
    let ended = hanam.ask_with(REVOKE, json!({ "id": made[0] })).await;
    assert_eq!(complaints(&payload(&ended, "clientRevoke")), [""; 0]);
    assert_eq!(complaints(&create(&hanam).await), [""; 0]);
}

#[tokio::test]
async fn clients_that_are_made_at_once_keep_to_the_limit() {
    let limits = Limits {
        clients: 3,
        ..Limits::default()
    };
    let network = Network::with_limits(limits).await;
    let hanam = network.city("kr-hanam", "client:manage programme:write");

    let made = join_all((0..8).map(|_| create(&hanam))).await;

    let good = made
        .iter()
        .filter(|payload| payload["client"]["id"].is_string());
    assert_eq!(good.count(), 3, "{made:?}");
}
