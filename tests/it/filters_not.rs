//! What does not hold is all that is left: a record of which nobody said something, too.

use serde_json::{Value, json};

use crate::support::Network;

/// A list, the type of its filter, and conditions of which each can meet a missing value.
const CONDITIONS: [(&str, &str, &[&str]); 9] = [
    (
        "programmes",
        "ProgrammeFilter",
        &[
            r#"{"provider": {"eq": "organisation_01kjpe6rf2f8ca5k9yzxbw7gq1"}}"#,
            r#"{"externalId": {"eq": "LLL-1"}}"#,
            r#"{"topic": {"eq": "LITERACY"}}"#,
            r#"{"alliance": {"isNull": true}}"#,
            r#"{"offerings": {"some": {"endDate": {"lt": "2026-11-01"}}}}"#,
            r#"{"offerings": {"none": {"endDate": {"lt": "2026-11-01"}}}}"#,
            r#"{"or": [{"externalId": {"eq": "LLL-1"}}, {"topic": {"eq": "LITERACY"}}]}"#,
            r#"{"not": {"externalId": {"eq": "LLL-1"}}}"#,
            r#"{"and": []}"#,
            r#"{"or": []}"#,
        ],
    ),
    (
        "offerings",
        "OfferingFilter",
        &[
            r#"{"learningSpace": {"eq": "space_01kjpe6rf2f8ca5k9yzxbw7gq1"}}"#,
            r#"{"enrolmentOpens": {"lte": "2026-11-01"}}"#,
            r#"{"endDate": {"eq": "2026-11-01"}}"#,
            r#"{"startDate": {"gt": "2026-03-01"}}"#,
            r#"{"enrolmentCloses": {"gte": "2026-03-01"}}"#,
        ],
    ),
    (
        "organisations",
        "OrganisationFilter",
        &[
            r#"{"country": {"eq": "KR"}}"#,
            r#"{"city": {"in": []}}"#,
            r#"{"city": {"eq": "city_01kjpe6rf2f8ca5k9yzxbw7gq1"}}"#,
        ],
    ),
    (
        "alliances",
        "AllianceFilter",
        &[
            r#"{"parent": {"eq": "alliance_01kjpe6rf2f8ca5k9yzxbw7gq1"}}"#,
            r#"{"city": {"eq": "city_01kjpe6rf2f8ca5k9yzxbw7gq1"}}"#,
        ],
    ),
    (
        "cities",
        "CityFilter",
        &[
            r#"{"population": {"lt": 5000000}}"#,
            r#"{"population": {"gte": 1, "lt": 5000000}}"#,
        ],
    ),
    (
        "plans",
        "PlanFilter",
        &[
            r#"{"ordinal": {"gt": 1}}"#,
            r#"{"externalId": {"eq": "x"}}"#,
        ],
    ),
    (
        "surveys",
        "SurveyFilter",
        &[r#"{"closesAt": {"lt": "2026-11-01T00:00:00Z"}}"#],
    ),
    (
        "learningSpaces",
        "LearningSpaceFilter",
        &[r#"{"provider": {"eq": "organisation_01kjpe6rf2f8ca5k9yzxbw7gq1"}}"#],
    ),
    (
        "feedbackSessions",
        "FeedbackSessionFilter",
        &[r#"{"externalId": {"eq": "x"}}"#],
    ),
];

async fn count(network: &Network, (list, filter): (&str, &str), condition: &Value) -> i64 {
    let query = format!("query ($where: {filter}) {{ {list}(where: $where) {{ totalCount }} }}");
    let reply = network
        .ask_with(&query, json!({ "where": condition }))
        .await;
    let count = reply["data"][list]["totalCount"].as_i64();
    count.unwrap_or_else(|| panic!("{condition}: {reply:?}"))
}

#[tokio::test]
async fn what_holds_and_what_does_not_are_all_there_is() {
    let network = Network::start().await;
    for (list, filter, conditions) in CONDITIONS {
        let of = (list, filter);
        let all = count(&network, of, &json!({})).await;
        for condition in conditions {
            let condition: Value = serde_json::from_str(condition).unwrap();
            let holds = count(&network, of, &condition).await;
            let does_not = count(&network, of, &json!({ "not": condition })).await;
            assert_eq!(holds + does_not, all, "{list} {condition}");
        }
    }
}

#[tokio::test]
async fn a_programme_of_no_alliance_is_not_of_that_one() {
    let network = Network::start().await;
    let of = ("programmes", "ProgrammeFilter");
    let all = count(&network, of, &json!({})).await;
    let found = network
        .ask("{ alliances(first: 100) { nodes { id } } }")
        .await;
    for alliance in found["data"]["alliances"]["nodes"].as_array().unwrap() {
        let eq = count(
            &network,
            of,
            &json!({ "alliance": { "eq": alliance["id"] } }),
        )
        .await;
        let not = count(
            &network,
            of,
            &json!({ "alliance": { "not": alliance["id"] } }),
        )
        .await;
        assert_eq!(eq + not, all, "{alliance}");
    }
    let none = count(&network, of, &json!({ "alliance": { "isNull": true } })).await;
    let some = count(&network, of, &json!({ "alliance": { "isNull": false } })).await;
    assert!(none > 0 && some > 0, "{none} {some}");
    assert_eq!(none + some, all);
}
