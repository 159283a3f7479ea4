//! How well cities close the loop, against a plain recount.

use chrono::{DateTime, Duration, Utc};
use entity::{SurveyId, survey, values::SurveyStatus};
use learning_cities::app::Clock;
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use serde_json::{Value, json};

use super::{WHOLE_WAY, closed_survey, results};
use crate::support::{Network, this_morning};

const LOOP: &str = "feedbackLoop { origin closedSurveys answeredSurveys answeredShare
    medianDaysToAction dueActions doneInTime inTimeShare declinedWithReason
    coverage { cities ofCities } asOf }";

/// What a plain recount comes to: of the surveys, days from close to first action.
fn recount(closed: u32, mut days: Vec<f64>, due: (u32, u32), declined: u32) -> Value {
    let share = |part: u32, whole: u32| match whole {
        0 => Value::Null,
        _ => json!((1000.0 * f64::from(part) / f64::from(whole)).round() / 10.0),
    };
    days.sort_by(f64::total_cmp);
    let median = match days.len() {
        0 => Value::Null,
        odd if odd % 2 == 1 => json!(days[odd / 2]),
        even => json!(f64::midpoint(days[even / 2 - 1], days[even / 2])),
    };
    let answered = u32::try_from(days.len()).unwrap();
    json!({
        "origin": "REAL", "closedSurveys": closed, "answeredSurveys": answered,
        "answeredShare": share(answered, closed), "medianDaysToAction": median,
        "dueActions": due.0, "doneInTime": due.1, "inTimeShare": share(due.1, due.0),
        "declinedWithReason": declined,
    })
}

fn without(mut told: Value, fields: &[&str]) -> Value {
    for field in fields {
        told.as_object_mut().unwrap().remove(*field);
    }
    told
}

async fn of_hanam(network: &Network, period: &str) -> Value {
    let query = format!(
        "{{ city(slug: \"kr-hanam\") {{ {} }} }}",
        with_period(period)
    );
    let reply = network.ask(&query).await;
    assert!(reply["errors"].is_null(), "{reply:?}");
    reply["data"]["city"]["feedbackLoop"].clone()
}

fn with_period(period: &str) -> String {
    LOOP.replacen("feedbackLoop", &format!("feedbackLoop{period}"), 1)
}

/// A survey that closed so many days ago, and its theme.
async fn surveyed(network: &Network, city: &str, days: i64) -> Value {
    let survey = closed_survey(network, city, this_morning() - Duration::days(days)).await;
    let snapshot = results(network, &survey).await.to_string();
    let caller = network.city(city, "feedback:write");
    let evidence = json!([{ "sourceId": snapshot, "questionKey": "evening" }]);
    caller.theme(evidence).await
}

#[tokio::test]
async fn where_nothing_was_asked_there_is_no_share() {
    let network = Network::start().await;

    let told = of_hanam(&network, "").await;

    assert_eq!(told["coverage"], json!({ "cities": 0, "ofCities": 1 }));
    assert_eq!(told["asOf"], "2026-03-02T09:00:00+00:00");
    let told = without(told, &["coverage", "asOf"]);
    assert_eq!(told, recount(0, vec![], (0, 0), 0));
}

#[tokio::test]
async fn a_city_that_answers_is_seen_to_answer() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "feedback:write");
    let mut themes = Vec::new();
    for days in [30, 11, 4, 2] {
        themes.push(surveyed(&network, "kr-hanam", days).await);
    }
    // The first is answered twice, on the same day; the last only in secret.
    for (theme, due) in [
        (0, "2026-03-02"),
        (0, "2026-03-01"),
        (1, "2026-02-27"),
        (2, "2027-01-01"),
    ] {
        let action = hanam.action(&themes[theme], json!({ "dueOn": due })).await;
        hanam.publish(&action).await;
        if due == "2026-03-02" || due == "2026-02-27" {
            hanam.walk(&action, &WHOLE_WAY).await;
        }
    }
    hanam
        .action(&themes[3], json!({ "dueOn": "2026-01-01" }))
        .await;
    let declined = hanam
        .action(&themes[2], json!({ "dueOn": "2026-01-01" }))
        .await;
    hanam.publish(&declined).await;
    hanam.walk(&declined, &["UNDER_REVIEW"]).await;
    let no = json!({ "id": declined, "to": "DECLINED", "reason": super::ko("자리가 없다") });
    hanam.change("feedbackActionMove", no, "").await;

    let told = of_hanam(&network, "").await;

    assert_eq!(told["coverage"], json!({ "cities": 1, "ofCities": 1 }));
    let expected = recount(4, vec![30.0, 11.0, 4.0], (3, 1), 1);
    assert_eq!(without(told, &["coverage", "asOf"]), expected);
    assert_eq!(expected["answeredShare"], 75.0);

    // The first survey closed on the last day of January, the last one on the 28th.
    let period = "(period: { from: \"2026-02-01\", to: \"2026-02-27\" })";
    let february = of_hanam(&network, period).await;
    let expected = recount(2, vec![11.0, 4.0], (1, 0), 0);
    assert_eq!(without(february, &["coverage", "asOf"]), expected);
}

#[tokio::test]
async fn a_due_day_that_is_over_counts_from_the_next_day_on() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "feedback:write");
    let theme = hanam.heard_theme().await;
    let action = hanam.action(&theme, json!({ "dueOn": "2026-03-02" })).await;
    hanam.publish(&action).await;

    assert_eq!(of_hanam(&network, "").await["dueActions"], 0);
    // Midnight in Seoul is three in the afternoon in universal time.
    let evening: DateTime<Utc> = "2026-03-02T15:00:00Z".parse().unwrap();
    let later = network.another_server_at(Clock::Fixed(evening)).await;
    assert_eq!(of_hanam(&later, "").await["dueActions"], 1);
}

#[tokio::test]
async fn a_survey_that_the_clock_closed_counts_at_once() {
    let network = Network::start().await;
    let survey = closed_survey(&network, "kr-hanam", this_morning()).await;
    let by_the_clock = survey::Model {
        id: SurveyId::new(this_morning()),
        slug: "by-the-clock".to_owned(),
        status: SurveyStatus::Open,
        closes_at: Some(this_morning()),
        closed_at: None,
        results_published_at: None,
        ..survey
    };
    let row = by_the_clock.into_active_model();
    row.insert(network.app().writer()).await.unwrap();

    assert_eq!(of_hanam(&network, "").await["closedSurveys"], 2);
}

#[tokio::test]
async fn a_network_counts_its_real_member_cities() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "feedback:write");
    let theme = surveyed(&network, "kr-hanam", 7).await;
    surveyed(&network, "kr-suwon", 7).await;
    let action = hanam.action(&theme, json!({})).await;
    hanam.publish(&action).await;
    let counts = "{ network(alliance: \"gnlc\") { cities { count } } }";
    let counts = network.ask(counts).await;
    let cities = &counts["data"]["network"]["cities"]["count"];

    let query = format!(
        "{{ all: {LOOP} gnlc: {} none: {} }}",
        with_period("(alliance: \"gnlc\")"),
        with_period("(period: { to: \"2026-01-01\" })"),
    );
    let (answer, statements) = network.statements(&query).await;

    let told = &answer["data"];
    let expected = recount(2, vec![7.0], (0, 0), 0);
    for scope in ["all", "gnlc"] {
        let numbers = without(told[scope].clone(), &["coverage", "asOf"]);
        assert_eq!(numbers, expected, "{scope}");
        assert_eq!(told[scope]["coverage"]["cities"], 2, "{scope}");
    }
    assert_eq!(told["gnlc"]["coverage"]["ofCities"], *cities);
    assert_eq!(told["none"]["closedSurveys"], 0);
    assert_eq!(told["none"]["answeredShare"], Value::Null);
    assert_eq!(statements, 7);
}
