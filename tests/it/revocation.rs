//! A client that has been ended gets no further, on any server.

use std::time::{Duration, Instant};

use axum::http::StatusCode;
use chrono::TimeDelta;
use learning_cities::{
    app::Clock,
    domain::client::NewClient,
    token::{Application, Grant},
};
use tokio::time::sleep;

use crate::support::{Network, Reply};

/// Sends a question with this token.
async fn ask(network: &Network, token: &str) -> Reply {
    network.holder_of(token).ask("{ __typename }").await
}

/// How long it takes until the token is refused.
async fn time_to_refusal(network: &Network, token: &str) -> (Duration, Reply) {
    let begun = Instant::now();
    loop {
        let reply = ask(network, token).await;
        if reply.status != StatusCode::OK {
            return (begun.elapsed(), reply);
        }
        assert!(begun.elapsed() < Duration::from_secs(5), "it goes on");
        sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test]
async fn revocation_ends_tokens_on_every_server_within_a_second() {
    let one = Network::start().await;
    let other = one.another_server().await;
    let (client, secret) = one.client_of_hanam("programme:write").await;
    let token = one.token_for(&client, &secret).await;
    assert_eq!(ask(&one, &token).await.status, StatusCode::OK);
    assert_eq!(ask(&other, &token).await.status, StatusCode::OK);

    one.revoke(client.id).await;

    for server in [&one, &other] {
        let (time, reply) = time_to_refusal(server, &token).await;
        assert!(time < Duration::from_secs(1), "{time:?}");
        assert_eq!(reply.status, StatusCode::UNAUTHORIZED);
        assert_eq!(reply.message(), "The client of the token has been revoked.");
    }
}

#[tokio::test]
async fn a_client_ends_with_its_last_day() {
    let network = Network::start().await;
    let ends = network.app().now() + TimeDelta::minutes(5);
    let new = NewClient {
        label: "a trial of five minutes".to_owned(),
        scopes: "programme:write".parse().unwrap(),
        expires_at: Some(ends),
        most: 50,
    };
    let (client, secret) = network.client(&new).await;
    let token = network.token_for(&client, &secret).await;
    assert_eq!(ask(&network, &token).await.status, StatusCode::OK);

    let later = network.another_server_at(Clock::Fixed(ends)).await;

    let reply = ask(&later, &token).await;
    assert_eq!(reply.status, StatusCode::UNAUTHORIZED);
    assert_eq!(reply.message(), "The client of the token has expired.");
}

#[tokio::test]
async fn a_token_of_a_client_that_nobody_made_is_refused() {
    let network = Network::start().await;
    for client in [
        "client_01h2xcejqtf2nbrexx3vqjhp41",
        "../trial",
        "course-office",
    ] {
        let token = network.tokens().issue(&Grant {
            client,
            body: &"city:kr-hanam".parse().unwrap(),
            scopes: &"programme:write".parse().unwrap(),
        });

        let reply = ask(&network, &token).await;

        assert_eq!(reply.status, StatusCode::UNAUTHORIZED, "{client}");
        assert_eq!(
            reply.message(),
            "The token belongs to a client that this server does not know."
        );
    }
}

#[tokio::test]
async fn a_client_speaks_for_no_other_body() {
    let network = Network::start().await;
    let (client, _) = network.client_of_hanam("programme:write").await;
    let token = network.tokens().issue(&Grant {
        client: &client.id.to_string(),
        body: &"city:kr-suwon".parse().unwrap(),
        scopes: &"programme:write".parse().unwrap(),
    });

    let reply = ask(&network, &token).await;

    assert_eq!(reply.status, StatusCode::UNAUTHORIZED);
    assert_eq!(
        reply.message(),
        "The token speaks for a body that is not in this network."
    );
}

#[tokio::test]
async fn a_revoked_client_gets_no_token() {
    let network = Network::start().await;
    let (client, secret) = network.client_of_hanam("programme:write").await;
    network.revoke(client.id).await;

    let denied = network
        .tokens()
        .exchange(Application {
            client: &client.id.to_string(),
            secret: secret.reveal(),
            scope: None,
        })
        .await;

    let said = format!("{:?}", denied.unwrap_err());
    assert_eq!(said, "Client(\"The client has been revoked.\")");
}
