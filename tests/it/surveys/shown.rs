//! Who sees what of a survey, and what it costs.

use serde_json::{Value, json};

use super::{made, one, published, residents, small, step};
use crate::support::Network;

const VERSIONS: &str = "currentVersion { number } versions { number } draftVersion { number }";

#[tokio::test]
async fn a_draft_is_its_citys_alone() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "survey:write");
    let id = made(&hanam, small()).await;
    let query = format!("{{ node(id: \"{id}\") {{ ... on Survey {{ {VERSIONS} }} }} }}");

    for other in [
        network.visitor(),
        network.city("kr-eunpyeong", "survey:write survey:read"),
        network.city("kr-hanam", "programme:write"),
    ] {
        assert_eq!(other.ask(&query).await.code(), "NOT_FOUND");
    }
    for own in ["survey:read", "survey:write"] {
        let reply = network.city("kr-hanam", own).ask(&query).await;
        assert_eq!(reply["data"]["node"]["draftVersion"]["number"], 1);
    }
}

#[tokio::test]
async fn the_next_version_stays_hidden_behind_the_one_that_is_public() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "survey:write");
    let id = published(&hanam, small()).await;
    let edit = json!({ "id": id, "questions": [one("why", "LONG_TEXT")] });
    hanam.change("surveyUpdate", edit, "").await;
    let query = format!("{{ node(id: \"{id}\") {{ ... on Survey {{ {VERSIONS} }} }} }}");

    let seen = network.ask(&query).await["data"]["node"].clone();
    assert_eq!(
        seen,
        json!({ "currentVersion": { "number": 1 }, "versions": [{ "number": 1 }], "draftVersion": null })
    );
    let own = hanam.ask(&query).await["data"]["node"]["draftVersion"].clone();
    assert_eq!(own["number"], 2);
}

#[tokio::test]
async fn a_city_lists_its_own_surveys_whatever_their_status() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "survey:write survey:read");
    made(&hanam, small()).await;
    let archived = published(&hanam, small()).await;
    step(&hanam, "surveyArchive", &archived).await;
    published(&hanam, small()).await;
    let query = "{ viewer { surveys { nodes { status } totalCount } } }";

    let own = hanam.ask(query).await;
    let nodes = own["data"]["viewer"]["surveys"]["nodes"].as_array();
    let mut statuses: Vec<_> = nodes
        .unwrap()
        .iter()
        .map(|node| node["status"].as_str().unwrap())
        .collect();
    statuses.sort_unstable();
    assert_eq!(statuses, ["ARCHIVED", "DRAFT", "PUBLISHED"]);
    let public = network
        .ask("{ city(slug: \"kr-hanam\") { surveys { totalCount } } }")
        .await;
    assert_eq!(public["data"]["city"]["surveys"]["totalCount"], 1);
}

#[tokio::test]
async fn a_text_says_when_it_is_not_in_the_language_that_was_wished() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "survey:write");
    let mut input = residents();
    input["questions"][0]["text"] = json!([{ "locale": "ko", "text": "안녕" }]);
    let id = published(&hanam, input).await;
    let query = format!(
        "{{ node(id: \"{id}\") {{ ... on Survey {{ currentVersion {{ questions {{
            text(locales: [\"en\"]) isFallback(locales: [\"en\"]) servedLocale(locales: [\"en\"])
            options {{ isFallback(locales: [\"en\"]) }} }} }} }} }} }}"
    );

    let reply = network.ask(&query).await;

    let questions = &reply["data"]["node"]["currentVersion"]["questions"];
    assert_eq!(
        questions[0],
        json!({ "text": "안녕", "isFallback": true, "servedLocale": "ko", "options": [] })
    );
    assert_eq!(questions[2]["isFallback"], false);
    assert_eq!(questions[2]["options"][0]["isFallback"], false);
}

#[tokio::test]
async fn twenty_surveys_with_all_that_they_ask_take_one_statement_a_level() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "survey:write survey:read");
    let mut input = residents();
    input["series"] = json!("three-of-a-kind");
    for _ in 0..3 {
        published(&hanam, input.clone()).await;
    }
    let query = "{ surveys(first: 20, where: { series: { eq: \"three-of-a-kind\" } }) { nodes {
        subject { ... on City { name } }
        currentVersion { number questions { key options { label } bankQuestion { key } } }
        versions { number } draftVersion { number }
    } } }";

    let (answer, statements) = hanam.statements(query).await;

    assert_eq!(
        answer["data"]["surveys"]["nodes"].as_array().unwrap().len(),
        3
    );
    // Surveys; their cities, current versions, all versions, drafts.
    assert_eq!(statements, 5, "{answer}");
}

#[tokio::test]
async fn making_and_publishing_a_survey_take_few_statements() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "survey:write");
    let document = "mutation ($input: SurveyCreateInput!) {
        surveyCreate(input: $input) { survey { id } userErrors { code } } }";

    let variables = json!({ "input": residents() });
    let (answer, created) = hanam.sql_with(document, variables).await;
    let id: &Value = &answer["data"]["surveyCreate"]["survey"]["id"];
    let document = "mutation ($input: SurveyPublishInput!) {
        surveyPublish(input: $input) { survey { status } userErrors { code } } }";
    let variables = json!({ "input": { "id": id } });
    let (answer, published) = hanam.sql_with(document, variables).await;

    assert_eq!(
        answer["data"]["surveyPublish"]["survey"]["status"],
        "PUBLISHED"
    );
    // PostgreSQL numbers the journal under a lock, with one statement more.
    let lock = usize::from(!network.is_sqlite());
    assert_eq!(created.len(), CREATED + lock, "{created:#?}");
    assert_eq!(published.len(), PUBLISHED + lock, "{published:#?}");
}

/// The savepoint and its release, the city, versions, a free slug; the row, its
/// version, its secret; the answer, the journal.
const CREATED: usize = 11;
/// The savepoint and its release, the row, its draft, both written; the answer, the
/// journal.
const PUBLISHED: usize = 9;
