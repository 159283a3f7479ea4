//! Several workers at once: nothing comes twice, and nothing at the same time.

use std::{collections::HashSet, time::Duration};

use futures_util::future::join_all;
use learning_cities::worker::Webhooks;
use serde_json::json;

use super::{Receiver, deliveries, hanam, hook, partner, publish, receiver::Says, rename};
use crate::support::Network;

/// How many change what is told.
const PROGRAMMES: usize = 12;

#[tokio::test(flavor = "multi_thread")]
async fn two_servers_never_send_the_same_delivery() {
    let one = Network::start().await;
    let other = one.another_server().await;
    let receiver = Receiver::start().await;
    let partner = partner(&one);
    hook(&partner, &receiver, json!({})).await;
    receiver.always(Says::After(Duration::from_millis(30)));
    let city = hanam(&one);
    for number in 0..PROGRAMMES {
        let id = publish(&city, &format!("course {number}")).await;
        rename(&city, &id, "Another name").await;
    }

    let servers = [&one, &other, &one, &other];
    let work = servers.map(|server| async {
        let mut webhooks = Webhooks::new(server.app(), server.engine());
        for _ in 0..20 {
            webhooks.work().await.unwrap();
        }
    });
    join_all(work).await;

    let got = receiver.got();
    let ids: HashSet<&str> = got.iter().map(super::Got::id).collect();
    assert_eq!(got.len(), 2 * PROGRAMMES, "each comes once");
    assert_eq!(ids.len(), got.len());
    assert_eq!(receiver.together(), 0);
    let mut seen = HashSet::new();
    for one in &got {
        let subject = one.event()["subject"].clone();
        let is_first = seen.insert(subject.to_string());
        let expected = if is_first {
            "programme.published"
        } else {
            "programme.updated"
        };
        assert_eq!(one.kind(), expected, "{subject}");
    }
    let log = deliveries(&partner).await;
    assert!(
        log.iter()
            .all(|one| one["attempts"] == 1 && one["status"] == "DELIVERED")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_that_many_make_at_once_are_each_told_once() {
    let network = Network::start().await;
    let other = network.another_server().await;
    let receiver = Receiver::start().await;
    hook(&partner(&network), &receiver, json!({})).await;
    let write = |writer: usize| {
        let network = &network;
        async move {
            let city = hanam(network);
            let mut ids = Vec::new();
            for number in 0..6 {
                ids.push(publish(&city, &format!("course {writer} {number}")).await);
            }
            ids
        }
    };
    let work = async {
        let mut servers = [&network, &other].map(|one| Webhooks::new(one.app(), one.engine()));
        for _ in 0..30 {
            for server in &mut servers {
                server.work().await.unwrap();
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };

    let (written, ()) = tokio::join!(join_all((0..4).map(write)), work);
    super::work(&network).await;

    let mut written: Vec<String> = written.into_iter().flatten().collect();
    let got = receiver.got();
    let subjects = got
        .iter()
        .map(|one| one.event()["subject"].as_str().unwrap().to_owned());
    let mut told: Vec<String> = subjects.collect();
    written.sort();
    told.sort();
    assert_eq!(told, written);
}
