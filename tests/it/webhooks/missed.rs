//! Old changes are cleared away, and no webhook loses one without a word.

use chrono::Duration;
use serde_json::{Value, json};

use super::{Hook, Receiver, hanam, hook, partner, publish, work};
use crate::support::{Caller, Network, clear_journal, complaints, this_morning};

/// Forgets all that can be forgotten.
async fn clear(network: &Network) -> u64 {
    clear_journal(network, this_morning() + Duration::seconds(1)).await
}

async fn pause(owner: &Caller<'_>, hook: &Hook) {
    let input = json!({ "id": hook.id });
    owner
        .change("webhookPause", input, "webhook { status }")
        .await;
}

async fn resume(owner: &Caller<'_>, hook: &Hook, skips: bool) -> Value {
    let input = json!({ "id": hook.id, "skipMissed": skips });
    owner
        .change("webhookResume", input, "webhook { status }")
        .await
}

/// A programme that comes and goes for good.
async fn come_and_go(network: &Network, name: &str) {
    let city = hanam(network);
    let id = publish(&city, name).await;
    let gone = city
        .change("programmeDelete", json!({ "id": id }), "deletedId")
        .await;
    assert_eq!(gone["userErrors"], json!([]));
}

#[tokio::test]
async fn what_an_active_webhook_has_yet_to_be_told_stays() {
    let network = Network::start().await;
    let receiver = Receiver::start().await;
    hook(&partner(&network), &receiver, json!({})).await;
    clear(&network).await;
    come_and_go(&network, "one").await;

    assert_eq!(clear(&network).await, 0, "nobody was told of it");
    work(&network).await;

    let types: Vec<Value> = receiver
        .got()
        .iter()
        .map(|got| got.event()["type"].clone())
        .collect();
    assert_eq!(types, ["programme.published", "programme.withdrawn"]);
    assert!(clear(&network).await > 0, "now everybody was");
}

#[tokio::test]
async fn whoever_rested_for_too_long_has_to_begin_anew() {
    let network = Network::start().await;
    let receiver = Receiver::start().await;
    let partner = partner(&network);
    let hook = hook(&partner, &receiver, json!({})).await;
    pause(&partner, &hook).await;
    come_and_go(&network, "one").await;
    assert!(
        clear(&network).await > 0,
        "a webhook that rests holds nothing up"
    );

    let refused = resume(&partner, &hook, false).await;
    assert_eq!(complaints(&refused), ["CONFLICT skipMissed"]);
    let resumed = resume(&partner, &hook, true).await;
    assert_eq!(resumed["webhook"]["status"], "ACTIVE");

    // What comes from now on is whole, and so it stays after the next rest.
    pause(&partner, &hook).await;
    publish(&hanam(&network), "two").await;
    let resumed = resume(&partner, &hook, false).await;
    assert_eq!(resumed["userErrors"], json!([]));
    work(&network).await;
    assert_eq!(receiver.got().len(), 1);
}
