//! Following the network: over sockets, over event streams, over two servers.

mod changes;
mod closing;
mod events;
mod one_address;
mod operations;
mod reconnecting;
mod sharing;
mod slow;
mod socket;
mod tally;

use std::net::SocketAddr;

use learning_cities::{http, worker::Workers};
use serde_json::{Value, json};
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};

use self::socket::Socket;
use crate::support::{Network, course};

/// What most followers ask for.
const CHANGES: &str = "subscription ($after: String, $types: [RecordKind!]) {
    changeStream(after: $after, types: $types) { cursor kind happening recordId isGone }
}";

/// A network that can be reached, with its workers at work.
struct Live {
    address: SocketAddr,
    workers: Workers,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
}

impl Live {
    async fn serve(network: &Network) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let (router, limits) = (network.router(), network.app().limits().clone());
        let serving = tokio::spawn(async move {
            http::serve(listener, router, &limits, async { drop(stopped.await) }).await;
        });
        Self {
            address,
            workers: Workers::start(network.app()),
            stop,
            serving,
        }
    }

    /// A visitor whose socket is open.
    async fn visitor(&self) -> Socket {
        Socket::begin(self.address, json!({})).await
    }

    /// Somebody with a token.
    async fn holder_of(&self, token: &str) -> Socket {
        let payload = json!({ "Authorization": format!("Bearer {token}") });
        Socket::begin(self.address, payload).await
    }

    /// Ends as a server does that is told to.
    async fn stop(self) {
        self.stop.send(()).unwrap();
        self.serving.await.unwrap();
        self.workers.stop().await;
    }
}

/// The place behind all that has happened, for this choice of changes.
async fn place(network: &Network, choice: &str) -> String {
    let mut after = Value::Null;
    loop {
        let query = format!(
            "query ($after: String) {{ changes(first: 100, after: $after, {choice}) {{
                next pageInfo {{ hasNextPage }} }} }}"
        );
        let reply = network.ask_with(&query, json!({ "after": after })).await;
        let page = &reply["data"]["changes"];
        after = page["next"].clone();
        if page["pageInfo"]["hasNextPage"] != true {
            return after.as_str().unwrap().to_owned();
        }
    }
}

/// The cursors of all changes that a visitor is told, in order.
async fn told(network: &Network, after: Value) -> Vec<String> {
    let query = "query ($after: String) { changes(first: 100, after: $after) {
        nodes { cursor } next pageInfo { hasNextPage } } }";
    let (mut cursors, mut after) = (Vec::new(), after);
    loop {
        let reply = network.ask_with(query, json!({ "after": after })).await;
        let page = &reply["data"]["changes"];
        let nodes = page["nodes"].as_array().unwrap().iter();
        cursors.extend(nodes.map(|node| node["cursor"].as_str().unwrap().to_owned()));
        after = page["next"].clone();
        if page["pageInfo"]["hasNextPage"] != true {
            return cursors;
        }
    }
}

/// Hanam offers a course, which everybody sees; gives the id.
async fn publish_a_course(network: &Network, external_id: &str) -> String {
    let city = network.city("kr-hanam", "programme:write");
    let mut input = course();
    input["externalId"] = external_id.into();
    let made = city.create_programme(input).await;
    let id = made["programme"]["id"].as_str().unwrap().to_owned();
    let published = city
        .change("programmePublish", json!({ "id": id }), "programme { id }")
        .await;
    assert_eq!(published["userErrors"], json!([]), "{published}");
    id
}
