//! Tokens of outside issuers: whose are taken, and what they may say.

use std::time::Duration;

use axum::http::StatusCode;
use futures_util::future::join_all;
use learning_cities::{
    config::{IssuerSettings, SigningAlgorithm, TokenSettings},
    domain::Viewer,
};
use serde_json::{Value, json};
use tokio::time::sleep;

use crate::support::{Issuer, Network, Reply, Signer};

const ALL: [SigningAlgorithm; 4] = [
    SigningAlgorithm::EdDsa,
    SigningAlgorithm::Es256,
    SigningAlgorithm::Rs256,
    SigningAlgorithm::Ps256,
];

/// A server of the network that takes the tokens of these issuers too.
async fn server(network: &Network, issuers: Vec<IssuerSettings>) -> Network {
    let settings = TokenSettings {
        issuers,
        ..TokenSettings::at("http://learning-cities.test")
    };
    network.another_server_with(settings).await
}

/// An issuer with one key, `a`, and a server that takes its tokens.
async fn scene(change: impl FnOnce(&mut IssuerSettings)) -> (Issuer, Signer, Network) {
    let (issuer, signer) = (Issuer::start().await, Signer::new(SigningAlgorithm::EdDsa));
    issuer.publish(&[signer.published("a")]);
    let mut settings = issuer.settings(SigningAlgorithm::EdDsa);
    change(&mut settings);
    let network = server(&Network::start().await, vec![settings]).await;
    (issuer, signer, network)
}

fn header(algorithm: SigningAlgorithm, key: &str) -> Value {
    json!({ "typ": "at+jwt", "alg": algorithm.as_str(), "kid": key })
}

fn eddsa(key: &str) -> Value {
    header(SigningAlgorithm::EdDsa, key)
}

async fn ask(network: &Network, token: &str) -> Reply {
    network.holder_of(token).ask("{ __typename }").await
}

#[tokio::test]
async fn whoever_is_configured_is_found_by_discovery_and_believed() {
    let network = Network::start().await;
    for algorithm in ALL {
        let (issuer, signer) = (Issuer::start().await, Signer::new(algorithm));
        issuer.publish(&[signer.published("a")]);
        let network = server(&network, vec![issuer.settings(algorithm)]).await;
        let token = signer.sign(&header(algorithm, "a"), &issuer.claims(json!({})));

        let Viewer::Body(speaker) = network.holder_of(token).viewer().await else {
            panic!("{algorithm:?} is nobody");
        };

        assert_eq!(speaker.name, "city:kr-hanam");
        assert_eq!(speaker.client, "hanam-sync");
        assert_eq!(speaker.issuer, issuer.url);
        assert_eq!(speaker.scopes.to_string(), "programme:write");
    }
}

#[tokio::test]
async fn an_algorithm_that_was_not_agreed_on_is_refused() {
    let network = Network::start().await;
    for (pinned, sent) in ALL.into_iter().zip(ALL.into_iter().cycle().skip(1)) {
        let (issuer, signer) = (Issuer::start().await, Signer::new(sent));
        issuer.publish(&[signer.published("a")]);
        let network = server(&network, vec![issuer.settings(pinned)]).await;

        let token = signer.sign(&header(sent, "a"), &issuer.claims(json!({})));
        let lying = signer.sign(&header(pinned, "a"), &issuer.claims(json!({})));

        let wanted = format!("The token must be signed with {}.", pinned.as_str());
        assert_eq!(ask(&network, &token).await.message(), wanted);
        assert_eq!(
            ask(&network, &lying).await.message(),
            "The token is signed by a key that this server does not know."
        );
    }
}

#[tokio::test]
async fn a_shared_secret_counts_only_where_it_was_agreed_on() {
    let secret = "0123456789abcdef0123456789abcdef";
    let network = Network::start().await;
    let with_secret = IssuerSettings {
        secret: Some(secret.to_owned()),
        ..IssuerSettings::new("urn:hanam", SigningAlgorithm::Hs256)
    };
    let (issuer, signer) = (Issuer::start().await, Signer::new(SigningAlgorithm::Rs256));
    issuer.publish(&[signer.published("a")]);
    let with_keys = issuer.settings(SigningAlgorithm::Rs256);
    let network = server(&network, vec![with_secret, with_keys]).await;
    let sign = |claims: Value, secret: &[u8]| {
        let header = jsonwebtoken::Header {
            typ: Some("at+jwt".to_owned()),
            kid: Some("a".to_owned()),
            ..jsonwebtoken::Header::default()
        };
        jsonwebtoken::encode(
            &header,
            &claims,
            &jsonwebtoken::EncodingKey::from_secret(secret),
        )
        .unwrap()
    };

    let shared = issuer.claims(json!({ "iss": "urn:hanam" }));
    assert_eq!(
        ask(&network, &sign(shared.clone(), secret.as_bytes()))
            .await
            .status,
        200
    );
    assert_eq!(
        ask(&network, &sign(shared, b"something else"))
            .await
            .message(),
        "The signature of the token is wrong."
    );
    let modulus = signer.published("a")["n"].as_str().unwrap().to_owned();
    assert_eq!(
        ask(
            &network,
            &sign(issuer.claims(json!({})), modulus.as_bytes())
        )
        .await
        .message(),
        "The token must be signed with RS256."
    );
}

#[tokio::test]
async fn an_unknown_key_is_looked_for_once_and_then_not_for_half_a_minute() {
    let (issuer, signer, network) = scene(|_| ()).await;
    let known = signer.sign(&eddsa("a"), &issuer.claims(json!({})));
    let unknown = signer.sign(&eddsa("b"), &issuer.claims(json!({})));

    assert_eq!(issuer.fetched(), 0, "nobody has asked yet");
    let replies = join_all((0..20).map(|_| ask(&network, &known))).await;
    assert!(replies.iter().all(|reply| reply.status == StatusCode::OK));
    assert_eq!(issuer.fetched(), 1, "one asks, the others wait");

    for _ in 0..20 {
        let reply = ask(&network, &unknown).await;
        assert_eq!(
            reply.message(),
            "The token is signed by a key that this server does not know."
        );
    }
    assert_eq!(issuer.fetched(), 1, "half a minute has not passed");
    assert_eq!(ask(&network, &known).await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_issuer_may_change_its_keys() {
    let (issuer, old, network) = scene(|settings| settings.refetch_seconds = 1).await;
    let of_the_old = old.sign(&eddsa("a"), &issuer.claims(json!({})));
    assert_eq!(ask(&network, &of_the_old).await.status, StatusCode::OK);
    let new = Signer::new(SigningAlgorithm::EdDsa);
    let of_the_new = new.sign(&eddsa("b"), &issuer.claims(json!({})));

    issuer.publish(&[new.published("b")]);
    sleep(Duration::from_millis(1100)).await;

    assert_eq!(ask(&network, &of_the_new).await.status, StatusCode::OK);
    assert_eq!(issuer.fetched(), 2);
    assert_eq!(
        ask(&network, &of_the_old).await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn known_keys_go_on_while_the_issuer_is_away() {
    let (issuer, signer, network) = scene(|settings| settings.refetch_seconds = 1).await;
    let known = signer.sign(&eddsa("a"), &issuer.claims(json!({})));
    let unknown = signer.sign(&eddsa("b"), &issuer.claims(json!({})));

    issuer.set_away(true);
    let reply = ask(&network, &known).await;
    assert_eq!(reply.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(reply.header("retry-after"), "30");
    assert_eq!(
        reply.message(),
        "The keys of the token's issuer cannot be fetched at the moment."
    );

    issuer.set_away(false);
    sleep(Duration::from_millis(1100)).await;
    assert_eq!(ask(&network, &known).await.status, StatusCode::OK);

    issuer.set_away(true);
    sleep(Duration::from_millis(1100)).await;
    assert_eq!(
        ask(&network, &unknown).await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(ask(&network, &known).await.status, StatusCode::OK);
}

#[tokio::test]
async fn words_of_the_issuer_are_translated() {
    let (issuer, signer, network) = scene(|settings| {
        settings.scope_claim = "realm_access.roles".to_owned();
        settings.client_claim = "azp".to_owned();
        settings.body_claim = "https://uil.example/body".to_owned();
        settings.types = vec!["JWT".to_owned()];
        let scopes = "programme:write space:write".to_owned();
        settings.scopes = [("course-editor".to_owned(), scopes)].into();
    })
    .await;
    let claims = issuer.claims(json!({
        "realm_access": { "roles": ["course-editor", "client:manage", 7] },
        "azp": "keycloak-client",
        "client_id": null,
        "body": null,
        "https://uil.example/body": "alliance:gnlc",
    }));
    let token = signer.sign(
        &json!({ "typ": "JWT", "alg": "EdDSA", "kid": "a" }),
        &claims,
    );

    let Viewer::Body(speaker) = network.holder_of(token).viewer().await else {
        panic!("nobody");
    };

    assert_eq!(speaker.name, "alliance:gnlc");
    assert_eq!(speaker.client, "keycloak-client");
    assert_eq!(speaker.scopes.to_string(), "space:write programme:write");
}

#[tokio::test]
async fn an_issuer_speaks_only_for_its_own_bodies() {
    let (issuer, signer, network) = scene(|settings| {
        settings.bodies = vec!["city:kr-hanam".to_owned(), "alliance:kallc".to_owned()];
    })
    .await;
    let speaks_for = async |body: &str| {
        let token = signer.sign(&eddsa("a"), &issuer.claims(json!({ "body": body })));
        let reply = ask(&network, &token).await;
        (reply.status == StatusCode::OK)
            .then_some(())
            .ok_or_else(|| reply.message().to_owned())
    };

    assert_eq!(speaks_for("city:kr-hanam").await, Ok(()));
    assert_eq!(speaks_for("alliance:kallc").await, Ok(()));
    let others = "The issuer of the token may not speak for this body.";
    assert_eq!(speaks_for("city:kr-suwon").await, Err(others.to_owned()));
    let none = "The body of the token is not written as city:SLUG, alliance:SLUG or \
        organisation:SLUG.";
    assert_eq!(speaks_for("*").await, Err(none.to_owned()));
}

#[tokio::test]
async fn what_an_outside_token_lacks_is_named() {
    let (issuer, signer, network) = scene(|settings| settings.longest_seconds = 600).await;
    let now = network.app().now().timestamp();
    for (changes, said) in [
        (
            json!({ "aud": "account" }),
            "The aud of the token must name http://learning-cities.test.",
        ),
        (
            json!({ "sub": null }),
            "The token has no sub, or it is not a text.",
        ),
        (
            json!({ "client_id": null }),
            "The token has no client_id, or it is not a text.",
        ),
        (
            json!({ "body": ["city:kr-hanam"] }),
            "The token has no body, or it is not a text.",
        ),
        (
            json!({ "exp": now + 601 }),
            "The token is valid for longer than this server allows.",
        ),
        (
            json!({ "iat": null }),
            "The token has no iat, or it is not a number of seconds.",
        ),
        (
            json!({ "body": "city:kr-nowhere" }),
            "The token speaks for a body that is not in this network.",
        ),
    ] {
        let token = signer.sign(&eddsa("a"), &issuer.claims(changes));
        let reply = ask(&network, &token).await;
        assert_eq!(reply.status, StatusCode::UNAUTHORIZED);
        assert_eq!(reply.message(), said);
    }
}

#[tokio::test]
async fn keys_are_taken_only_from_where_they_belong() {
    let stranger = Issuer::start().await;
    let theirs = Signer::new(SigningAlgorithm::EdDsa);
    stranger.publish(&[theirs.published("a")]);
    let away = StatusCode::SERVICE_UNAVAILABLE;
    let long = "x".repeat(65 * 1024);

    for (metadata, keys) in [
        (
            json!({ "issuer": stranger.url, "jwks_uri": format!("{}/keys", stranger.url) }),
            None,
        ),
        (json!({ "issuer": "ISSUER" }), None),
        (
            json!({ "issuer": "ISSUER", "jwks_uri": "http://keys.example/" }),
            None,
        ),
        (
            json!({ "issuer": "ISSUER", "jwks_uri": "file:///etc/passwd" }),
            None,
        ),
        (
            json!({ "issuer": "ISSUER", "jwks_uri": "ISSUER/moved" }),
            None,
        ),
        (
            json!({ "issuer": "ISSUER", "jwks_uri": "ISSUER/keys" }),
            Some(json!([long])),
        ),
        (
            json!({ "issuer": "ISSUER", "jwks_uri": "ISSUER/nowhere" }),
            None,
        ),
    ] {
        let (issuer, signer, network) = scene(|_| ()).await;
        let text = metadata.to_string().replace("ISSUER", &issuer.url);
        issuer.describe(serde_json::from_str(&text).unwrap());
        if let Some(Value::Array(keys)) = keys {
            issuer.publish(&keys);
        }
        let token = signer.sign(&eddsa("a"), &issuer.claims(json!({})));
        assert_eq!(ask(&network, &token).await.status, away, "{text}");
    }
    assert_eq!(stranger.fetched(), 0);
}

#[tokio::test]
async fn a_key_that_the_token_brings_along_is_not_looked_at() {
    let (issuer, _, network) = scene(|_| ()).await;
    let (stranger, theirs) = (Issuer::start().await, Signer::new(SigningAlgorithm::EdDsa));
    stranger.publish(&[theirs.published("z")]);
    for (member, value) in [
        ("jku", json!(format!("{}/keys", stranger.url))),
        ("x5u", json!(format!("{}/keys", stranger.url))),
        ("jwk", theirs.published("z")),
        ("x5c", json!(["MIIB"])),
    ] {
        let mut header = eddsa("z");
        header[member] = value;
        let reply = ask(&network, &theirs.sign(&header, &issuer.claims(json!({})))).await;
        assert_eq!(
            reply.message(),
            "The token is signed by a key that this server does not know.",
            "{member}"
        );
    }
    assert_eq!(stranger.fetched(), 0);
}
