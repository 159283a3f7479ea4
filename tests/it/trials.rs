//! The tokens of `learning-cities token`, and servers that do not take them.

use axum::http::StatusCode;
use learning_cities::config::TokenSettings;

use crate::support::{Network, program};

const TOKEN: [&str; 5] = ["token", "--body", "city:kr-hanam", "--scope", "city:write"];

/// What the program says, and how it ends.
fn run(environment: &[(&str, &str)], arguments: &[&str]) -> (Option<i32>, String) {
    let folder = tempfile::TempDir::new().unwrap();
    let mut command = program(&folder, arguments);
    let output = command.envs(environment.iter().copied()).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(said).unwrap())
}

#[test]
fn in_production_there_are_no_tokens_for_trying_out() {
    let sentence = "learning-cities: Tokens for trying things out are not for production. \
        Make a client, which gets its tokens at /oauth/token: learning-cities client add --help\n";
    for environment in [
        [("LC_PRODUCTION", "true"), ("LC_BIND", "127.0.0.1:8080")],
        [
            ("LC_PUBLIC_URL", "https://api.example.org"),
            ("LC_BIND", "127.0.0.1:8080"),
        ],
        [
            ("LC_PUBLIC_URL", "https://api.example.org"),
            ("LC_BIND", "0.0.0.0:8080"),
        ],
    ] {
        assert_eq!(run(&environment, &TOKEN), (Some(1), sentence.to_owned()));
    }
}

#[test]
fn a_token_for_no_network_makes_no_empty_database() {
    let (code, said) = run(&[("LC_BIND", "127.0.0.1:8080")], &TOKEN);
    assert_eq!(code, Some(1));
    assert!(
        said.contains("There is no database at learning-cities.db."),
        "{said}"
    );
}

#[test]
fn a_server_is_in_production_when_others_can_reach_it() {
    let production = |environment: &[(&str, &str)]| {
        let (_, printed) = run(environment, &["config"]);
        let line = printed.lines().find(|line| line.starts_with("production"));
        line.unwrap().to_owned()
    };
    let url = ("LC_PUBLIC_URL", "https://api.example.org");

    assert_eq!(production(&[]), "production = false # default");
    assert_eq!(production(&[url]), "production = true # default");
    assert_eq!(
        production(&[url, ("LC_PRODUCTION", "false")]),
        "production = false # environment"
    );
}

#[test]
fn in_production_tokens_do_not_travel_in_the_open() {
    let (code, said) = run(&[("LC_BIND", "0.0.0.0:8080")], &["serve"]);
    assert_eq!(code, Some(2));
    assert_eq!(
        said,
        "learning-cities: The public URL is http://0.0.0.0:8080, and over http tokens can be \
         read on their way. Give --public-url an address with https://, or say \
         --production=false to try things out.\n"
    );
    let trying = [("LC_BIND", "0.0.0.0:8080"), ("LC_PRODUCTION", "false")];
    assert_eq!(run(&trying, &["config"]).0, Some(0));
}

#[tokio::test]
async fn a_server_in_production_refuses_tokens_for_trying_out() {
    let network = Network::start().await;
    let token = network.token("city:kr-hanam", "programme:write");
    let settings = TokenSettings {
        production: true,
        ..TokenSettings::at("http://learning-cities.test")
    };
    let production = network.another_server_with(settings).await;

    let trying = network.holder_of(&token).ask("{ __typename }").await;
    let refused = production.holder_of(&token).ask("{ __typename }").await;

    assert_eq!(trying.status, StatusCode::OK);
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    assert_eq!(
        refused.message(),
        "The token is for trying things out, and this server is in production."
    );
}
