//! How a client gets a token (RFC 6749, 4.4), and what is refused.

use axum::{
    body::Body,
    http::{Method, StatusCode},
};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use entity::api_client;
use learning_cities::domain::{client::Secret, scope::Scope};
use sea_orm::EntityTrait;
use serde_json::Value;
use tokio::time::{Duration, sleep};

use crate::support::{Network, Reply, request};

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

/// Posts a form to the token endpoint.
async fn post(network: &Network, headers: &[(&str, &str)], form: &str) -> Reply {
    let body = Body::from(form.to_owned());
    let request = request(Method::POST, "/oauth/token", headers, body);
    network.send(request).await
}

fn basic(client: &str, secret: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{client}:{secret}")))
}

impl Network {
    /// A token that a client got by its secret.
    pub async fn token_for(&self, client: &api_client::Model, secret: &Secret) -> String {
        let reply = ask(self, client, secret.reveal(), "").await;
        reply["access_token"].as_str().unwrap().to_owned()
    }
}

/// Asks by `client_secret_basic`, with more parameters.
async fn ask(network: &Network, client: &api_client::Model, secret: &str, more: &str) -> Reply {
    let authorization = basic(&client.id.to_string(), secret);
    let headers = [FORM, ("authorization", authorization.as_str())];
    post(
        network,
        &headers,
        &format!("grant_type=client_credentials{more}"),
    )
    .await
}

/// A part of a token.
fn part(token: &str, number: usize) -> Value {
    let part = token.split('.').nth(number).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

#[tokio::test]
async fn a_client_gets_a_token_by_its_secret_in_the_header_or_in_the_form() {
    let network = Network::start().await;
    let (client, secret) = network.client_of_hanam("programme:write city:write").await;
    let form = format!(
        "grant_type=client_credentials&client_id={}&client_secret={}",
        client.id,
        secret.reveal()
    );

    for reply in [
        ask(&network, &client, secret.reveal(), "").await,
        post(&network, &[FORM], &form).await,
    ] {
        assert_eq!(reply.status, StatusCode::OK);
        assert_eq!(reply.header("cache-control"), "no-store");
        assert_eq!(reply.header("pragma"), "no-cache");
        assert_eq!(reply["token_type"], "Bearer");
        assert_eq!(reply["expires_in"], 900);
        assert_eq!(reply["scope"], "city:write programme:write");
        let token = reply["access_token"].as_str().unwrap();
        let answer = network.holder_of(token).ask("{ __typename }").await;
        assert_eq!(answer.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn a_token_says_what_rfc_9068_asks_for() {
    let network = Network::start().await;
    let (client, secret) = network.client_of_hanam("programme:write").await;
    let token = network.token_for(&client, &secret).await;
    let again = network.token_for(&client, &secret).await;

    let (header, claims) = (part(&token, 0), part(&token, 1));

    assert_eq!(header["typ"], "at+jwt");
    assert_eq!(header["alg"], "EdDSA");
    let keys = network.get("/.well-known/jwks.json").await;
    assert_eq!(header["kid"], keys["keys"][0]["kid"]);
    let now = network.app().now().timestamp();
    assert_eq!(claims["iss"], "http://learning-cities.test");
    assert_eq!(claims["aud"], "http://learning-cities.test");
    assert_eq!(claims["sub"], client.id.to_string());
    assert_eq!(claims["client_id"], client.id.to_string());
    assert_eq!(claims["iat"], now);
    assert_eq!(claims["exp"], now + 900);
    assert_eq!(claims["scope"], "programme:write");
    assert_eq!(claims["body"], "city:kr-hanam");
    assert_ne!(claims["jti"], part(&again, 1)["jti"]);
}

#[tokio::test]
async fn a_client_may_ask_for_less_and_never_for_more() {
    let network = Network::start().await;
    let (client, secret) = network.client_of_hanam("programme:write city:write").await;
    let asked_for = async |scope: &str| {
        let more = format!("&scope={scope}");
        ask(&network, &client, secret.reveal(), &more).await
    };

    assert_eq!(asked_for("city:write").await["scope"], "city:write");
    assert_eq!(asked_for("").await["scope"], "city:write programme:write");
    for (scope, said) in [
        (
            "programme:write+space:write",
            "The client does not hold space:write.",
        ),
        (
            "tax:collect",
            "There are only these scopes: city:write, space:write,",
        ),
    ] {
        let reply = asked_for(scope).await;
        assert_eq!(reply.status, StatusCode::BAD_REQUEST);
        assert_eq!(reply["error"], "invalid_scope");
        assert!(
            reply["error_description"]
                .as_str()
                .unwrap()
                .starts_with(said),
            "{reply:?}"
        );
        assert!(!reply.text.contains("tax:collect"));
    }
}

#[tokio::test]
async fn an_unknown_client_and_a_wrong_secret_sound_the_same() {
    let network = Network::start().await;
    let (client, _) = network.client_of_hanam("programme:write").await;
    let unknown = api_client::Model {
        id: "client_01h2xcejqtf2nbrexx3vqjhp41".parse().unwrap(),
        ..client.clone()
    };

    let wrong = ask(&network, &client, "lcs_wrong", "").await;
    let unknown = ask(&network, &unknown, "lcs_wrong", "").await;

    assert_eq!(wrong.status, StatusCode::UNAUTHORIZED);
    assert_eq!(wrong["error"], "invalid_client");
    assert_eq!(
        wrong["error_description"],
        "There is no such client, or the secret is wrong."
    );
    assert_eq!(
        wrong.header("www-authenticate"),
        "Basic realm=\"learning-cities\", charset=\"UTF-8\""
    );
    assert_eq!((wrong.status, &wrong.text), (unknown.status, &unknown.text));
}

#[tokio::test]
async fn after_ten_wrong_secrets_a_minute_is_to_pass_but_not_for_the_right_one() {
    let network = Network::start().await;
    let (client, secret) = network.client_of_hanam("programme:write").await;
    let (other, _) = network.client_of_hanam("programme:write").await;
    for _ in 0..10 {
        let reply = ask(&network, &client, "lcs_wrong", "").await;
        assert_eq!(reply.status, StatusCode::UNAUTHORIZED);
    }

    let reply = ask(&network, &client, "lcs_wrong", "").await;

    assert_eq!(reply.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(reply["error"], "temporarily_unavailable");
    let seconds: u64 = reply.header("retry-after").parse().unwrap();
    assert!((1..=60).contains(&seconds));
    let right = ask(&network, &client, secret.reveal(), "").await;
    assert_eq!(right.status, StatusCode::OK, "nobody can lock a city out");
    let others = ask(&network, &other, "lcs_wrong", "").await;
    assert_eq!(
        others.status,
        StatusCode::UNAUTHORIZED,
        "each has its own count"
    );
}

/// A request for a token, and what comes of it.
type Case<'a> = (&'a [(&'a str, &'a str)], &'a str, u16, &'a str, &'a str);

async fn are_refused(network: &Network, secret: &str, cases: &[Case<'_>]) {
    for (headers, form, status, error, said) in cases {
        let reply = post(network, headers, form).await;
        assert_eq!(reply.status, *status, "{reply:?}");
        assert_eq!(reply["error"], *error);
        let description = reply["error_description"].as_str().unwrap();
        assert!(description.starts_with(said), "{description}");
        assert_eq!(reply.header("cache-control"), "no-store");
        assert!(!reply.text.contains(secret));
    }
}

#[tokio::test]
async fn what_is_no_form_of_a_client_is_refused_in_a_sentence() {
    let network = Network::start().await;
    let (client, secret) = network.client_of_hanam("programme:write").await;
    let authorization = basic(&client.id.to_string(), secret.reveal());
    let with = ("authorization", authorization.as_str());
    let json = ("content-type", "application/json");
    let gzip = ("content-encoding", "gzip");
    let grant = "grant_type=client_credentials";
    let password = "grant_type=password";
    let long = format!("{grant}&x={}", "x".repeat(16 * 1024));
    let twice = format!("{grant}&{grant}");
    let (bad, no_grant) = ("invalid_request", "unsupported_grant_type");
    let as_form = "Send the request as application/x-www-form-urlencoded.";

    let cases: [Case<'_>; 7] = [
        (&[json, with], "{}", 415, bad, as_form),
        (&[FORM, gzip, with], grant, 415, bad, as_form),
        (&[with], grant, 415, bad, as_form),
        (
            &[FORM, with],
            "",
            400,
            bad,
            "The parameter grant_type is missing.",
        ),
        (
            &[FORM, with],
            password,
            400,
            no_grant,
            "The only grant_type is client_credentials.",
        ),
        (&[FORM, with], &twice, 400, bad, "A parameter comes twice."),
        (
            &[FORM, with],
            &long,
            413,
            bad,
            "The body of the request has more than 16384 bytes.",
        ),
    ];
    are_refused(&network, secret.reveal(), &cases).await;

    let got = network.get("/oauth/token").await;
    assert_eq!(got.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(got.header("allow"), "POST, OPTIONS");
}

#[tokio::test]
async fn a_client_says_in_one_place_who_it_is() {
    let network = Network::start().await;
    let (client, secret) = network.client_of_hanam("programme:write").await;
    let (id, secret) = (client.id.to_string(), secret.reveal());
    let authorization = basic(&id, secret);
    let with = ("authorization", authorization.as_str());
    let bearer = ("authorization", "Bearer abc");
    let broken = ("authorization", "Basic !!!");
    let grant = "grant_type=client_credentials";
    let in_form = format!("{grant}&client_id={id}&client_secret={secret}");
    let other_id = format!("{grant}&client_id=client_x");
    let both = "Send the secret in the header or in the form, not in both.";
    let no_basic = "The Authorization header is not of the scheme Basic.";
    let (bad, unknown) = ("invalid_request", "invalid_client");

    let cases: [Case<'_>; 6] = [
        (
            &[FORM],
            grant,
            401,
            unknown,
            "Send client_id and client_secret.",
        ),
        (&[FORM, with], &in_form, 400, bad, both),
        (
            &[FORM, with],
            &other_id,
            400,
            bad,
            "The form names another client_id.",
        ),
        (
            &[FORM, with, with],
            grant,
            400,
            bad,
            "There are two Authorization headers.",
        ),
        (&[FORM, bearer], grant, 401, unknown, no_basic),
        (&[FORM, broken], grant, 401, unknown, no_basic),
    ];
    are_refused(&network, secret, &cases).await;
}

#[tokio::test]
async fn the_metadata_says_what_the_endpoints_do() {
    let network = Network::start().await;
    let all: Vec<_> = Scope::ALL.iter().map(|scope| scope.as_str()).collect();
    let (client, secret) = network.client_of_hanam(&all.join(" ")).await;
    let metadata = network.get("/.well-known/oauth-authorization-server").await;
    let path = |name: &str| {
        let url = metadata[name].as_str().unwrap();
        url.strip_prefix("http://learning-cities.test")
            .unwrap()
            .to_owned()
    };

    assert_eq!(metadata["issuer"], "http://learning-cities.test");
    assert_eq!(path("token_endpoint"), "/oauth/token");
    let keys = network.get(&path("jwks_uri")).await;
    let token = network.token_for(&client, &secret).await;
    assert_eq!(keys["keys"][0]["kid"], part(&token, 0)["kid"]);
    let grants = serde_json::json!(["client_credentials"]);
    assert_eq!(metadata["grant_types_supported"], grants);
    let methods = serde_json::json!(["client_secret_basic", "client_secret_post"]);
    assert_eq!(metadata["token_endpoint_auth_methods_supported"], methods);
    for scope in metadata["scopes_supported"].as_array().unwrap() {
        let more = format!("&scope={}", scope.as_str().unwrap());
        let reply = ask(&network, &client, secret.reveal(), &more).await;
        assert_eq!(reply["scope"], *scope);
    }
    assert_eq!(part(&token, 1)["scope"], all.join(" "));
}

#[tokio::test]
async fn it_is_noted_when_a_client_last_got_a_token() {
    let network = Network::start().await;
    let (client, secret) = network.client_of_hanam("programme:write").await;
    assert_eq!(client.last_used_at, None);

    network.token_for(&client, &secret).await;

    for _ in 0..200 {
        let row = api_client::Entity::find_by_id(client.id).one(network.app().reader());
        let row = row.await.unwrap().unwrap();
        if row.last_used_at.is_some() {
            assert_eq!(row.last_used_at, Some(network.app().now()));
            assert_eq!(
                row.version, client.version,
                "no change of the client itself"
            );
            return;
        }
        sleep(Duration::from_millis(10)).await;
    }
    panic!("nobody noted it");
}
