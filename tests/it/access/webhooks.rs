//! Webhooks, as everybody would like to have them.

use super::mutations::{Given, Mutation, mutations};

const HANAM: &str = "city:kr-hanam";

pub const WEBHOOK: Given = (
    "webhook",
    HANAM,
    "mutation { webhookCreate(input: { url: \"http://127.0.0.1:9/\" }) { webhook { id } } }",
    "/data/webhookCreate/webhook/id",
);

/// Every mutation of webhooks.
pub const WEBHOOKS: &[Mutation] = mutations! {
    "webhookCreate" by "webhook:manage" of HANAM, given [],
        "{ url: \"http://127.0.0.1:9/\" }";
    "webhookUpdate" by "webhook:manage" of HANAM, given [WEBHOOK],
        "{ id: $webhook, label: \"x\" }";
    "webhookPause" by "webhook:manage" of HANAM, given [WEBHOOK],
        "{ id: $webhook }";
    "webhookResume" by "webhook:manage" of HANAM, given [WEBHOOK],
        "{ id: $webhook, skipMissed: true }";
    "webhookRotateSecret" by "webhook:manage" of HANAM, given [WEBHOOK],
        "{ id: $webhook }";
    "webhookTest" by "webhook:manage" of HANAM, given [WEBHOOK],
        "{ id: $webhook }";
    "webhookRedeliver" by "webhook:manage" of HANAM, given [WEBHOOK],
        "{ id: $webhook }";
    "webhookDelete" by "webhook:manage" of HANAM, given [WEBHOOK],
        "{ id: $webhook }";
};
