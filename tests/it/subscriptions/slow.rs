//! A client that takes its time misses nothing; one that takes nothing is let go.

use std::{net::SocketAddr, time::Duration};

use learning_cities::limits::Limits;
use serde_json::json;
use tokio::{
    net::{TcpSocket, TcpStream},
    time::sleep,
};

use super::{
    Live, Socket,
    socket::{Heard, PROTOCOL},
    told,
};
use crate::support::Network;

/// Asks for so much of each change, 25 kB, that they do not fit between the two.
fn long() -> String {
    let names = 'a'..='y';
    let fields: Vec<String> = names
        .map(|name| format!("{}: kind", name.to_string().repeat(1_000)))
        .collect();
    format!(
        "subscription ($after: String) {{ changeStream(after: $after) {{ cursor {} }} }}",
        fields.join(" ")
    )
}

/// An answer of half a megabyte.
const LARGE: &str = "{ a: __schema { types { ...T } } b: __schema { types { ...T } } }
    fragment T on __Type { name description fields { name description
        args { name description type { name ofType { name } } } } }";

/// A connection that holds little of what was sent and not read.
async fn narrow(address: SocketAddr) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4 * 1024).unwrap();
    socket.connect(address).await.unwrap()
}

async fn narrow_socket(live: &Live) -> Socket {
    let stream = narrow(live.address).await;
    let mut socket = Socket::over(stream, &[PROTOCOL]).await.unwrap();
    socket.init(json!({})).await;
    socket.hear().await;
    socket
}

#[tokio::test]
async fn a_slow_client_reads_everything_in_order() {
    let network = Network::start().await;
    let live = Live::serve(&network).await;
    let first = network.ask("{ changes(first: 1) { next } }").await;
    let after = &first["data"]["changes"]["next"];
    let all = told(&network, after.clone()).await;
    let mut socket = narrow_socket(&live).await;

    socket
        .subscribe("1", &long(), json!({ "after": after }))
        .await;
    sleep(Duration::from_secs(2)).await;

    for (number, cursor) in all.iter().enumerate() {
        if number % 100 == 0 {
            sleep(Duration::from_millis(50)).await;
        }
        assert_eq!(socket.change("1").await["cursor"], **cursor);
    }
    live.stop().await;
}

#[tokio::test]
async fn a_client_that_reads_nothing_loses_its_place() {
    let mut limits = Limits::default();
    limits.set("send_seconds", 1);
    limits.set("sockets", 1);
    let network = Network::with_limits(limits).await;
    let live = Live::serve(&network).await;
    let mut deaf = narrow_socket(&live).await;
    for id in 0..20 {
        deaf.subscribe(&id.to_string(), LARGE, json!({})).await;
    }

    let mut waited = 0;
    let mut next = loop {
        match Socket::open(live.address, &[PROTOCOL]).await {
            Ok(socket) => break socket,
            Err(status) => assert_eq!(status, 503),
        }
        waited += 1;
        assert!(waited < 100, "the place is not given back");
        sleep(Duration::from_millis(100)).await;
    };
    next.init(json!({})).await;
    assert_eq!(
        next.hear().await,
        Heard::Said(json!({ "type": "connection_ack" }))
    );
    while let Heard::Said(_) = deaf.hear().await {}
    live.stop().await;
}
