//! One question in surveys that a city repeats.

use chrono::Duration;
use serde_json::{Value, json};

use super::{Asked, options};
use crate::support::{Network, this_morning};

async fn year(network: &Network, city: &str, (series, years_ago): (&str, i32), yes: u64) -> Asked {
    let series = (!series.is_empty()).then(|| series.to_owned());
    let asked = Asked::by(network, city, |survey| {
        survey.series = series;
        survey.closed_at = Some(this_morning() - Duration::days(365 * i64::from(years_ago)));
    })
    .await;
    asked
        .useful(network, &[("YOUNG", "YES", yes), ("OLD", "NO", 20)])
        .await;
    asked.publish(network, (city, json!({})), "id").await;
    asked
}

const TREND: &str = "trend(question: \"useful\") {
    survey { id } snapshot { number } result { distributions { options { code count } } }
}";

fn yes(trend: &Value) -> Vec<u64> {
    let points = trend.as_array().unwrap().iter();
    points
        .map(|point| {
            point["result"]["distributions"][0]["options"][0]["count"]
                .as_u64()
                .unwrap()
        })
        .collect()
}

#[tokio::test]
async fn a_repeated_question_is_followed_over_the_years() {
    let network = Network::start().await;
    let now = year(&network, "kr-hanam", ("residents", 0), 30).await;
    year(&network, "kr-hanam", ("residents", 2), 10).await;
    year(&network, "kr-hanam", ("residents", 1), 20).await;
    year(&network, "kr-hanam", ("visitors", 1), 90).await;
    year(&network, "kr-suwon", ("residents", 1), 91).await;
    let query = format!(
        "{{ node(id: \"{}\") {{ ... on Survey {{ {TREND} }} }} }}",
        now.id
    );

    let (answer, statements) = network.statements(&query).await;

    assert_eq!(
        yes(&answer["data"]["node"]["trend"]),
        [10, 20, 30],
        "{answer}"
    );
    assert_eq!(
        statements, 4,
        "the survey, its series, their snapshots, the question"
    );
}

#[tokio::test]
async fn a_question_with_other_options_does_not_compare() {
    let network = Network::start().await;
    let now = year(&network, "kr-hanam", ("residents", 0), 30).await;
    let other = Asked::by(&network, "kr-hanam", |survey| {
        survey.series = Some("residents".to_owned());
    })
    .await;
    other
        .version(
            &network,
            2,
            json!({ "questions": [{
        "key": "useful", "kind": "SINGLE_CHOICE", "text": {}, "options": options(&["YES", "NO"]),
    }] }),
        )
        .await;
    other
        .answered(
            &network,
            (2, "useful"),
            &[("OLD", "YES", 40), ("OLD", "NO", 40)],
        )
        .await;
    other.answered(&network, (2, ""), &[("OLD", "", 80)]).await;
    other.publish(&network, ("kr-hanam", json!({})), "id").await;
    let query = format!(
        "{{ node(id: \"{}\") {{ ... on Survey {{ {TREND} }} }} }}",
        now.id
    );

    let reply = network.ask(&query).await;

    assert_eq!(yes(&reply["data"]["node"]["trend"]), [30]);
}

#[tokio::test]
async fn a_survey_that_is_not_repeated_stands_alone() {
    let network = Network::start().await;
    let alone = year(&network, "kr-hanam", ("", 0), 30).await;
    year(&network, "kr-hanam", ("", 1), 20).await;
    let query = format!(
        "{{ node(id: \"{}\") {{ ... on Survey {{ {TREND} }} }} }}",
        alone.id
    );

    let reply = network.ask(&query).await;

    assert_eq!(yes(&reply["data"]["node"]["trend"]), [30]);
}
