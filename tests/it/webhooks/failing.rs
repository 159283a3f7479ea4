//! Receivers that fail, hang, answer slowly, lie and send one elsewhere.

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use learning_cities::{app::Clock, limits::Limits};
use serde_json::{Value, json};

use super::{
    Receiver, deliveries, hanam, hook, log, partner, publish, receiver::Says, rename, work,
};
use crate::support::{Network, this_morning};

/// The same network after a while.
async fn later(network: &Network, after: TimeDelta) -> Network {
    network
        .another_server_at(Clock::Fixed(this_morning() + after))
        .await
}

/// A network whose receivers have a second.
async fn impatient() -> Network {
    Network::with_limits(Limits {
        webhook_seconds: 1,
        ..Limits::default()
    })
    .await
}

#[tokio::test]
async fn what_failed_is_sent_again_with_the_same_id() {
    let network = Network::start().await;
    let receiver = Receiver::start().await;
    let partner = partner(&network);
    hook(&partner, &receiver, json!({})).await;
    publish(&hanam(&network), "one").await;
    receiver.then(Says::Status(500));

    work(&network).await;
    let waiting = deliveries(&partner).await;
    work(&network).await;
    let early = receiver.got().len();
    work(&later(&network, TimeDelta::minutes(1)).await).await;

    assert_eq!(
        (&waiting[0]["status"], &waiting[0]["lastStatus"]),
        (&json!("PENDING"), &json!(500))
    );
    assert_eq!(waiting[0]["lastFailure"], "STATUS");
    assert_eq!(early, 1, "it did not wait");
    let got = receiver.got();
    assert_eq!(got.len(), 2);
    assert_eq!(got[0].id(), got[1].id());
    let arrived = &deliveries(&partner).await[0];
    assert_eq!(
        (&arrived["status"], &arrived["attempts"]),
        (&json!("DELIVERED"), &json!(2))
    );
    assert_eq!(arrived["lastFailure"], Value::Null);
}

#[tokio::test]
async fn whatever_a_bad_receiver_does_takes_a_second_and_is_told() {
    let network = impatient().await;
    let partner = partner(&network);
    let elsewhere = Receiver::start().await;
    for (says, status, failure) in [
        (Says::Nothing, Value::Null, "TIMED_OUT"),
        (Says::Slowly, Value::Null, "TIMED_OUT"),
        (Says::Noise, Value::Null, "BROKEN"),
        (Says::HangsUp, Value::Null, "BROKEN"),
        (Says::Lies, json!(500), "STATUS"),
        (
            Says::Elsewhere(elsewhere.url.clone()),
            json!(307),
            "REDIRECTED",
        ),
        (Says::Status(404), json!(404), "STATUS"),
    ] {
        let receiver = Receiver::start().await;
        let hook = hook(&partner, &receiver, json!({})).await;
        publish(
            &hanam(&network),
            &format!("{says:?}").chars().take(9).collect::<String>(),
        )
        .await;
        receiver.always(says.clone());

        let begun = Instant::now();
        work(&network).await;

        assert!(begun.elapsed() < Duration::from_secs(5), "{says:?}");
        let found = &deliveries(&partner).await[0];
        assert_eq!(found["lastFailure"], failure, "{says:?}");
        assert_eq!(found["lastStatus"], status, "{says:?}");
        partner
            .change("webhookDelete", json!({ "id": hook.id }), "deletedId")
            .await;
    }
    assert!(elsewhere.got().is_empty(), "a redirect was followed");
}

#[tokio::test]
async fn nobody_at_the_door_is_noticed_at_once() {
    let network = Network::start().await;
    let partner = partner(&network);
    for (url, failure) in [
        ("http://127.0.0.1:1/", "UNREACHABLE"),
        ("http://nowhere.invalid/", "UNRESOLVED"),
    ] {
        let made = partner
            .change("webhookCreate", json!({ "url": url }), "webhook { id }")
            .await;
        publish(&hanam(&network), failure).await;
        work(&network).await;
        assert_eq!(deliveries(&partner).await[0]["lastFailure"], failure);
        let id = json!({ "id": made["webhook"]["id"] });
        partner.change("webhookDelete", id, "deletedId").await;
    }
}

#[tokio::test]
async fn an_address_that_was_allowed_once_is_looked_at_each_time() {
    let network = Network::start().await;
    let receiver = Receiver::start().await;
    let partner = partner(&network);
    hook(&partner, &receiver, json!({})).await;
    publish(&hanam(&network), "one").await;

    work(&network.another_server_for_the_public().await).await;

    assert_eq!(
        deliveries(&partner).await[0]["lastFailure"],
        "REFUSED_ADDRESS"
    );
    assert!(receiver.got().is_empty());
}

#[tokio::test]
async fn an_answer_without_an_end_is_as_good_as_its_status() {
    let network = Network::start().await;
    let receiver = Receiver::start().await;
    let partner = partner(&network);
    hook(&partner, &receiver, json!({})).await;
    publish(&hanam(&network), "one").await;
    receiver.always(Says::Endless);

    work(&network).await;

    assert_eq!(deliveries(&partner).await[0]["status"], "DELIVERED");
}

#[tokio::test]
async fn what_happened_later_to_a_record_waits_and_other_records_do_not() {
    let network = Network::start().await;
    let receiver = Receiver::start().await;
    hook(&partner(&network), &receiver, json!({})).await;
    let city = hanam(&network);
    let first = publish(&city, "one").await;
    receiver.then(Says::Status(503));
    work(&network).await;

    rename(&city, &first, "Other steps").await;
    let second = publish(&city, "two").await;
    work(&network).await;
    let before = receiver.got();
    work(&later(&network, TimeDelta::minutes(1)).await).await;

    let said = |got: &[super::Got]| {
        let all = got
            .iter()
            .map(|got| (got.event()["subject"].clone(), got.kind()));
        all.collect::<Vec<_>>()
    };
    let published = || "programme.published".to_owned();
    let expected = [(json!(first), published()), (json!(second), published())];
    assert_eq!(said(&before), expected, "the change of the first one waits");
    let expected = [
        (json!(first), published()),
        (json!(first), "programme.updated".to_owned()),
    ];
    assert_eq!(said(&receiver.got()[2..]), expected);
}

#[tokio::test]
async fn what_nobody_took_for_three_days_is_given_up_and_can_be_sent_again() {
    let network = Network::start().await;
    let receiver = Receiver::start().await;
    let partner = partner(&network);
    let hook = hook(&partner, &receiver, json!({})).await;
    publish(&hanam(&network), "one").await;
    receiver.always(Says::Status(500));

    work(&network).await;
    let last = later(&network, TimeDelta::days(3)).await;
    work(&last).await;
    let given_up = deliveries(&partner).await[0].clone();
    receiver.always(Says::Status(204));
    let input = json!({ "id": hook.id });
    let shows = "redelivered";
    let again = super::partner(&last)
        .change("webhookRedeliver", input, shows)
        .await;
    work(&last).await;

    assert_eq!(given_up["status"], "DEAD");
    assert_eq!(again["redelivered"], 1);
    let arrived = deliveries(&partner).await[0].clone();
    assert_eq!(
        (&arrived["status"], &arrived["attempts"]),
        (&json!("DELIVERED"), &json!(3))
    );
    let got = receiver.got();
    assert!(got.iter().all(|one| one.id() == got[0].id()));
    let input = json!({ "id": hook.id, "deliveryId": arrived["id"] });
    let once_more = super::partner(&last)
        .change("webhookRedeliver", input, shows)
        .await;
    work(&last).await;
    assert_eq!(
        (once_more["redelivered"].clone(), receiver.got().len()),
        (json!(1), 4)
    );
}

#[tokio::test]
async fn a_receiver_that_takes_nothing_is_left_alone_and_told_why() {
    let network = Network::start().await;
    let receiver = Receiver::start().await;
    let partner = partner(&network);
    let hook = hook(&partner, &receiver, json!({})).await;
    for name in ["a", "b", "c", "d", "e", "f"] {
        publish(&hanam(&network), name).await;
    }
    receiver.always(Says::Status(500));

    work(&network).await;
    let last = later(&network, TimeDelta::days(3)).await;
    work(&last).await;
    let paused = log(&partner).await[0].clone();
    receiver.always(Says::Status(200));
    let owner = super::partner(&last);
    owner
        .change(
            "webhookResume",
            json!({ "id": hook.id }),
            "webhook { status }",
        )
        .await;
    owner
        .change("webhookRedeliver", json!({ "id": hook.id }), "redelivered")
        .await;
    work(&last).await;

    assert_eq!(
        (&paused["status"], &paused["pausedBecause"]),
        (&json!("PAUSED"), &json!("FAILING"))
    );
    let log = deliveries(&partner).await;
    assert_eq!(log.len(), 6);
    assert!(
        log.iter().all(|one| one["status"] == "DELIVERED"),
        "{log:?}"
    );
    let entries = network.journal().await;
    let by_the_server = entries.iter().filter(|entry| entry.actor == "clock");
    assert_eq!(by_the_server.count(), 1, "it is in the history");
}

#[tokio::test]
async fn a_receiver_that_is_gone_is_asked_once() {
    let network = Network::start().await;
    let receiver = Receiver::start().await;
    let partner = partner(&network);
    hook(&partner, &receiver, json!({})).await;
    publish(&hanam(&network), "one").await;
    receiver.always(Says::Status(410));

    work(&network).await;
    publish(&hanam(&network), "two").await;
    work(&network).await;

    let webhook = &log(&partner).await[0];
    assert_eq!(
        (&webhook["status"], &webhook["pausedBecause"]),
        (&json!("PAUSED"), &json!("GONE"))
    );
    assert_eq!(receiver.got().len(), 1);
}

#[tokio::test]
async fn a_slow_receiver_keeps_nobody_else_waiting() {
    let network = Network::start().await;
    let (slow, quick) = (Receiver::start().await, Receiver::start().await);
    hook(&partner(&network), &slow, json!({})).await;
    hook(&hanam(&network), &quick, json!({})).await;
    slow.always(Says::Nothing);
    publish(&hanam(&network), "one").await;

    let workers = learning_cities::worker::Workers::start(network.app())
        .with_webhooks(network.app(), network.engine());
    let begun = Instant::now();
    while quick.got().len() < 2 {
        assert!(
            begun.elapsed() < Duration::from_secs(5),
            "{:?}",
            quick.got()
        );
        tokio::time::sleep(Duration::from_millis(10)).await;
    }

    drop(workers);
}

#[tokio::test]
async fn a_webhook_ends_with_the_client_that_made_it() {
    let network = Network::start().await;
    let receiver = Receiver::start().await;
    let (client, secret) = network
        .client_of_hanam("webhook:manage programme:read")
        .await;
    let token = network.token_for(&client, &secret).await;
    hook(&network.holder_of(token), &receiver, json!({})).await;

    network.revoke(client.id).await;
    super::draft(&hanam(&network), "one").await;
    work(&network).await;

    let webhook = &log(&hanam(&network)).await[0];
    assert_eq!(webhook["pausedBecause"], "CLIENT_ENDED");
    assert!(receiver.got().is_empty());
}
