//! What everybody who asks is told while there is no database.

use axum::http::StatusCode;
use sea_orm::ConnectionTrait;
use serde_json::Value;

use crate::support::Network;

const PATHS: [&str; 8] = [
    "/feeds/rpde/programmes",
    "/news.atom",
    "/lists/programmes.csv",
    "/cities/kr-hanam",
    "/cities/kr-hanam/calendar.ics",
    "/catalog.jsonld",
    "/surveys/survey_01h455vb4pex5vsknk084sn02q/surveyjs.json",
    "/graphql?query=%7Bcity(slug:%22kr-hanam%22)%7Bname%7D%7D",
];

/// A network whose connections are gone for good.
async fn without_a_database() -> Network {
    let network = Network::start().await;
    let pools = [network.app().reader(), network.app().writer()];
    for pool in pools {
        pool.connections().close_by_ref().await.unwrap();
    }
    network
}

#[tokio::test]
async fn every_route_says_that_the_database_is_away_and_when_to_come_again() {
    let network = without_a_database().await;
    for path in PATHS {
        let reply = network.get(path).await;
        assert_eq!(reply.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
        assert_eq!(reply.header("retry-after"), "5", "{path}");
        assert_eq!(reply.code(), "UNAVAILABLE", "{path}");
    }
}

#[tokio::test]
async fn a_network_without_a_database_is_not_a_network_without_cities() {
    let network = without_a_database().await;

    let reply = network
        .ask("{ city(slug: \"kr-hanam\") { name } cities { totalCount } __typename }")
        .await;

    assert_eq!(reply.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(!reply.has_data(), "{reply:?}");
    assert_eq!(reply["errors"].as_array().map(Vec::len), Some(1));
    assert_eq!(reply["errors"][0]["path"], Value::Null);
}

#[tokio::test]
async fn a_part_that_fails_does_not_leave_half_an_answer() {
    let network = Network::start().await;
    let writer = network.app().writer();
    // Deeper in the answer than the city, which is found.
    let away = "ALTER TABLE survey RENAME TO survey_away";
    writer.execute_unprepared(away).await.unwrap();

    let reply = network
        .ask("{ city(slug: \"kr-hanam\") { name surveys(first: 1) { totalCount } } }")
        .await;

    // A table that is not there is a fault of ours, and told at its place.
    assert_eq!(reply.code(), "INTERNAL");
}
