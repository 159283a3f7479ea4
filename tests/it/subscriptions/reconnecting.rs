//! A hundred times the connection is cut, and some of them with the server: the
//! follower goes on behind the last change it has seen, and has seen each once.

use std::{
    net::SocketAddr,
    sync::Arc,
    thread::{self, JoinHandle},
    time::Duration,
};

use serde_json::{Value, json};
use tokio::time::timeout;

use super::{CHANGES, Socket, socket::PROTOCOL};
use crate::support::{Server, TestDatabase, Written, post_if_open};

/// How often the follower is cut off.
const ROUNDS: usize = 100;

/// Every so many times the server is killed.
const KILL: usize = 10;

const WRITERS: usize = 2;

const RENAME: &str = "mutation ($name: String!) { cityUpdate(input: {
    website: $name
}) { city { id } userErrors { code } } }";

/// Changes a city again and again.
fn write(written: Arc<Written>, server: (SocketAddr, String)) -> JoinHandle<()> {
    thread::spawn(move || {
        let (address, token) = server;
        while !written.is_enough() {
            let name = format!("https://example.org/{:x}", fastrand::u64(..));
            let body = json!({ "query": RENAME, "variables": { "name": name } });
            match post_if_open(address, &token, (&body, "")) {
                Some(answer) => {
                    let payload = &answer["data"]["cityUpdate"];
                    assert_eq!(payload["userErrors"], json!([]), "{answer}");
                    written.count();
                }
                None => thread::sleep(Duration::from_millis(5)),
            }
        }
    })
}

/// Every change behind a place, by the lists.
fn listed(address: SocketAddr, token: &str, mut after: Value) -> Vec<String> {
    let query = "query ($after: String) { changes(first: 100, after: $after) {
        nodes { cursor } next pageInfo { hasNextPage } } }";
    let mut cursors = Vec::new();
    loop {
        let body = json!({ "query": query, "variables": { "after": after } });
        let answer = post_if_open(address, token, (&body, "")).unwrap();
        let page = &answer["data"]["changes"];
        let nodes = page["nodes"].as_array().unwrap().iter();
        cursors.extend(nodes.map(|node| node["cursor"].as_str().unwrap().to_owned()));
        after = page["next"].clone();
        if page["pageInfo"]["hasNextPage"] == false {
            return cursors;
        }
    }
}

/// Follows from a place until it is cut off.
async fn follow(address: SocketAddr, seen: &mut Vec<String>, first: &Value, time: Duration) {
    let following = async {
        let Ok(stream) = tokio::net::TcpStream::connect(address).await else {
            return;
        };
        let mut socket = Socket::over(stream, &[PROTOCOL]).await.unwrap();
        socket.init(json!({})).await;
        socket.hear().await;
        let after = seen.last().map_or(first.clone(), |last| json!(last));
        socket
            .subscribe("1", CHANGES, json!({ "after": after }))
            .await;
        while let super::socket::Heard::Said(message) = socket.hear().await {
            let change = &message["payload"]["data"]["changeStream"];
            seen.push(change["cursor"].as_str().unwrap().to_owned());
        }
    };
    // Dropped in the middle of whatever it did.
    drop(timeout(time, following).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_follower_misses_nothing_and_sees_nothing_twice_over_a_hundred_cuts() {
    let database = TestDatabase::filled().await;
    let settings = [("DATABASE_URL", database.url())];
    let mut server = Server::start(&settings);
    let address = server.address();
    let bodies = ["city:kr-hanam", "city:kr-suwon"];
    let tokens: Vec<String> = bodies
        .map(|body| server.token(&settings, body, "city:write"))
        .into();
    let start = json!({ "query": "{ changes(first: 1) { next } }" });
    let first = post_if_open(address, &tokens[0], (&start, "")).unwrap();
    let first = first["data"]["changes"]["next"].clone();
    let written = Arc::new(Written::default());
    let writers = tokens[..WRITERS].iter();
    let writers: Vec<_> = writers
        .map(|token| write(Arc::clone(&written), (address, token.clone())))
        .collect();
    let mut seen = Vec::new();

    for round in 1..=ROUNDS {
        let time = Duration::from_millis(fastrand::u64(20..250));
        let before = written.number();
        follow(address, &mut seen, &first, time).await;
        written.wait_beyond(before);
        if round % KILL == 0 {
            server = server.kill_and_start_again(&settings);
        }
    }
    written.stop();
    for writer in writers {
        writer.join().unwrap();
    }
    let written = written.number();
    let all = listed(address, &tokens[0], first.clone());
    let begun = std::time::Instant::now();
    while seen.len() < all.len() && begun.elapsed() < Duration::from_mins(1) {
        follow(address, &mut seen, &first, Duration::from_secs(1)).await;
    }

    println!(
        "{written} changes acknowledged, {} told over {ROUNDS} cuts",
        seen.len()
    );
    assert!(written >= ROUNDS, "{written}");
    assert!(all.len() >= written);
    assert_eq!(seen, all);
}
