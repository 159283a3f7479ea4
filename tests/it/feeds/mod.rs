//! What others read regularly from the network.

mod calendars;
mod catalogue;
mod headers;
mod lists;
mod meetings;
mod news;
mod pages;
pub(crate) mod rpde;
mod statements;

use serde_json::{Value, json};

use crate::support::{Caller, Network, course};

/// The city of Hanam, which writes programmes.
fn hanam(network: &Network) -> Caller<'_> {
    network.city("kr-hanam", "programme:write")
}

/// A published course of Hanam: its id, and that of its offering.
async fn published(network: &Network, course: Value) -> (String, String) {
    let city = hanam(network);
    let made = city.create_programme(course).await;
    let id = made["programme"]["id"].as_str().unwrap().to_owned();
    step(network, "Publish", &id).await;
    let query =
        "query ($id: ID!) { node(id: $id) { ... on Programme { offerings { nodes { id } } } } }";
    let reply = city.ask_with(query, json!({ "id": id })).await;
    let offering = reply["data"]["node"]["offerings"]["nodes"][0]["id"].as_str();
    (id, offering.unwrap_or_default().to_owned())
}

/// The sample course, published.
async fn sample(network: &Network) -> (String, String) {
    published(network, course()).await
}

/// Takes a step with a programme.
async fn step(network: &Network, step: &str, id: &str) {
    let mutation = format!("programme{step}");
    let payload = hanam(network)
        .change(&mutation, json!({ "id": id }), "")
        .await;
    assert_eq!(payload["userErrors"], json!([]), "{payload}");
}
