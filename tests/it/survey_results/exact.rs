//! What the city reads while it asks.

use entity::values::SurveyStatus;
use serde_json::json;

use super::{Asked, useful};
use crate::support::Network;

fn query(asked: &Asked, arguments: &str) -> String {
    format!(
        "{{ node(id: \"{}\") {{ ... on Survey {{ results{arguments} {{
            isExact responses
            questions {{ key answered skipped suppressed
                distributions {{ options {{ code count share suppressed }} }}
                breakdowns {{ by groups {{ code answered skipped distributions {{ options {{ count }} }} }} }}
            }}
        }} }} }} }}",
        asked.id
    )
}

#[tokio::test]
async fn a_city_reads_exact_numbers_while_its_survey_is_open() {
    let network = Network::start().await;
    let asked = Asked::by(&network, "kr-hanam", |survey| {
        survey.status = SurveyStatus::Open;
    })
    .await;
    asked
        .useful(&network, &[("YOUNG", "YES", 2), ("OLD", "NO", 1)])
        .await;
    let hanam = network.city("kr-hanam", "survey:read");

    let reply = hanam.ask(&query(&asked, "(by: \"age\")")).await;

    let results = &reply["data"]["node"]["results"];
    assert_eq!(results["isExact"], true, "{reply:?}");
    assert_eq!(results["responses"], 3);
    let useful = &results["questions"][0];
    assert_eq!(
        useful["distributions"][0]["options"],
        json!([
            { "code": "YES", "count": 2, "share": 66.7, "suppressed": false },
            { "code": "NO", "count": 1, "share": 33.3, "suppressed": false },
            { "code": "UNSURE", "count": 0, "share": 0.0, "suppressed": false },
        ])
    );
    assert_eq!(useful["breakdowns"][0]["groups"][1]["answered"], 1);
    let missing = &results["questions"][1];
    assert_eq!(
        (&missing["answered"], &missing["skipped"]),
        (&json!(0), &json!(3))
    );
}

#[tokio::test]
async fn exact_numbers_cost_two_statements_beside_the_survey() {
    let network = Network::start().await;
    let asked = Asked::by(&network, "kr-hanam", |_| {}).await;
    asked.useful(&network, &[("YOUNG", "YES", 20)]).await;
    let hanam = network.city("kr-hanam", "survey:read");

    let (answer, statements) = hanam.statements(&query(&asked, "")).await;

    assert_eq!(
        answer["data"]["node"]["results"]["responses"], 20,
        "{answer}"
    );
    assert_eq!(statements, 3, "the survey, its versions, its tallies");
}

#[tokio::test]
async fn versions_that_ask_alike_are_added_up_and_read_one_by_one() {
    let network = Network::start().await;
    let asked = Asked::by(&network, "kr-hanam", |_| {}).await;
    asked.version(&network, 2, useful()).await;
    asked.useful(&network, &[("YOUNG", "YES", 4)]).await;
    asked
        .answered(&network, (2, "useful"), &[("OLD", "YES", 3)])
        .await;
    asked.answered(&network, (2, ""), &[("OLD", "", 3)]).await;
    let hanam = network.city("kr-hanam", "survey:read");

    let both = hanam.ask(&query(&asked, "(by: \"VERSION\")")).await;
    let second = hanam.ask(&query(&asked, "(version: 2)")).await;

    let both = &both["data"]["node"]["results"]["questions"][0];
    assert_eq!(both["answered"], 7);
    assert_eq!(both["breakdowns"][0]["groups"][1]["answered"], 3);
    assert_eq!(
        second["data"]["node"]["results"]["questions"][0]["answered"],
        3
    );
}

#[tokio::test]
async fn what_cannot_be_asked_is_said() {
    let network = Network::start().await;
    let asked = Asked::by(&network, "kr-hanam", |_| {}).await;
    let hanam = network.city("kr-hanam", "survey:read");
    for arguments in ["(by: \"income\")", "(version: 9)"] {
        assert_eq!(
            hanam.ask(&query(&asked, arguments)).await.code(),
            "BAD_USER_INPUT"
        );
    }
    let suwon = network.city("kr-suwon", "survey:read");
    assert_eq!(suwon.ask(&query(&asked, "")).await.code(), "NOT_FOUND");
}
