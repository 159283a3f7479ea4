//! Clients: who hands them out, what they may do, and how they end.

use std::process::Output;

use chrono::TimeDelta;
use entity::{ClientId, api_client, values::SubjectKind};
use learning_cities::domain::{
    Error,
    body::Body,
    client::{self, NewClient, Standing},
    error::Denied,
    journal,
    problem::ProblemCode,
    record::Target,
    viewer::{ManageClients, Permit},
};
use sea_orm::{ConnectionTrait, EntityTrait, FromQueryResult, JsonValue, Statement};
use tempfile::TempDir;

use crate::support::{Network, operator, program, target};

/// The administrator of Hanam, and Hanam.
async fn hanam(network: &Network, scopes: &str) -> (Permit<ManageClients>, Body) {
    let viewer = network.city("kr-hanam", scopes).viewer().await;
    let permit: Permit<ManageClients> = viewer.permit().unwrap();
    let body = permit.owner();
    (permit, body)
}

fn new(scopes: &str) -> NewClient {
    NewClient {
        label: "the sync of the course office".to_owned(),
        scopes: scopes.parse().unwrap(),
        expires_at: None,
        most: 50,
    }
}

async fn is_known(network: &Network, id: ClientId, secret: &str, hours: i64) -> bool {
    let app = network.app();
    let at = app.now() + TimeDelta::hours(hours);
    let client = client::authenticated(app.reader(), (id, secret), at).await;
    client.unwrap().is_some()
}

#[tokio::test]
async fn a_client_is_known_by_its_secret_alone() {
    let network = Network::start().await;
    let (client, secret) = network.client_of_hanam("programme:write").await;
    let (other, others_secret) = network.client_of_hanam("programme:write").await;

    assert!(is_known(&network, client.id, secret.reveal(), 0).await);
    assert!(!is_known(&network, client.id, others_secret.reveal(), 0).await);
    assert!(!is_known(&network, other.id, secret.reveal(), 0).await);
    assert!(!is_known(&network, client.id, secret.hash().as_str(), 0).await);
    assert!(!is_known(&network, client.id, "", 0).await);
}

#[tokio::test]
async fn the_secret_is_stored_nowhere_and_its_hash_in_one_place() {
    let network = Network::start().await;
    let (_, secret) = network.client_of_hanam("programme:write").await;

    let mut holding_the_hash = Vec::new();
    for table in ["api_client", "api_client_secret", "journal"] {
        let reader = network.app().reader();
        let sql = format!("SELECT * FROM {table}");
        let statement = Statement::from_string(reader.get_database_backend(), sql);
        let rows = JsonValue::find_by_statement(statement).all(reader);
        let text = format!("{:?}", rows.await.unwrap());
        assert!(!text.contains(secret.reveal()), "{table}");
        if text.contains(secret.hash().as_str()) {
            holding_the_hash.push(table);
        }
    }

    assert_eq!(holding_the_hash, ["api_client_secret"]);
}

#[tokio::test]
async fn an_administrator_hands_out_no_more_than_they_hold() {
    let network = Network::start().await;
    let (permit, body) = hanam(&network, "client:manage programme:write").await;
    let writing = network.writing().await;

    let wider = new("programme:write city:write space:write");
    let refused = client::create(&writing, &permit, body, &wider).await;
    let Err(Error::Invalid(problems)) = refused else {
        panic!("{refused:?}");
    };
    assert!(problems.has(ProblemCode::ScopeNotHeld));
    assert_eq!(problems.iter().count(), 2, "one for each scope");
    assert!(problems.iter().all(|problem| problem.path == ["scopes"]));

    let (client, _) = client::create(&writing, &permit, body, &new("programme:write"))
        .await
        .unwrap();
    assert_eq!(client.scopes, "programme:write");
    assert_eq!(client::body_of(&client), Some(body));
}

#[tokio::test]
async fn a_client_says_what_it_is_for() {
    let network = Network::start().await;
    let (permit, body) = hanam(&network, "client:manage").await;
    let nothing = NewClient {
        label: " ".to_owned(),
        scopes: "".parse().unwrap(),
        expires_at: Some(network.app().now() - TimeDelta::days(1)),
        most: 50,
    };

    let refused = client::create(&network.writing().await, &permit, body, &nothing).await;

    let Err(Error::Invalid(problems)) = refused else {
        panic!("{refused:?}");
    };
    let paths: Vec<_> = problems
        .iter()
        .map(|problem| problem.path[0].clone())
        .collect();
    assert_eq!(paths, ["label", "scopes", "expiresAt"]);
}

#[tokio::test]
async fn a_city_keeps_only_its_own_clients() {
    let network = Network::start().await;
    let (client, _) = network.client_of_hanam("programme:write").await;
    let suwon = network.city("kr-suwon", "client:manage").viewer().await;
    let permit: Permit<ManageClients> = suwon.permit().unwrap();
    let (reader, writing) = (network.app().reader(), network.writing().await);
    let is_nowhere = |error: Error| matches!(error, Error::Invalid(problems) if problems.has(ProblemCode::NotFound));

    assert_eq!(
        client::find(reader, &permit, client.id).await.unwrap(),
        None
    );
    let listed = async |of| client::list(reader, &permit, of).await.unwrap().len();
    assert_eq!(listed(None).await, 0);
    let hanam = client::body_of(&client).unwrap();
    assert_eq!(listed(Some(hanam)).await, 0);
    let day = TimeDelta::days(1);
    let rotated = client::rotate(&writing, &permit, target(client.id), day).await;
    assert!(is_nowhere(rotated.unwrap_err()));
    let revoked = client::revoke(&writing, &permit, target(client.id)).await;
    assert!(is_nowhere(revoked.unwrap_err()));
    let made = client::create(&writing, &permit, hanam, &new("client:manage")).await;
    assert!(matches!(made, Err(Error::Forbidden(Denied::Kind(_)))));
}

#[tokio::test]
async fn the_old_secret_goes_on_until_the_new_one_is_everywhere() {
    let network = Network::start().await;
    let (client, first) = network.client_of_hanam("programme:write").await;
    let rotate = async || {
        let writing = network.writing().await;
        let day = TimeDelta::hours(24);
        let rotated = client::rotate(&writing, &operator(), target(client.id), day).await;
        writing.commit().await.unwrap();
        rotated.unwrap().1
    };

    let second = rotate().await;
    assert!(is_known(&network, client.id, first.reveal(), 23).await);
    assert!(!is_known(&network, client.id, first.reveal(), 24).await);
    assert!(is_known(&network, client.id, second.reveal(), 24).await);

    let third = rotate().await;
    assert!(
        !is_known(&network, client.id, first.reveal(), 0).await,
        "never three"
    );
    assert!(is_known(&network, client.id, second.reveal(), 23).await);
    assert!(is_known(&network, client.id, third.reveal(), 0).await);
}

#[tokio::test]
async fn whoever_read_an_older_version_ends_nothing() {
    let network = Network::start().await;
    let (client, _) = network.client_of_hanam("programme:write").await;
    let stale = Target {
        id: client.id,
        expected_version: Some(client.version + 1),
    };

    let refused = client::revoke(&network.writing().await, &operator(), stale).await;

    let Err(Error::Invalid(problems)) = refused else {
        panic!("{refused:?}");
    };
    assert!(problems.has(ProblemCode::StaleVersion));
}

#[tokio::test]
async fn what_has_ended_stays_ended() {
    let network = Network::start().await;
    let (client, _) = network.client_of_hanam("programme:write").await;
    let now = network.app().now();
    let writing = network.writing().await;
    let revoke = async || client::revoke(&writing, &operator(), target(client.id)).await;

    let revoked = revoke().await.unwrap();
    assert_eq!(client::standing(&client, now), Standing::Good);
    assert_eq!(client::standing(&revoked, now), Standing::Revoked);
    assert_eq!(
        revoke().await.unwrap(),
        revoked,
        "the second time changes nothing"
    );
    let day = TimeDelta::days(1);
    let rotated = client::rotate(&writing, &operator(), target(client.id), day).await;
    assert!(matches!(rotated, Err(Error::Invalid(_))));
}

#[tokio::test]
async fn the_journal_tells_who_made_changed_and_ended_a_client() {
    let network = Network::start().await;
    let last = journal::last_number(network.app().reader()).await.unwrap();
    let (permit, body) = hanam(&network, "client:manage programme:write").await;
    let writing = network.writing().await;
    let made = client::create(&writing, &permit, body, &new("programme:write")).await;
    let id = made.unwrap().0.id;
    let hour = TimeDelta::hours(1);
    client::rotate(&writing, &permit, target(id), hour)
        .await
        .unwrap();
    client::revoke(&writing, &permit, target(id)).await.unwrap();
    writing.commit().await.unwrap();

    let entries = journal::since(network.app().reader(), last, 10)
        .await
        .unwrap();

    let told: Vec<_> = entries
        .iter()
        .map(|entry| (entry.actor.as_str(), format!("{:?}", entry.happening)))
        .collect();
    let hanam = "city:kr-hanam";
    let wanted = [(hanam, "Created"), (hanam, "Updated"), (hanam, "Deleted")];
    assert_eq!(told, wanted.map(|(actor, what)| (actor, what.to_owned())));
    assert!(entries.iter().all(|entry| {
        entry.subject_kind == SubjectKind::Client
            && entry.subject_id == id.0
            && entry.city_id.map(Body::City) == Some(body)
            && entry.client.as_deref() == Some("trial")
    }));
    let rotated = entries[1].after.as_ref().unwrap();
    assert_eq!(rotated["previousSecretEndsAt"], "2026-03-02T10:00:00+00:00");
}

#[tokio::test]
async fn the_last_use_is_noted_once_a_minute() {
    let network = Network::start().await;
    let (client, _) = network.client_of_hanam("programme:write").await;
    let (app, now) = (network.app(), network.app().now());
    let note = async |seconds: i64| {
        let at = now + TimeDelta::seconds(seconds);
        client::note_use(app.writer(), client.id, at).await.unwrap();
        let row = api_client::Entity::find_by_id(client.id).one(app.reader());
        (row.await.unwrap().unwrap().last_used_at.unwrap() - now).num_seconds()
    };

    assert_eq!(note(0).await, 0);
    assert_eq!(note(59).await, 0);
    assert_eq!(note(61).await, 61);
}

/// What the program says and how it ends, in a folder with a network of its own.
fn run(folder: &TempDir, arguments: &[&str]) -> (bool, String) {
    let output: Output = program(folder, arguments).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(said).unwrap())
}

/// The word behind a name in what the program printed.
fn word<'a>(text: &'a str, name: &str) -> &'a str {
    let mut words = text.split_ascii_whitespace();
    words.find(|word| *word == name).unwrap();
    words.next().unwrap()
}

#[test]
fn the_operator_keeps_clients_on_the_command_line() {
    let folder = TempDir::new().unwrap();
    let network = concat!(env!("CARGO_MANIFEST_DIR"), "/data/network.json");
    let (is_loaded, said) = run(&folder, &["seed", network]);
    assert!(is_loaded, "{said}");

    let (is_made, made) = run(
        &folder,
        &[
            "client",
            "add",
            "--body",
            "city:kr-hanam",
            "--scope",
            "programme:write city:write",
            "--scope",
            "audit:read",
            "--label",
            "course office",
            "--expires",
            "2099-12-31",
        ],
    );
    assert!(is_made, "{made}");
    let (id, secret) = (word(&made, "id"), word(&made, "secret"));
    assert!(
        id.starts_with("client_") && secret.starts_with("lcs_"),
        "{made}"
    );

    let (_, listed) = run(&folder, &["client", "list", "--body", "city:kr-hanam"]);
    assert_eq!(
        listed,
        format!(
            "{id}  city:kr-hanam  good until 2100-01-01 00:00 UTC  last used never  course office\n"
        )
    );
    assert_eq!(
        run(&folder, &["client", "list", "--body", "city:kr-suwon"]).1,
        ""
    );

    let (_, shown) = run(&folder, &["client", "show", id]);
    assert!(
        shown.contains("scopes     city:write programme:write audit:read\n"),
        "{shown}"
    );
    assert!(shown.contains("last used  never\n"), "{shown}");
    assert!(!shown.contains("lcs_"), "a secret is shown once");

    let (_, rotated) = run(&folder, &["client", "rotate", id]);
    assert_ne!(word(&rotated, "secret"), secret);

    let (_, revoked) = run(&folder, &["client", "revoke", id]);
    assert_eq!(
        revoked,
        format!("{id} is revoked, and with it every token that it has.\n")
    );
    assert!(run(&folder, &["client", "list"]).1.contains("  revoked  "));
}

#[test]
fn a_client_that_cannot_be_is_refused_in_a_sentence() {
    let folder = TempDir::new().unwrap();
    let network = concat!(env!("CARGO_MANIFEST_DIR"), "/data/network.json");
    assert!(run(&folder, &["seed", network]).0);
    let add = |body: &str, scope: &str, label: &str| {
        let arguments = [
            "client", "add", "--body", body, "--scope", scope, "--label", label,
        ];
        run(&folder, &arguments).1
    };

    for (said, wanted) in [
        (
            add("hanam", "city:write", "x"),
            "\"hanam\" names no body: a body is written as",
        ),
        (
            add("city:kr-nowhere", "city:write", "x"),
            "There is no city:kr-nowhere in the",
        ),
        (
            add("city:kr-hanam", "tax:collect", "x"),
            "there is no scope \"tax:collect\". There are",
        ),
        (
            add("city:kr-hanam", "city:write", ""),
            "label: This must not be empty.",
        ),
    ] {
        assert!(said.contains(wanted), "{said}");
        assert_eq!(
            said.lines()
                .filter(|line| line.starts_with("learning-cities:"))
                .count(),
            1
        );
    }
    let unknown = "client_01h2xcejqtf2nbrexx3vqjhp41";
    let (_, said) = run(&folder, &["client", "show", unknown]);
    assert_eq!(
        said,
        format!("learning-cities: There is no client {unknown}.\n")
    );
}
