//! What everybody who asks is told while there is no database.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    process::Stdio,
    str::FromStr,
    thread,
    time::{Duration, Instant},
};

use axum::http::StatusCode;
use sea_orm::ConnectionTrait;
use serde_json::Value;
use sqlx::{AssertSqlSafe, ConnectOptions, postgres::PgConnectOptions};
use tempfile::TempDir;

use crate::support::{Network, TestDatabase, program};

const PATHS: [&str; 8] = [
    "/feeds/rpde/programmes",
    "/news.atom",
    "/lists/programmes.csv",
    "/cities/kr-hanam",
    "/cities/kr-hanam/calendar.ics",
    "/catalog.jsonld",
    "/surveys/survey_01h455vb4pex5vsknk084sn02q/surveyjs.json",
    "/graphql?query=%7Bcity(slug:%22kr-hanam%22)%7Bname%7D%7D",
];

/// A network whose connections are gone for good.
async fn without_a_database() -> Network {
    let network = Network::start().await;
    let pools = [network.app().reader(), network.app().writer()];
    for pool in pools {
        pool.connections().close_by_ref().await.unwrap();
    }
    network
}

#[tokio::test]
async fn every_route_says_that_the_database_is_away_and_when_to_come_again() {
    let network = without_a_database().await;
    for path in PATHS {
        let reply = network.get(path).await;
        assert_eq!(reply.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
        assert_eq!(reply.header("retry-after"), "5", "{path}");
        assert_eq!(reply.code(), "UNAVAILABLE", "{path}");
    }
}

#[tokio::test]
async fn a_network_without_a_database_is_not_a_network_without_cities() {
    let network = without_a_database().await;

    let reply = network
        .ask("{ city(slug: \"kr-hanam\") { name } cities { totalCount } __typename }")
        .await;

    assert_eq!(reply.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(!reply.has_data(), "{reply:?}");
    assert_eq!(reply["errors"].as_array().map(Vec::len), Some(1));
    assert_eq!(reply["errors"][0]["path"], Value::Null);
}

#[tokio::test]
async fn a_database_that_lets_nobody_in_is_away() {
    let network = Network::start().await;
    if TestDatabase::is_sqlite() {
        // A file has no door.
        return;
    }
    let server = network.another_server().await;
    let options = PgConnectOptions::from_str(network.database_url()).unwrap();
    let name = options.get_database().unwrap().to_owned();
    let mut elsewhere = options.database("postgres").connect().await.unwrap();
    // What was kept open is closed, and new connections are refused.
    for door in [
        format!("ALTER DATABASE {name} ALLOW_CONNECTIONS false"),
        format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"),
    ] {
        let door = sqlx::raw_sql(AssertSqlSafe(door));
        door.execute(&mut elsewhere).await.unwrap();
    }

    for path in PATHS {
        let reply = server.get(path).await;
        assert_eq!(reply.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
        assert_eq!(reply.code(), "UNAVAILABLE", "{path}");
    }
    assert!(!server.app().readiness().await.is_ready());
}

#[tokio::test]
async fn a_list_that_cannot_be_read_is_refused_and_not_cut_off() {
    let network = Network::start().await;
    let writer = network.app().writer();
    let away = "ALTER TABLE programme_code RENAME TO programme_code_away";
    writer.execute_unprepared(away).await.unwrap();

    for path in ["/lists/programmes.csv", "/lists/programmes.ndjson"] {
        let reply = network.get(path).await;
        assert_eq!(reply.status, StatusCode::INTERNAL_SERVER_ERROR, "{path}");
        assert_eq!(reply.code(), "INTERNAL", "{path}");
    }
}

/// An address where nobody listens.
fn nowhere() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap()
}

/// What a server says, once it says anything.
fn heard(address: SocketAddr, path: &str) -> String {
    let begun = Instant::now();
    loop {
        if let Ok(mut connection) = TcpStream::connect(address) {
            let request = format!("GET {path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n");
            connection.write_all(request.as_bytes()).unwrap();
            let mut said = String::new();
            connection.read_to_string(&mut said).unwrap();
            return said;
        }
        assert!(begun.elapsed() < Duration::from_mins(1), "nobody listens");
        thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_server_that_waits_for_its_database_says_so() {
    let (folder, address) = (TempDir::new().unwrap(), nowhere());
    let mut child = program(&folder, &["--bind", &address.to_string()])
        .env(
            "DATABASE_URL",
            format!("postgres://learning@{}/learning", nowhere()),
        )
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();

    let alive = heard(address, "/healthz");
    let ready = heard(address, "/readyz");
    let asked = heard(address, "/feeds/rpde/programmes");

    child.kill().unwrap();
    child.wait().unwrap();
    assert!(alive.starts_with("HTTP/1.1 200 "), "{alive}");
    for said in [ready, asked] {
        assert!(said.starts_with("HTTP/1.1 503 "), "{said}");
        assert!(said.contains("\r\nretry-after: 5\r\n"), "{said}");
    }
}

#[tokio::test]
async fn a_part_that_fails_does_not_leave_half_an_answer() {
    let network = Network::start().await;
    let writer = network.app().writer();
    // Deeper in the answer than the city, which is found.
    let away = "ALTER TABLE survey RENAME TO survey_away";
    writer.execute_unprepared(away).await.unwrap();

    let reply = network
        .ask("{ city(slug: \"kr-hanam\") { name surveys(first: 1) { totalCount } } }")
        .await;

    // A table that is not there is a fault of ours, and told at its place.
    assert_eq!(reply.code(), "INTERNAL");
}
