//! Alive, ready, slow clients, and a good end.

use std::{
    io::{Read, Write},
    net::TcpStream,
    thread,
    time::{Duration, Instant},
};

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::support::{Network, Server};

#[tokio::test]
async fn a_server_with_a_database_is_ready() {
    let network = Network::start().await;

    let alive = network.get("/healthz").await;
    let ready = network.get("/readyz").await;

    assert_eq!(
        (alive.status, alive.json()),
        (StatusCode::OK, &json!({ "status": "ok" }))
    );
    let checks = json!({ "database": "ok", "migrations": "ok" });
    assert_eq!(ready.status, StatusCode::OK);
    assert_eq!(ready.json(), &json!({ "status": "ok", "checks": checks }));
}

#[tokio::test]
async fn a_server_without_tables_is_alive_and_not_ready() {
    let network = Network::bare().await;

    assert_eq!(network.get("/healthz").await.status, StatusCode::OK);
    let ready = network.get("/readyz").await;
    assert_eq!(ready.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(ready["checks"]["database"], "ok");
    let migrations = ready["checks"]["migrations"].as_str().unwrap();
    assert!(migrations.ends_with("not applied"), "{migrations}");
}

#[tokio::test]
async fn a_server_whose_database_has_gone_is_alive_and_not_ready() {
    let network = Network::start().await;
    network.app().clone().close().await;
    let began = Instant::now();

    assert_eq!(network.get("/healthz").await.status, StatusCode::OK);
    let ready = network.get("/readyz").await;

    assert_eq!(ready.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(ready["checks"]["database"], "cannot be reached");
    assert!(began.elapsed() < Duration::from_secs(2));
}

fn send(stream: &mut TcpStream, text: &str) {
    stream.write_all(text.as_bytes()).unwrap();
}

/// What comes until the server closes the connection, and how long that took.
fn rest(mut stream: TcpStream) -> (String, Duration) {
    let began = Instant::now();
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    let mut text = Vec::new();
    drop(stream.read_to_end(&mut text));
    (String::from_utf8_lossy(&text).into_owned(), began.elapsed())
}

const HEAD: &str = "POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n";

#[test]
fn a_client_that_dawdles_is_let_go() {
    let server = Server::start(&[("LC_LIMIT_RECEIVE_SECONDS", "1")]);

    let silent = server.connect();
    let mut slow_head = server.connect();
    send(&mut slow_head, "POST /graphql HT");
    let mut slow_body = server.connect();
    send(
        &mut slow_body,
        &format!("{HEAD}content-length: 100\r\n\r\n{{"),
    );

    for stream in [silent, slow_head] {
        let (_, time) = rest(stream);
        assert!(time < Duration::from_secs(5), "{time:?}");
    }
    let (answer, time) = rest(slow_body);
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    assert!(time < Duration::from_secs(5), "{time:?}");
}

#[test]
fn a_signal_lets_the_running_request_finish() {
    let server = Server::start(&[]);
    let body = r#"{"query":"query Farewell { __typename }"}"#;
    let mut running = server.connect();
    send(
        &mut running,
        &format!("{HEAD}content-length: {}\r\n\r\n", body.len()),
    );
    thread::sleep(Duration::from_millis(200));

    server.signal("TERM");
    thread::sleep(Duration::from_millis(200));
    send(&mut running, body);

    let (answer, _) = rest(running);
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(
        answer.ends_with(r#"{"data":{"__typename":"Query"}}"#),
        "{answer}"
    );
    let (status, _) = server.wait(Duration::from_secs(5));
    assert_eq!(status.code(), Some(0));
}

#[test]
fn a_waiting_connection_does_not_hold_the_server_up() {
    let server = Server::start(&[]);
    let _idle = server.connect();
    thread::sleep(Duration::from_millis(100));

    server.signal("INT");

    let (status, _) = server.wait(Duration::from_secs(5));
    assert_eq!(status.code(), Some(0));
}

#[test]
fn a_second_signal_ends_at_once() {
    let server = Server::start(&[]);
    let mut running = server.connect();
    send(&mut running, &format!("{HEAD}content-length: 10\r\n\r\n"));
    thread::sleep(Duration::from_millis(200));

    server.signal("TERM");
    thread::sleep(Duration::from_millis(200));
    server.signal("TERM");

    let (status, _) = server.wait(Duration::from_secs(2));
    assert_eq!(status.code(), Some(1));
}

#[test]
fn each_operation_has_one_line_in_the_log_and_no_secret_in_it() {
    let server = Server::start(&[("LC_LOG", "operation=info")]);
    let ask = |head: &str, body: &str| {
        let mut stream = server.connect();
        let length = body.len();
        send(
            &mut stream,
            &format!("{head}connection: close\r\ncontent-length: {length}\r\n\r\n{body}"),
        );
        rest(stream).0
    };

    let good = r#"{"query":"query Seen($canary: String!) { __type(name: $canary) { name } }",
        "variables":{"canary":"CANARY-VARIABLE"},"operationName":"Seen"}"#;
    ask(&format!("{HEAD}x-request-id: first\r\n"), good);
    ask(
        HEAD,
        r#"{"query":"{ CANARY_DOCUMENT }","operationName":"forged\n{\"level\":\"CANARY\"}"}"#,
    );
    ask(
        &format!("{HEAD}authorization: Bearer CANARY-TOKEN\r\n"),
        good,
    );
    server.signal("TERM");
    let (_, log) = server.wait(Duration::from_secs(5));

    let lines: Vec<Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 3, "{log}");
    assert!(!log.contains("CANARY"), "{log}");
    let first = &lines[0];
    assert_eq!(
        (&first["name"], &first["kind"]),
        (&json!("Seen"), &json!("query"))
    );
    assert_eq!(
        (&first["client"], &first["status"]),
        (&json!("public"), &json!(200))
    );
    assert_eq!((&first["cost"], &first["errors"]), (&json!(2), &json!(0)));
    assert_eq!(
        (&first["statements"], &first["request_id"]),
        (&json!(0), &json!("first"))
    );
    assert!(first["duration_ms"].is_u64());
    assert_eq!(lines[1]["code"], "BAD_USER_INPUT");
    assert_eq!(
        (&lines[2]["code"], &lines[2]["status"]),
        (&json!("UNAUTHENTICATED"), &json!(401))
    );
}
