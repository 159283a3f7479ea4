//! Webhooks: bodies are told of changes, whatever their receivers do.

mod creating;
mod failing;
mod killed;
mod missed;
mod receiver;
mod telling;
mod together;

use aws_lc_rs::hmac;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use learning_cities::worker::Webhooks;
use serde_json::{Value, json};

use self::receiver::{Got, Receiver};
use crate::support::{Caller, Network, complaints};

/// A webhook with its secret.
struct Hook {
    id: String,
    secret: String,
}

/// Makes a webhook that leads to this receiver.
async fn hook(owner: &Caller<'_>, receiver: &Receiver, more: Value) -> Hook {
    let mut input = json!({ "url": receiver.url });
    input
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    let made = owner
        .change("webhookCreate", input, "webhook { id } secret")
        .await;
    assert_eq!(complaints(&made), Vec::<String>::new());
    Hook {
        id: made["webhook"]["id"].as_str().unwrap().to_owned(),
        secret: made["secret"].as_str().unwrap().to_owned(),
    }
}

/// Does what a server does for webhooks, once.
async fn work(network: &Network) {
    let mut webhooks = Webhooks::new(network.app(), network.engine());
    webhooks.work().await.unwrap();
}

/// A partner institute that follows the network.
fn partner(network: &Network) -> Caller<'_> {
    network.organisation("pascal-observatory", "webhook:manage audit:read")
}

/// The city whose programmes change.
fn hanam(network: &Network) -> Caller<'_> {
    network.city("kr-hanam", "programme:write programme:read webhook:manage")
}

/// Makes a programme and shows it to everyone; gives its id.
async fn publish(city: &Caller<'_>, external_id: &str) -> String {
    let id = draft(city, external_id).await;
    let published = city
        .change("programmePublish", json!({ "id": id }), "programme { id }")
        .await;
    assert_eq!(complaints(&published), Vec::<String>::new());
    id
}

/// Makes a programme that nobody else sees; gives its id.
async fn draft(city: &Caller<'_>, external_id: &str) -> String {
    let input = json!({
        "externalId": external_id,
        "title": [{ "locale": "ko", "text": "디지털 첫걸음" }, { "locale": "en", "text": "First steps" }],
        "kind": "COURSE",
        "topics": ["DIGITAL_SKILLS"],
    });
    let made = city.create_programme(input).await;
    made["programme"]["id"].as_str().unwrap().to_owned()
}

async fn rename(city: &Caller<'_>, id: &str, title: &str) {
    let input = json!({ "id": id, "title": [{ "locale": "en", "text": title }] });
    let renamed = city
        .change("programmeUpdate", input, "programme { id }")
        .await;
    assert_eq!(complaints(&renamed), Vec::<String>::new());
}

/// The webhooks of whoever asks, with their logs.
async fn log(owner: &Caller<'_>) -> Vec<Value> {
    let query = "{ viewer { webhooks {
        id status pausedBecause scopes
        deliveries(orderBy: { field: CREATED, direction: ASC }, first: 100) {
            totalCount
            nodes { id eventType recordId status attempts lastStatus lastFailure nextAttemptAt finishedAt }
        }
    } } }";
    let reply = owner.ask(query).await;
    let webhooks = reply["data"]["viewer"]["webhooks"].as_array();
    webhooks.unwrap_or_else(|| panic!("{reply:?}")).clone()
}

/// The log of the only webhook.
async fn deliveries(owner: &Caller<'_>) -> Vec<Value> {
    let webhooks = log(owner).await;
    assert_eq!(webhooks.len(), 1);
    webhooks[0]["deliveries"]["nodes"]
        .as_array()
        .unwrap()
        .clone()
}

/// Whether a delivery was signed with this secret.
fn is_signed_with(got: &Got, secret: &str) -> bool {
    let key = STANDARD
        .decode(secret.strip_prefix("whsec_").unwrap())
        .unwrap();
    let key = hmac::Key::new(hmac::HMAC_SHA256, &key);
    let timestamp = &got.headers["webhook-timestamp"];
    let mut message = format!("{}.{timestamp}.", got.id()).into_bytes();
    message.extend_from_slice(&got.body);
    let expected = format!("v1,{}", STANDARD.encode(hmac::sign(&key, &message)));
    let mut signatures = got.headers["webhook-signature"].split(' ');
    signatures.any(|signature| signature == expected)
}
