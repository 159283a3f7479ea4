//! A key of a request belongs to a client, in the name of one body, with its scopes.

use axum::http::StatusCode;
use entity::first_answer;
use learning_cities::config::{SigningAlgorithm, TokenSettings};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use serde_json::{Value, json};

use crate::support::{Issuer, Network, Reply, Signer, complaints, this_morning};

const CREATE: &str = "mutation { programmeCreate(input: {
    title: [{ locale: \"ko\", text: \"같은 제목\" }], kind: COURSE
}) { programme { id city { slug } } userErrors { code field message } } }";

const WITH_HISTORY: &str = "mutation { programmeCreate(input: {
    title: [{ locale: \"ko\", text: \"같은 제목\" }], kind: COURSE
}) { programme { id history(first: 1) { nodes { actor } } } userErrors { code field } } }";

const ALL: &str = "programme:write programme:read audit:read";

/// A portal that speaks for several cities through one client of an outside issuer.
struct Portal {
    issuer: Issuer,
    signer: Signer,
    network: Network,
}

impl Portal {
    async fn start() -> Self {
        let (issuer, signer) = (Issuer::start().await, Signer::new(SigningAlgorithm::EdDsa));
        issuer.publish(&[signer.published("a")]);
        let settings = TokenSettings {
            issuers: vec![issuer.settings(SigningAlgorithm::EdDsa)],
            ..TokenSettings::at("http://learning-cities.test")
        };
        let network = Network::start().await.another_server_with(settings).await;
        Self {
            issuer,
            signer,
            network,
        }
    }

    async fn ask(&self, (body, scopes): (&str, &str), query: &str, key: &str) -> Reply {
        let header = json!({ "typ": "at+jwt", "alg": "EdDSA", "kid": "a" });
        let claims = self
            .issuer
            .claims(json!({ "body": body, "scope": scopes, "client_id": "portal" }));
        let token = self.signer.sign(&header, &claims);
        let caller = self.network.holder_of(token);
        caller.ask_with_key(query, json!({}), key).await
    }
}

fn payload(reply: &Reply) -> &Value {
    &reply["data"]["programmeCreate"]
}

#[tokio::test]
async fn a_portal_that_speaks_for_two_cities_has_its_keys_twice() {
    let portal = Portal::start().await;
    let hanam = portal.ask(("city:kr-hanam", ALL), CREATE, "1").await;
    let suwon = portal.ask(("city:kr-suwon", ALL), CREATE, "1").await;

    let (hanam, suwon) = (payload(&hanam), payload(&suwon));
    assert_eq!(hanam["programme"]["city"]["slug"], "kr-hanam", "{hanam}");
    assert_eq!(suwon["programme"]["city"]["slug"], "kr-suwon", "{suwon}");
    let again = portal.ask(("city:kr-suwon", ALL), CREATE, "1").await;
    assert_eq!(payload(&again), suwon);
}

#[tokio::test]
async fn an_answer_is_told_again_only_to_a_token_that_would_have_got_it() {
    let portal = Portal::start().await;
    let hanam = "city:kr-hanam";
    let first = portal.ask((hanam, ALL), WITH_HISTORY, "2").await;
    // What an operation has done is told in the history once it is kept.
    let history = &payload(&first)["programme"]["history"]["nodes"];
    assert!(history.is_array(), "{first:?}");
    let before = portal.network.last_entry().await;

    let narrow = portal
        .ask((hanam, "programme:write"), WITH_HISTORY, "2")
        .await;

    assert_eq!(
        complaints(payload(&narrow)),
        ["IDEMPOTENCY_KEY_REUSED "],
        "{narrow:?}"
    );
    assert!(!narrow.text.contains("history"), "{narrow:?}");
    assert_eq!(portal.network.last_entry().await, before);
    // The order in which an issuer writes scopes says nothing.
    let turned = "audit:read programme:read programme:write";
    let again = portal.ask((hanam, turned), WITH_HISTORY, "2").await;
    assert_eq!(first.json(), again.json());
}

#[tokio::test]
async fn a_key_of_the_version_before_is_not_used_twice() {
    let portal = Portal::start().await;
    let kept = first_answer::Model {
        issuer: portal.issuer.url.clone(),
        client: "portal".to_owned(),
        key: "3".to_owned(),
        request_hash: "0".repeat(64),
        answer: Some(r#"{"data":{"programmeCreate":{"programme":{"id":"secret"}}}}"#.to_owned()),
        at: this_morning(),
    };
    let db = portal.network.app().writer();
    kept.into_active_model().insert(db).await.unwrap();

    let retried = portal.ask(("city:kr-hanam", ALL), CREATE, "3").await;

    assert_eq!(complaints(payload(&retried)), ["IDEMPOTENCY_KEY_REUSED "]);
    let another = portal.ask(("city:kr-hanam", ALL), CREATE, "4").await;
    assert_eq!(another.status, StatusCode::OK);
    assert_eq!(complaints(payload(&another)), [""; 0]);
}

#[tokio::test]
async fn the_table_holds_no_key_as_it_was_sent() {
    let portal = Portal::start().await;
    let key = "the-request-of-Kim-of-the-course-office";
    portal.ask(("city:kr-hanam", ALL), CREATE, key).await;

    let rows = first_answer::Entity::find()
        .all(portal.network.app().reader())
        .await
        .unwrap();

    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].key.len(), 64);
    assert!(!format!("{rows:?}").contains(key));
}
