//! What a survey may ask.

use entity::{SurveyId, survey_secret};
use sea_orm::EntityTrait;
use serde_json::{Value, json};

use super::{SHOWN, choices, every_type, made, one, residents, small};
use crate::support::{Network, complaints};

const ASKED: &str = "survey { slug status minCellSize anonymity responseControl origin
    draftVersion { number frozenAt
        questions { key type text(locales: [\"en\"]) isRequired min max
            options { code label(locales: [\"en\"]) isOther isRetired } rows { code }
            showIf { question anyOf atLeast atMost } }
        segments { key label(locales: [\"ko\"]) values { code } }
        question(key: \"useful\") { minLabel(locales: [\"ko\"]) help }
    } }";

#[tokio::test]
async fn a_city_asks_with_every_type_of_question() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "survey:write");

    let payload = hanam.change("surveyCreate", residents(), ASKED).await;

    assert_eq!(complaints(&payload), [""; 0]);
    let survey = &payload["survey"];
    assert_eq!(survey["slug"], "survey-of-residents");
    assert_eq!(survey["status"], "DRAFT");
    assert_eq!(survey["minCellSize"], 5);
    let draft = &survey["draftVersion"];
    assert_eq!(
        (&draft["number"], &draft["frozenAt"]),
        (&json!(1), &Value::Null)
    );
    let questions = draft["questions"].as_array().unwrap();
    let kinds: std::collections::BTreeSet<_> = questions
        .iter()
        .map(|question| question["type"].as_str().unwrap())
        .collect();
    assert_eq!(kinds.len(), 13);
    assert_eq!(questions[4]["min"], 1.0);
    assert_eq!(questions[4]["max"], 5.0);
    assert_eq!(questions[6]["max"], 10.0);
    assert_eq!(questions[5]["showIf"][1]["atMost"], 4.0);
    assert_eq!(questions[2]["options"][2]["isOther"], true);
    assert_eq!(draft["segments"][0]["label"], "연령");
    assert_eq!(draft["question"]["minLabel"], "전혀");
}

/// What is wrong with one question, alone behind a yes or no.
async fn wrong(network: &Network, more: Value) -> Vec<String> {
    let hanam = network.city("kr-hanam", "survey:write");
    let mut question = one("q", "SHORT_TEXT");
    let more = more.as_object().unwrap().clone();
    question.as_object_mut().unwrap().extend(more);
    let mut input = small();
    input["questions"] = json!([one("came", "YES_NO"), one("words", "LONG_TEXT"), question]);
    let payload = hanam.change("surveyCreate", input, "survey { id }").await;
    complaints(&payload)
        .iter()
        .map(|complaint| complaint.replace("questions.2.", ""))
        .collect()
}

#[tokio::test]
async fn each_type_needs_what_it_needs_and_takes_nothing_else() {
    let network = Network::start().await;
    let two = choices(&["A", "B"]);
    let cases = [
        (json!({ "type": "SINGLE_CHOICE" }), vec!["REQUIRED options"]),
        (
            json!({ "type": "SINGLE_CHOICE", "options": two, "min": 1 }),
            vec!["CONFLICT min"],
        ),
        (
            json!({ "type": "MULTI_CHOICE", "options": two, "max": 3 }),
            vec!["OUT_OF_RANGE max"],
        ),
        (
            json!({ "type": "LIKERT", "min": 5, "max": 5 }),
            vec!["OUT_OF_RANGE max"],
        ),
        (
            json!({ "type": "LIKERT", "options": choices(&["6", "02"]) }),
            vec!["OUT_OF_RANGE options.0.code", "OUT_OF_RANGE options.1.code"],
        ),
        (json!({ "type": "RATING", "max": 5.5 }), vec!["INVALID max"]),
        (json!({ "type": "NPS", "max": 9 }), vec!["OUT_OF_RANGE max"]),
        (
            json!({ "type": "YES_NO", "options": two }),
            vec!["CONFLICT options"],
        ),
        (
            json!({ "type": "NUMBER", "min": 1.00001, "max": 0 }),
            vec!["INVALID min", "OUT_OF_RANGE max"],
        ),
        (json!({ "type": "DATE", "max": 3 }), vec!["CONFLICT max"]),
        (
            json!({ "type": "SHORT_TEXT", "min": -1 }),
            vec!["OUT_OF_RANGE min"],
        ),
        (
            json!({ "type": "LONG_TEXT", "minLabel": [{ "locale": "ko", "text": "x" }] }),
            vec!["CONFLICT minLabel"],
        ),
        (
            json!({ "type": "RANKING", "options": choices(&["A"]) }),
            vec!["REQUIRED options"],
        ),
        (
            json!({ "type": "MATRIX_SINGLE", "options": two }),
            vec!["REQUIRED rows"],
        ),
        (
            json!({ "type": "SECTION_TEXT", "isRequired": true }),
            vec!["CONFLICT isRequired"],
        ),
        (json!({ "type": null, "key": "1" }), vec!["REQUIRED type"]),
        (json!({ "key": "age group" }), vec!["INVALID key"]),
        (json!({ "key": "CAME" }), vec!["DUPLICATE key"]),
        (json!({ "key": "meta" }), vec!["CONFLICT key"]),
    ];
    for (more, expected) in cases {
        assert_eq!(wrong(&network, more.clone()).await, expected, "{more}");
    }
}

#[tokio::test]
async fn a_question_waits_only_for_answers_that_can_have_come() {
    let network = Network::start().await;
    let after = |condition: Value| json!({ "showIf": [condition] });
    let cases = [
        (json!({ "question": "came", "anyOf": ["YES"] }), vec![]),
        (
            json!({ "question": "came", "anyOf": ["MAYBE"] }),
            vec!["UNKNOWN_CODE showIf.0.anyOf.0"],
        ),
        (
            json!({ "question": "came", "atLeast": 1 }),
            vec!["REQUIRED showIf.0.anyOf", "CONFLICT showIf.0.atLeast"],
        ),
        (
            json!({ "question": "words", "anyOf": ["x"] }),
            vec!["NOT_FOUND showIf.0.question"],
        ),
        (
            json!({ "question": "q", "anyOf": ["x"] }),
            vec!["NOT_FOUND showIf.0.question"],
        ),
    ];
    for (condition, expected) in cases {
        let found = wrong(&network, after(condition.clone())).await;
        assert_eq!(found, expected, "{condition}");
    }
}

#[tokio::test]
async fn every_problem_of_a_survey_is_told_at_once_and_nothing_is_made() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "survey:write");
    let last = network.last_entry().await;
    let input = json!({
        "title": [{ "locale": "ko", "text": "x" }], "slug": "A B", "locales": ["ko", "ko"],
        "anonymity": "CONFIDENTIAL", "minCellSize": 2, "workBits": 25,
        "programmeId": "programme_01h2xcejqtf2nbrexx3vqjhp41",
        "spaceId": "space_01h2xcejqtf2nbrexx3vqjhp41",
        "opensAt": "2026-05-02T00:00:00Z", "closesAt": "2026-05-02T00:00:00Z",
        "questions": [one("useful", "YES_NO"), one("useful", "DATE")],
        "segments": [{ "key": "useful", "label": [{ "locale": "ko", "text": "x" }], "values": [] }],
    });

    let payload = hanam.change("surveyCreate", input, "survey { id }").await;

    assert_eq!(
        complaints(&payload),
        [
            "DUPLICATE locales.1",
            "INVALID slug",
            "OUT_OF_RANGE minCellSize",
            "OUT_OF_RANGE workBits",
            "CONFLICT anonymity",
            "CONFLICT spaceId",
            "OUT_OF_RANGE closesAt",
            "NOT_FOUND programmeId",
            "NOT_FOUND spaceId",
            "DUPLICATE questions.1.key",
            "DUPLICATE segments.0.key",
            "REQUIRED segments.0.values",
        ]
    );
    assert_eq!(network.last_entry().await, last);
}

#[tokio::test]
async fn a_survey_is_about_something_of_its_own_city_alone() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "survey:write");
    let of = async |city: &str, field: &str| {
        let query =
            format!("{{ city(slug: \"{city}\") {{ {field}(first: 1) {{ nodes {{ id }} }} }} }}");
        let reply = network.ask(&query).await;
        reply["data"]["city"][field]["nodes"][0]["id"].clone()
    };
    let mut foreign = small();
    foreign["programmeId"] = of("kr-eunpyeong", "programmes").await;
    let payload = hanam.change("surveyCreate", foreign, SHOWN).await;
    assert_eq!(complaints(&payload), ["NOT_FOUND programmeId"]);

    let mut own = small();
    own["programmeId"] = of("kr-hanam", "programmes").await;
    let id = made(&hanam, own.clone()).await;
    hanam.change("surveyPublish", json!({ "id": id }), "").await;

    let query = format!(
        "{{ node(id: {}) {{ ... on Programme {{ surveys {{ nodes {{ id
            subject {{ ... on Programme {{ id }} }} }} }} }} }} }}",
        own["programmeId"]
    );
    let reply = network.ask(&query).await;
    let survey = &reply["data"]["node"]["surveys"]["nodes"][0];
    assert_eq!(survey["id"], json!(id));
    assert_eq!(survey["subject"]["id"], own["programmeId"]);
}

#[tokio::test]
async fn questions_that_are_left_out_stay() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "survey:write survey:read");
    let id = made(&hanam, residents()).await;
    let asked = "survey { version draftVersion { questions { key } segments { key } } }";

    let title = json!({ "id": id, "series": "neighbours" });
    let changed = hanam.change("surveyUpdate", title, asked).await;
    let keys = &changed["survey"]["draftVersion"]["questions"];
    assert_eq!(keys.as_array().unwrap().len(), 13);
    assert_eq!(changed["survey"]["version"], 2);

    let cleared = json!({ "id": id, "segments": null });
    let cleared = hanam.change("surveyUpdate", cleared, asked).await;
    assert_eq!(cleared["survey"]["draftVersion"]["segments"], json!([]));
    assert_eq!(&cleared["survey"]["draftVersion"]["questions"], keys);

    let same = json!({ "id": id, "questions": every_type() });
    let same = hanam.change("surveyUpdate", same, asked).await;
    assert_eq!(same["survey"]["version"], 3, "nothing changed");
}

#[tokio::test]
async fn the_secret_of_a_survey_is_in_no_journal() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "survey:write");
    let id = made(&hanam, residents()).await;
    hanam.change("surveyPublish", json!({ "id": id }), "").await;

    let id: SurveyId = id.parse().unwrap();
    let secret = survey_secret::Entity::find_by_id(id).one(network.app().reader());
    let secret = secret.await.unwrap().unwrap().secret;
    assert_eq!(secret.len(), 64);
    for entry in network.journal().await {
        let told = format!("{entry:?}");
        assert!(!told.contains(&secret), "{told}");
    }
}
