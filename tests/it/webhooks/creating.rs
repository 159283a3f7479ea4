//! A body says where it wants to be told, and what.

use serde_json::{Value, json};

use super::{Receiver, hanam, hook, is_signed_with, log, partner, publish, work};
use crate::support::{Network, complaints};

const SHOWS: &str = "webhook { id url eventTypes types bodies selection status scopes } secret";

#[tokio::test]
async fn a_partner_makes_a_webhook_and_sees_its_secret_once() {
    let network = Network::start().await;
    let partner = partner(&network);
    let hanam = network.id_of("city", "kr-hanam").await;
    let input = json!({
        "url": "http://127.0.0.1:9/hook",
        "label": "our course finder",
        "eventTypes": ["PROGRAMME_PUBLISHED", "PROGRAMME_WITHDRAWN"],
        "types": ["PROGRAMME"],
        "bodies": [hanam],
        "selection": "{ recordId record { ... on Programme { title } } }",
    });

    let made = partner.change("webhookCreate", input.clone(), SHOWS).await;
    let again = partner.change("webhookCreate", input.clone(), SHOWS).await;
    let query = "{ viewer { webhooks { id label history { nodes { changes { field after } } } } }
        auditLog { nodes { kind changes { field after } } } }";
    let listed = partner.ask(query).await;

    let webhook = &made["webhook"];
    for field in ["url", "eventTypes", "types", "bodies", "selection"] {
        assert_eq!(webhook[field], input[field], "{field}");
    }
    assert_eq!(webhook["status"], "ACTIVE");
    let secret = made["secret"].as_str().unwrap();
    assert!(
        secret.starts_with("whsec_") && secret.len() == 6 + 44,
        "{secret}"
    );
    assert_ne!(made["secret"], again["secret"]);
    assert!(listed.text.contains("our course finder"));
    assert!(!listed.text.contains("whsec_"), "{listed:?}");
}

#[tokio::test]
async fn a_repeated_request_makes_no_second_webhook_and_shows_no_secret() {
    let network = Network::start().await;
    let partner = partner(&network);
    let query = "mutation { webhookCreate(input: { url: \"http://127.0.0.1:9/\" }) {
        webhook { id } secret userErrors { code }
    } }";

    let first = partner.ask_with_key(query, json!({}), "first").await;
    let again = partner.ask_with_key(query, json!({}), "first").await;

    let payload = |reply: &crate::support::Reply| reply["data"]["webhookCreate"].clone();
    assert_eq!(payload(&again)["webhook"], payload(&first)["webhook"]);
    assert!(payload(&first)["secret"].is_string(), "{first:?}");
    assert_eq!(payload(&again)["secret"], Value::Null);
    assert_eq!(log(&partner).await.len(), 1);
}

#[tokio::test]
async fn no_webhook_leads_to_where_nothing_may_go() {
    let network = Network::start().await.another_server_for_the_public().await;
    let partner = partner(&network);
    for url in [
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[64:ff9b::a9fe:a9fe]/",
        "https://[2002:7f00:1::]/",
        "https://127.0.0.1/",
        "https://10.0.0.1/",
        "https://100.64.0.1/",
        "https://224.0.0.1/",
        "http://hooks.example.org/",
        "https://user@hooks.example.org/",
        "ftp://hooks.example.org/",
        "https://",
        "hook",
        "",
    ] {
        let made = partner
            .change("webhookCreate", json!({ "url": url }), SHOWS)
            .await;
        assert!(
            complaints(&made).contains(&"INVALID url".to_owned()),
            "{url}: {made}"
        );
        assert_eq!(made["webhook"], Value::Null);
    }
    let input = json!({ "url": "https://hooks.example.org/learning?x=1" });
    let made = partner.change("webhookCreate", input, SHOWS).await;
    assert_eq!(complaints(&made), Vec::<String>::new());
}

#[tokio::test]
async fn a_selection_is_what_a_change_has_and_nothing_around_it() {
    let network = Network::start().await;
    let partner = partner(&network);
    let deep = format!(
        "{{ record {{ ... on City {} }} }}",
        "{ alliances { nodes ".repeat(30)
    );
    for selection in [
        "title",
        "{ title }",
        "{ kind",
        "{ kind } } } } mutation M { webhookDelete(input: { id: \"x\" }) { deletedId } }",
        "{ kind } } viewer { name } changes(first: 1) { nodes { kind }",
        "{ kind ...More } fragment More on Change { at }",
        "{ lc_cursor: kind }",
        "@skip(if: true) { kind }",
        &deep,
        &"{ kind } ".repeat(2_000),
    ] {
        let input = json!({ "url": "http://127.0.0.1:9/", "selection": selection });
        let made = partner.change("webhookCreate", input, SHOWS).await;
        let found = complaints(&made);
        assert!(
            found.contains(&"INVALID selection".to_owned()),
            "{selection}: {made}"
        );
    }
    let input = json!({ "url": "http://127.0.0.1:9/", "selection": "{ kind } # all of it }" });
    let made = partner.change("webhookCreate", input, SHOWS).await;
    assert_eq!(complaints(&made), Vec::<String>::new());
}

#[tokio::test]
async fn a_body_has_no_more_webhooks_than_the_limit_says() {
    let network = Network::start().await;
    let partner = partner(&network);
    let input = json!({ "url": "http://127.0.0.1:9/" });
    for _ in 0..20 {
        let made = partner.change("webhookCreate", input.clone(), SHOWS).await;
        assert_eq!(complaints(&made), Vec::<String>::new());
    }
    let made = partner.change("webhookCreate", input, SHOWS).await;
    assert_eq!(complaints(&made), ["TOO_MANY "]);
}

#[tokio::test]
async fn a_webhook_sees_what_the_token_sees_that_changed_it_last() {
    let network = Network::start().await;
    let receiver = Receiver::start().await;
    let hook = hook(&hanam(&network), &receiver, json!({})).await;
    let narrow = network.city("kr-hanam", "webhook:manage");

    let input = json!({ "id": hook.id, "label": "mine now" });
    let changed = narrow
        .change("webhookUpdate", input, "webhook { scopes version }")
        .await;

    assert_eq!(changed["webhook"]["scopes"], json!(["webhook:manage"]));
    super::draft(&hanam(&network), "secret plan").await;
    work(&network).await;
    assert_eq!(receiver.got().len(), 0, "a draft was told");
}

#[tokio::test]
async fn both_secrets_sign_until_the_old_one_ends() {
    let network = Network::start().await;
    let receiver = Receiver::start().await;
    let partner = partner(&network);
    let hook = hook(&partner, &receiver, json!({})).await;

    let input = json!({ "id": hook.id, "overlapHours": 2 });
    let rotated = partner.change("webhookRotateSecret", input, "secret").await;
    let new = rotated["secret"].as_str().unwrap().to_owned();
    publish(&hanam(&network), "one").await;
    work(&network).await;
    let now = network.app().now() + chrono::TimeDelta::hours(3);
    let later = network
        .another_server_at(learning_cities::app::Clock::Fixed(now))
        .await;
    publish(&hanam(&later), "two").await;
    work(&later).await;

    let got = receiver.got();
    let (first, last) = (&got[0], got.last().unwrap());
    assert!(is_signed_with(first, &hook.secret) && is_signed_with(first, &new));
    assert!(!is_signed_with(last, &hook.secret) && is_signed_with(last, &new));
}

#[tokio::test]
async fn a_webhook_that_was_deleted_is_told_nothing() {
    let network = Network::start().await;
    let receiver = Receiver::start().await;
    let partner = partner(&network);
    let hook = hook(&partner, &receiver, json!({})).await;

    let deleted = partner
        .change("webhookDelete", json!({ "id": hook.id }), "deletedId")
        .await;
    publish(&hanam(&network), "one").await;
    work(&network).await;

    assert_eq!(deleted["deletedId"], hook.id.as_str());
    assert!(receiver.got().is_empty() && log(&partner).await.is_empty());
}
