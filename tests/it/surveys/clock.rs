//! Surveys open and close at their times, whoever looks.

use std::time::Duration;

use chrono::{DateTime, Utc};
use entity::{SurveyId, survey};
use learning_cities::{
    app::Clock,
    db::Db,
    domain::{
        Viewer,
        survey::clock::{due, follow},
        viewer::KeepTime,
        writing::Writing,
    },
    worker::Workers,
};
use sea_orm::EntityTrait;
use serde_json::json;

use super::{published, small, step};
use crate::support::Network;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// The status as the row has it, which is what filters find.
async fn row(network: &Network, id: &str) -> String {
    let id: SurveyId = id.parse().unwrap();
    let row = survey::Entity::find_by_id(id).one(network.app().reader());
    let row = row.await.unwrap().unwrap();
    sea_orm::ActiveEnum::to_value(&row.status)
}

/// A published survey of Hanam that is open in the second week of March.
async fn of_the_week(network: &Network) -> String {
    let hanam = network.city("kr-hanam", "survey:write");
    let mut input = small();
    input["opensAt"] = json!("2026-03-09T00:00:00Z");
    input["closesAt"] = json!("2026-03-16T00:00:00Z");
    published(&hanam, input).await
}

/// Lets the clock look at every survey at this moment; gives how many followed it.
async fn tick(network: &Network, now: &str) -> usize {
    let (app, now) = (network.app(), at(now));
    let permit = Viewer::Clock.permit::<KeepTime>().unwrap();
    let mut followed = 0;
    for survey in due(app.reader(), now, 100).await.unwrap() {
        let tx = app.begin().await.unwrap();
        let db = Db::new(app.writer().clone()).in_transaction(tx);
        let writing = Writing::new(db, now, "clock");
        followed += usize::from(follow(&writing, &permit, survey).await.unwrap());
        writing.commit().await.unwrap();
    }
    followed
}

#[tokio::test]
async fn a_survey_opens_and_closes_at_its_times() {
    let network = Network::start().await;
    let id = of_the_week(&network).await;
    let last = network.last_entry().await;

    assert_eq!(tick(&network, "2026-03-08T23:59:59Z").await, 0);
    assert_eq!(tick(&network, "2026-03-10T12:00:00Z").await, 1);
    assert_eq!(row(&network, &id).await, "OPEN");
    assert_eq!(tick(&network, "2026-03-10T12:00:05Z").await, 0);
    assert_eq!(tick(&network, "2026-03-16T00:00:00Z").await, 1);
    assert_eq!(row(&network, &id).await, "CLOSED");

    let entries = network.entries_since(last).await;
    let told: Vec<_> = entries.iter().map(|entry| entry.actor.as_str()).collect();
    assert_eq!(told, ["clock", "clock"]);
    let after = entries[0].after.clone().unwrap();
    assert_eq!(after["openedAt"], "2026-03-09T00:00:00+00:00");
    assert_eq!(entries[1].client, None);
}

#[tokio::test]
async fn a_survey_that_nobody_opened_closes_all_the_same() {
    let network = Network::start().await;
    let id = of_the_week(&network).await;
    let hanam = network.city("kr-hanam", "survey:write");
    step(&hanam, "surveyPause", &id).await;

    assert_eq!(tick(&network, "2026-03-10T00:00:00Z").await, 0, "paused");
    assert_eq!(tick(&network, "2026-04-01T00:00:00Z").await, 1);

    assert_eq!(row(&network, &id).await, "CLOSED");
}

#[tokio::test]
async fn what_is_shown_does_not_wait_for_the_clock() {
    let network = Network::start().await;
    let id = of_the_week(&network).await;
    let week = network
        .another_server_at(Clock::Fixed(at("2026-03-10T12:00:00Z")))
        .await;
    let query = format!("{{ node(id: \"{id}\") {{ ... on Survey {{ status }} }} }}");

    assert_eq!(
        network.ask(&query).await["data"]["node"]["status"],
        "PUBLISHED"
    );
    assert_eq!(week.ask(&query).await["data"]["node"]["status"], "OPEN");
    assert_eq!(row(&network, &id).await, "PUBLISHED");

    let hanam = week.city("kr-hanam", "survey:write");
    assert_eq!(step(&hanam, "surveyClose", &id).await, "CLOSED");
}

#[tokio::test]
async fn two_servers_move_each_survey_once() {
    let network = Network::start().await;
    for _ in 0..5 {
        of_the_week(&network).await;
    }
    let last = network.last_entry().await;
    let moment = "2026-03-10T12:00:00Z";

    let both = Box::pin(futures_util::future::join(
        tick(&network, moment),
        tick(&network, moment),
    ))
    .await;

    assert_eq!(both.0 + both.1 + tick(&network, moment).await, 5);
    assert_eq!(network.entries_since(last).await.len(), 5);
}

#[tokio::test]
async fn the_server_keeps_time_while_it_runs() {
    let network = Network::start().await;
    let id = of_the_week(&network).await;
    let week = network
        .another_server_at(Clock::Fixed(at("2026-03-10T12:00:00Z")))
        .await;

    let workers = Workers::start(week.app());
    for _ in 0..100 {
        if row(&network, &id).await == "OPEN" {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    workers.stop().await;

    assert_eq!(row(&network, &id).await, "OPEN");
    let found = network
        .ask(&format!(
            "{{ surveys(where: {{ id: {{ eq: \"{id}\" }}, status: {{ eq: OPEN }} }}) {{ totalCount }} }}"
        ))
        .await;
    assert_eq!(found["data"]["surveys"]["totalCount"], 1);
}
