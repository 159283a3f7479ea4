//! Tokens that somebody has tampered with, each with the answer that it gets.
//!
//! After RFC 8725, RFC 9068 and what is known of mistakes in other servers. Every
//! one differs in one respect from a token that is good.

use axum::http::StatusCode;
use learning_cities::config::SigningAlgorithm;
use serde_json::{Value, json};

use crate::support::{Forge, JSON, Network, Server, Signer, part};

const STRANGE_KEY: &str = "The token is signed by a key that this server does not know.";
const NO_TOKEN: &str = "The token is not a JSON Web Token.";
const SIGNATURE: &str = "The signature of the token is wrong.";
const ALGORITHM: &str = "The token must be signed with EdDSA.";

/// Headers that differ from a good one in this are refused in these words.
async fn are_refused(network: &Network, said: &str, headers: impl IntoIterator<Item = Value>) {
    for changes in headers {
        let attack = changes.to_string();
        let header = network.header(changes).await;
        let token = network.forge().sign(&header, &network.claims(json!({})));
        network.refuses([(attack.as_str(), token, said)]).await;
    }
}

#[tokio::test]
async fn a_header_decides_nothing() {
    let network = Network::start().await;
    let algorithms = [
        json!({ "alg": "none" }),
        json!({ "alg": "NonE" }),
        json!({ "alg": "HS256" }),
        json!({ "alg": "ES256" }),
        json!({ "alg": "RS256" }),
        json!({ "alg": "eddsa" }),
        json!({ "alg": null }),
        json!({ "alg": ["EdDSA"] }),
    ];
    are_refused(&network, ALGORITHM, algorithms).await;

    let types = [
        json!({ "typ": "JWT" }),
        json!({ "typ": "id+jwt" }),
        json!({ "typ": null }),
        json!({ "typ": ["at+jwt"] }),
    ];
    are_refused(&network, "The typ of the token must be at+jwt.", types).await;

    let said = "The token has critical extensions (crit), and this server knows none.";
    let extensions = [
        json!({ "crit": ["exp"] }),
        json!({ "crit": ["b64"], "b64": false }),
        json!({ "crit": [] }),
        json!({ "crit": "none" }),
    ];
    are_refused(&network, said, extensions).await;
}

#[tokio::test]
async fn the_name_of_a_key_is_only_looked_up() {
    let network = Network::start().await;
    let names = [
        json!({ "kid": null }),
        json!({ "kid": "" }),
        json!({ "kid": "../../../dev/null" }),
        json!({ "kid": "' OR 1=1 --" }),
        json!({ "kid": "x|/bin/true" }),
        json!({ "kid": 0 }),
        json!({ "kid": "k".repeat(4000) }),
    ];
    are_refused(&network, STRANGE_KEY, names).await;
}

#[tokio::test]
async fn a_key_of_somebody_else_opens_nothing() {
    let network = Network::start().await;
    let (header, claims) = (network.header(json!({})).await, network.claims(json!({})));
    let stranger = Forge::new();
    let strangers_key = Signer::Ed(stranger.clone()).published("mine");
    let with = async |changes: Value| stranger.sign(&network.header(changes).await, &claims);
    let es256 = Signer::new(SigningAlgorithm::Es256).sign(&header, &claims);

    network
        .refuses([
            (
                "another key under our kid",
                stranger.sign(&header, &claims),
                SIGNATURE,
            ),
            ("a P-256 signature under our kid", es256, SIGNATURE),
            (
                "jwk",
                with(json!({ "jwk": strangers_key, "kid": "mine" })).await,
                STRANGE_KEY,
            ),
            (
                "jwk, our kid",
                with(json!({ "jwk": strangers_key })).await,
                SIGNATURE,
            ),
            (
                "jku",
                with(json!({ "jku": "http://127.0.0.1:9/keys" })).await,
                SIGNATURE,
            ),
            (
                "x5u",
                with(json!({ "x5u": "http://127.0.0.1:9/cert" })).await,
                SIGNATURE,
            ),
            ("x5c", with(json!({ "x5c": ["MIIB"] })).await, SIGNATURE),
        ])
        .await;
}

#[tokio::test]
async fn the_public_key_is_no_secret() {
    let network = Network::start().await;
    let claims = network.claims(json!({}));
    let public = network.forge().public_key();
    let encoded = part(public);
    let pem = format!("-----BEGIN PUBLIC KEY-----\n{encoded}\n-----END PUBLIC KEY-----\n");
    let kid = network.header(json!({})).await["kid"]
        .as_str()
        .unwrap()
        .to_owned();
    let sign = |secret: &[u8]| {
        let header = jsonwebtoken::Header {
            typ: Some("at+jwt".to_owned()),
            kid: Some(kid.clone()),
            ..jsonwebtoken::Header::default()
        };
        let key = jsonwebtoken::EncodingKey::from_secret(secret);
        jsonwebtoken::encode(&header, &claims, &key).unwrap()
    };

    network
        .refuses([
            ("HS256 with the bytes of the key", sign(public), ALGORITHM),
            (
                "HS256 with the key as published",
                sign(encoded.as_bytes()),
                ALGORITHM,
            ),
            ("HS256 with the key as PEM", sign(pem.as_bytes()), ALGORITHM),
            ("HS256 with nothing", sign(b""), ALGORITHM),
        ])
        .await;
}

#[tokio::test]
async fn what_is_signed_is_what_counts() {
    let network = Network::start().await;
    let (header, claims) = (network.header(json!({})).await, network.claims(json!({})));
    let good = network.forge().sign(&header, &claims);
    let parts: Vec<&str> = good.split('.').collect();
    let others = part(
        network
            .claims(json!({ "body": "city:kr-suwon" }))
            .to_string(),
    );
    let (head, body, signature) = (parts[0], parts[1], parts[2]);
    let zeros = "A".repeat(86);
    let half = &good[..good.len() - 43];
    let encrypted = format!("{}.a.b.c.d", part(r#"{"alg":"dir","enc":"A256GCM"}"#));
    let no_encryption = "The token is encrypted; this server takes signed ones.";

    network
        .refuses([
            (
                "other claims",
                format!("{head}.{others}.{signature}"),
                SIGNATURE,
            ),
            ("no signature", format!("{head}.{body}."), SIGNATURE),
            ("half a signature", half.to_owned(), SIGNATURE),
            ("a longer signature", format!("{good}AAAA"), SIGNATURE),
            (
                "a signature of zeros",
                format!("{head}.{body}.{zeros}"),
                SIGNATURE,
            ),
            ("two parts", format!("{head}.{body}"), NO_TOKEN),
            ("four parts", format!("{good}.{signature}"), NO_TOKEN),
            ("padding", format!("{head}=.{body}.{signature}"), NO_TOKEN),
            (
                "another alphabet",
                format!("{head}.{body}/+.{signature}"),
                NO_TOKEN,
            ),
            ("an encrypted token", encrypted, no_encryption),
            (
                "more than 8 KiB",
                "x".repeat(8193),
                "The token is longer than 8 KiB.",
            ),
        ])
        .await;
}

#[tokio::test]
async fn what_two_programs_could_read_differently_is_not_read() {
    let network = Network::start().await;
    let header = network.header(json!({})).await.to_string();
    let claims = network.claims(json!({})).to_string();
    let good = network.forge().sign_text(&header, &claims);
    let claim_twice = format!("{{\"body\":\"city:kr-suwon\",{}", &claims[1..]);
    let alg_twice = format!("{{\"alg\":\"none\",{}", &header[1..]);
    let sign = |header: &str, claims: &str| network.forge().sign_text(header, claims);

    network
        .refuses([
            ("a claim twice", sign(&header, &claim_twice), NO_TOKEN),
            ("alg twice", sign(&alg_twice, &claims), NO_TOKEN),
            (
                "a token in a token",
                sign(&header, &format!("\"{good}\"")),
                NO_TOKEN,
            ),
            ("claims are a list", sign(&header, "[]"), NO_TOKEN),
            ("claims are nothing", sign(&header, ""), NO_TOKEN),
            (
                "more than claims",
                sign(&header, &format!("{claims}{claims}")),
                NO_TOKEN,
            ),
            ("deep claims", sign(&header, &"[".repeat(3000)), NO_TOKEN),
        ])
        .await;
}

#[tokio::test]
async fn two_headers_are_refused_even_when_both_are_good() {
    let network = Network::start().await;
    let token = format!(
        "Bearer {}",
        network.token("city:kr-hanam", "programme:write")
    );
    let header = ("authorization", token.as_str());

    let reply = network
        .post(&[JSON, header, header], r#"{"query":"{ __typename }"}"#)
        .await;

    assert_eq!(reply.status, StatusCode::UNAUTHORIZED);
    assert_eq!(reply.message(), "There are two Authorization headers.");
}

#[test]
fn a_token_of_a_megabyte_is_refused_by_the_server_itself() {
    use std::io::{Read, Write};
    let server = Server::start(&[]);
    let answer = |length: usize| {
        let mut stream = server.connect();
        let token = "x".repeat(length);
        let path = "/graphql?query=%7B__typename%7D";
        let head = format!(
            "GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {token}\r\n\r\n"
        );
        // The server may close while we are still sending.
        drop(stream.write_all(head.as_bytes()));
        let mut bytes = Vec::new();
        drop(stream.read_to_end(&mut bytes));
        String::from_utf8_lossy(&bytes).into_owned()
    };

    let long = answer(9_000);
    assert!(long.starts_with("HTTP/1.1 401 "), "{long}");
    assert!(long.contains("The token is longer than 8 KiB."), "{long}");
    let huge = answer(1024 * 1024);
    assert!(huge.starts_with("HTTP/1.1 431 "), "{huge}");
}
