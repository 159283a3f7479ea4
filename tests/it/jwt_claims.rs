//! Tokens that are well signed and claim what they must not, or too little.

use serde_json::{Value, json};

use crate::support::Network;

/// Claims that differ from good ones in this are refused in these words.
async fn are_refused(network: &Network, said: &str, claims: impl IntoIterator<Item = Value>) {
    let header = network.header(json!({})).await;
    for changes in claims {
        let attack = changes.to_string();
        let token = network.forge().sign(&header, &network.claims(changes));
        network.refuses([(attack.as_str(), token, said)]).await;
    }
}

#[tokio::test]
async fn a_token_comes_from_us() {
    let network = Network::start().await;
    let us = "http://learning-cities.test";

    let said = "The token has no iss, or it is not a text.";
    let claims = [json!({ "iss": null }), json!({ "iss": [us] })];
    are_refused(&network, said, claims).await;

    for (issuer, told) in [
        ("http://evil.test", "http://evil.test"),
        (
            "http://learning-cities.test/",
            "http://learning-cities.test/",
        ),
        ("HTTP://LEARNING-CITIES.TEST", "HTTP://LEARNING-CITIES.TEST"),
        ("a \"quote\"\r\nx: y", "aquotex:y"),
        ("", ""),
    ] {
        let said = format!(
            "The token was issued by {told}, and this server takes those of {us} and of the \
             issuers in its settings."
        );
        are_refused(&network, &said, [json!({ "iss": issuer })]).await;
    }
}

#[tokio::test]
async fn a_token_is_meant_for_us() {
    let network = Network::start().await;
    let us = "http://learning-cities.test";

    let said = "The aud of the token must name http://learning-cities.test.";
    let claims = [
        json!({ "aud": null }),
        json!({ "aud": "http://evil.test" }),
        json!({ "aud": ["http://evil.test"] }),
        json!({ "aud": [us, 1] }),
        json!({ "aud": [] }),
        json!({ "aud": { "0": us } }),
        json!({ "aud": format!("{us}.evil") }),
        json!({ "aud": "*" }),
    ];
    are_refused(&network, said, claims).await;
}

#[tokio::test]
async fn a_client_has_a_name_that_can_be_written_down() {
    let network = Network::start().await;
    let said = "The client_id of the token is longer than 255 bytes, or has control characters.";
    let claims = ["a".repeat(256), "a\0".to_owned(), "a\nb".to_owned()];
    are_refused(
        &network,
        said,
        claims.map(|name| json!({ "client_id": name })),
    )
    .await;
}

#[tokio::test]
async fn a_token_is_for_now() {
    let network = Network::start().await;
    let now = network.app().now().timestamp();

    let expired = json!({ "exp": now - 1, "iat": now - 900 });
    are_refused(&network, "The token has expired.", [expired]).await;

    let said = "The token is valid for longer than this server allows.";
    let claims = [
        json!({ "exp": now + 315_360_000 }),
        json!({ "exp": (now + 600) * 1000 }),
        json!({ "exp": 1e300 }),
        json!({ "iat": 0 }),
        json!({ "iat": -1e300 }),
    ];
    are_refused(&network, said, claims).await;

    let said = "The token was issued in the future (iat).";
    let future = json!({ "iat": now + 3600, "exp": now + 4000, "nbf": now });
    are_refused(&network, said, [future]).await;

    let said = "The token is not valid yet (nbf).";
    let future = json!({ "nbf": now + 3600, "exp": now + 3600 });
    are_refused(&network, said, [future]).await;
}

#[tokio::test]
async fn times_are_numbers() {
    let network = Network::start().await;
    let now = network.app().now().timestamp();

    let said = "The token has no exp, or it is not a number of seconds.";
    let claims = [
        json!({ "exp": null }),
        json!({ "exp": (now + 600).to_string() }),
        json!({ "exp": true }),
        json!({ "exp": [now + 600] }),
    ];
    are_refused(&network, said, claims).await;

    let said = "The token has no iat, or it is not a number of seconds.";
    let claims = [json!({ "iat": null }), json!({ "iat": "now" })];
    are_refused(&network, said, claims).await;

    let said = "The token has no nbf, or it is not a number of seconds.";
    are_refused(&network, said, [json!({ "nbf": "0" })]).await;
}

#[tokio::test]
async fn a_token_says_who_speaks() {
    let network = Network::start().await;
    for claim in ["sub", "jti", "client_id", "body"] {
        let said = format!("The token has no {claim}, or it is not a text.");
        let claims = [
            json!({ claim: null }),
            json!({ claim: "" }),
            json!({ claim: ["city:kr-hanam"] }),
            json!({ claim: 1 }),
        ];
        are_refused(&network, &said, claims).await;
    }

    let said = "The body of the token is not written as city:SLUG, alliance:SLUG or \
        organisation:SLUG.";
    let claims = [
        json!({ "body": "*" }),
        json!({ "body": "kr-hanam" }),
        json!({ "body": "city:../kr-hanam" }),
        json!({ "body": "city:kr-hanam city:kr-suwon" }),
    ];
    are_refused(&network, said, claims).await;

    let said = "The token speaks for a body that is not in this network.";
    are_refused(&network, said, [json!({ "body": "city:kr-nowhere" })]).await;
}
