//! What the cities of an association say together.

use chrono::{DateTime, Utc};
use entity::{BankQuestionId, bank_question, survey_snapshot, values::Origin};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, sea_query::Expr,
};
use serde_json::{Value, json};

use super::{Asked, useful};
use crate::support::{Network, this_morning};

/// The association shares the question whether it is useful.
async fn shared(network: &Network) -> BankQuestionId {
    let db = network.app().writer();
    let kallc = entity::alliance::Entity::find().filter(entity::alliance::Column::Slug.eq("kallc"));
    let kallc = kallc.one(db).await.unwrap().unwrap();
    let now = this_morning();
    let question = bank_question::Model {
        id: BankQuestionId::new(now),
        alliance_id: kallc.id,
        key: "usefulness".to_owned(),
        default_locale: "ko".to_owned(),
        question: serde_json::from_value(useful()["questions"][0].clone()).unwrap(),
        retired_at: None,
        origin: Origin::Real,
        version: 1,
        created_at: now,
        updated_at: now,
        deleted_at: None,
    };
    let id = question.id;
    question.into_active_model().insert(db).await.unwrap();
    id
}

/// The slugs of real cities that are members of the association.
async fn members(network: &Network) -> Vec<String> {
    let query = "{ alliance(slug: \"kallc\") { members(first: 100, where: { status: { eq: ADMITTED } }) { nodes { member { ... on City { slug } } } } } }";
    let reply = network.ask(query).await;
    let nodes = reply["data"]["alliance"]["members"]["nodes"].as_array();
    let nodes = nodes.unwrap_or_else(|| panic!("{reply:?}")).iter();
    let slugs = nodes.filter_map(|node| node["member"]["slug"].as_str());
    slugs.map(ToOwned::to_owned).collect()
}

async fn asks(network: &Network, city: &str, question: BankQuestionId, unsure: u64) {
    let asked = Asked::by(network, city, |survey| survey.published_version = Some(2)).await;
    let mut content = useful();
    content["questions"][0]["bankQuestionId"] = json!(question.0);
    asked.version(network, 2, content).await;
    let answers = [
        ("YOUNG", "YES", 30),
        ("OLD", "NO", 10),
        ("OLD", "UNSURE", unsure),
    ];
    asked.answered(network, (2, "useful"), &answers).await;
    asked
        .answered(network, (2, ""), &[("OLD", "", 40 + unsure)])
        .await;
    let payload = asked.publish(network, (city, json!({})), "id").await;
    assert_eq!(payload["userErrors"], json!([]));
}

const ROLLUP: &str = "{ surveyRollup(alliance: \"kallc\", questionKey: \"usefulness\", period: { from: \"2026-01-01\", to: \"2026-03-02\" }) {
    coverage { cities ofCities } asOf suppressed suppressionReason answered
    snapshots { number }
    distributions { options { code cities count answered share suppressed suppressionReason } }
} }";

#[tokio::test]
async fn three_cities_are_added_up_with_what_they_rest_on() {
    let network = Network::start().await;
    let question = shared(&network).await;
    let cities = members(&network).await;
    for (city, unsure) in cities.iter().zip([20, 20, 2]) {
        asks(&network, city, question, unsure).await;
    }

    let (answer, statements) = network.statements(ROLLUP).await;

    let rollup = &answer["data"]["surveyRollup"];
    assert_eq!(rollup["coverage"]["cities"], 3, "{answer}");
    assert!(rollup["coverage"]["ofCities"].as_u64() >= Some(3));
    assert_eq!(rollup["answered"], 162);
    let options = &rollup["distributions"][0]["options"];
    assert_eq!(options[0]["count"], 90);
    assert_eq!(options[0]["share"], 55.6);
    let unsure = json!({
        "code": "UNSURE", "cities": 2, "count": null, "answered": null, "share": null,
        "suppressed": true, "suppressionReason": "FEW_CITIES",
    });
    assert_eq!(options[2], unsure, "the third city left it out");
    assert_eq!(
        statements, 5,
        "the alliance, its question, its cities, snapshots, results"
    );
}

#[tokio::test]
async fn two_cities_are_too_few() {
    let network = Network::start().await;
    let question = shared(&network).await;
    for city in members(&network).await.iter().take(2) {
        asks(&network, city, question, 20).await;
    }

    let reply = network.ask(ROLLUP).await;

    let rollup = &reply["data"]["surveyRollup"];
    assert_eq!(rollup["suppressionReason"], "FEW_CITIES", "{reply:?}");
    assert_eq!(rollup["answered"], Value::Null);
    assert_eq!(rollup["distributions"], json!([]));
}

#[tokio::test]
async fn only_the_newest_results_of_a_city_count_and_only_in_the_period() {
    let network = Network::start().await;
    let question = shared(&network).await;
    let cities = members(&network).await;
    for city in cities.iter().take(3) {
        asks(&network, city, question, 20).await;
    }
    let last_month = "2026-02-01T09:00:00Z".parse::<DateTime<Utc>>().unwrap();
    let earlier = survey_snapshot::Entity::update_many()
        .col_expr(survey_snapshot::Column::TakenAt, Expr::value(last_month));
    earlier.exec(network.app().writer()).await.unwrap();
    asks(&network, &cities[0], question, 30).await;

    let reply = network.ask(ROLLUP).await;
    let earlier = network
        .ask(&ROLLUP.replace("2026-03-02", "2026-01-31"))
        .await;

    let rollup = &reply["data"]["surveyRollup"];
    assert_eq!(
        rollup["distributions"][0]["options"][2]["count"], 70,
        "{reply:?}"
    );
    assert_eq!(earlier["data"]["surveyRollup"]["coverage"]["cities"], 0);
}

#[tokio::test]
async fn a_question_that_nobody_shares_is_not_there() {
    let network = Network::start().await;
    assert_eq!(network.ask(ROLLUP).await.code(), "NOT_FOUND");
}
