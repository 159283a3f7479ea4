//! Changes as they happen, from any place on, and nothing that is not theirs to see.

use std::time::{Duration, Instant};

use serde_json::json;

use super::{CHANGES, Live, Socket, place, publish_a_course, told};
use crate::support::{Network, course};

#[tokio::test]
async fn a_course_is_told_the_moment_it_is_published() {
    let network = Network::start().await;
    let live = Live::serve(&network).await;
    let mut socket = live.visitor().await;
    let types = json!({ "types": ["PROGRAMME"] });
    socket.subscribe("1", CHANGES, types).await;
    socket.subscribe("2", "{ __typename }", json!({})).await;
    assert_eq!(socket.next("2").await["data"]["__typename"], "Query");
    socket.hear().await;

    let id = publish_a_course(&network, "stream-1").await;

    let change = socket.change("1").await;
    assert_eq!(change["recordId"], id, "{change}");
    assert_eq!(change["kind"], "PROGRAMME");
    assert_eq!(change["happening"], "PUBLISHED");
    assert_eq!(change["isGone"], false);
    live.stop().await;
}

/// The cursors of the next changes.
async fn cursors(socket: &mut Socket, number: usize) -> Vec<String> {
    let mut cursors = Vec::new();
    while cursors.len() < number {
        let change = socket.change("1").await;
        cursors.push(change["cursor"].as_str().unwrap().to_owned());
    }
    cursors
}

#[tokio::test]
async fn a_follower_reads_all_that_it_missed_and_then_goes_on() {
    let network = Network::start().await;
    let live = Live::serve(&network).await;
    let first = network.ask("{ changes(first: 1) { next } }").await;
    let after = &first["data"]["changes"]["next"];
    publish_a_course(&network, "missed-1").await;
    let missed = told(&network, after.clone()).await;
    assert!(missed.len() > 60, "{}", missed.len());
    let mut socket = live.visitor().await;

    socket
        .subscribe("1", CHANGES, json!({ "after": after }))
        .await;

    assert_eq!(cursors(&mut socket, missed.len()).await, missed);
    publish_a_course(&network, "missed-2").await;
    let last = missed.last().unwrap().as_str();
    let since = told(&network, last.into()).await;
    assert_eq!(cursors(&mut socket, since.len()).await, since);
    assert!(socket.is_quiet_for(Duration::from_millis(700)).await);
    live.stop().await;
}

#[tokio::test]
async fn a_place_that_nobody_can_go_on_from_is_an_error() {
    let network = Network::start().await;
    let live = Live::serve(&network).await;
    let mut socket = live.visitor().await;
    let programmes = place(&network, "types: [PROGRAMME]").await;

    for after in ["yesterday", &programmes] {
        socket
            .subscribe("1", CHANGES, json!({ "after": after }))
            .await;
        assert_eq!(socket.error_code("1").await, "BAD_USER_INPUT", "{after}");
    }
    socket
        .subscribe("1", CHANGES, json!({ "types": ["TEAPOT"] }))
        .await;
    assert_eq!(socket.error_code("1").await, "BAD_USER_INPUT");
    live.stop().await;
}

#[tokio::test]
async fn a_draft_is_told_to_its_city_alone() {
    let network = Network::start().await;
    let live = Live::serve(&network).await;
    let token = network.token("city:kr-hanam", "programme:write");
    let mut hanam = live.holder_of(&token).await;
    let mut visitor = live.visitor().await;
    let after = place(&network, "").await;
    for socket in [&mut hanam, &mut visitor] {
        socket
            .subscribe("1", CHANGES, json!({ "after": after }))
            .await;
    }

    let city = network.city("kr-hanam", "programme:write");
    city.create_programme(course()).await;

    assert_eq!(hanam.change("1").await["happening"], "CREATED");
    assert!(visitor.is_quiet_for(Duration::from_secs(1)).await);
    live.stop().await;
}

#[tokio::test]
async fn what_was_published_on_one_server_is_told_on_the_other() {
    let network = Network::start().await;
    let another = network.another_server().await;
    let (one, other) = (Live::serve(&network).await, Live::serve(&another).await);
    let mut socket = other.visitor().await;
    let after = place(&network, "types: [PROGRAMME]").await;
    let variables = json!({ "types": ["PROGRAMME"], "after": after });
    socket.subscribe("1", CHANGES, variables).await;
    for round in 0..5 {
        let id = publish_a_course(&network, &format!("elsewhere-{round}")).await;
        let published = Instant::now();

        assert_eq!(socket.change("1").await["recordId"], id);
        let late = published.elapsed();
        assert!(late < Duration::from_secs(1), "{late:?}");
    }
    one.stop().await;
    other.stop().await;
}

#[tokio::test]
async fn what_is_no_longer_there_is_told_as_gone() {
    let network = Network::start().await;
    let live = Live::serve(&network).await;
    let id = publish_a_course(&network, "gone-1").await;
    let after = place(&network, "types: [PROGRAMME]").await;
    let mut socket = live.visitor().await;
    let variables = json!({ "types": ["PROGRAMME"], "after": after });
    socket.subscribe("1", CHANGES, variables).await;

    let city = network.city("kr-hanam", "programme:write");
    let suspended = city
        .change("programmeSuspend", json!({ "id": id }), "programme { id }")
        .await;

    assert_eq!(suspended["userErrors"], json!([]), "{suspended}");
    let change = socket.change("1").await;
    assert_eq!(change["recordId"], id);
    assert_eq!(change["isGone"], true, "{change}");
    live.stop().await;
}
