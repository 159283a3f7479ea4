//! What was published never changes: another version comes beside it.

use serde_json::{Value, json};

use super::{SHOWN, choice, choices, made, one, published, residents, said, small};
use crate::support::{Network, complaints};

const CONTENT: &str = "survey { currentVersion { number frozenAt questions { key text } }
    versions { number } draftVersion { number questions { key } } }";

fn choosing(codes: &[&str]) -> Value {
    let mut question = one("topic", "SINGLE_CHOICE");
    question["options"] = choices(codes);
    json!([question])
}

#[tokio::test]
async fn an_edit_of_what_is_answered_makes_the_next_version_beside_it() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "survey:write");
    let id = published(&hanam, small()).await;

    let edit = json!({ "id": id, "questions": [one("useful", "YES_NO"), one("why", "LONG_TEXT")] });
    let edited = hanam.change("surveyUpdate", edit, CONTENT).await;
    assert_eq!(edited["survey"]["currentVersion"]["number"], 1);
    assert_eq!(
        edited["survey"]["currentVersion"]["questions"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert_eq!(edited["survey"]["draftVersion"]["number"], 2);

    let next = hanam
        .change("surveyPublish", json!({ "id": id }), CONTENT)
        .await;
    assert_eq!(next["survey"]["currentVersion"]["number"], 2);
    assert_eq!(next["survey"]["draftVersion"], Value::Null);
    assert_eq!(
        next["survey"]["versions"],
        json!([{ "number": 1 }, { "number": 2 }])
    );
    let again = hanam
        .change("surveyPublish", json!({ "id": id }), SHOWN)
        .await;
    assert_eq!(again["survey"]["currentVersion"]["number"], 2);
}

#[tokio::test]
async fn an_option_that_was_published_is_retired_and_never_left_out() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "survey:write");
    let mut input = small();
    input["questions"] = choosing(&["ART", "SPORT", "MUSIC"]);
    let id = published(&hanam, input).await;

    let without = json!({ "id": id, "questions": choosing(&["ART", "SPORT"]) });
    let refused = hanam.change("surveyUpdate", without, SHOWN).await;
    assert_eq!(complaints(&refused), ["CONFLICT questions.0.options"]);

    let mut retired = choosing(&["ART", "SPORT", "MUSIC"]);
    retired[0]["options"][2]["isRetired"] = json!(true);
    let retired = json!({ "id": id, "questions": retired });
    let done = hanam.change("surveyUpdate", retired, SHOWN).await;
    assert_eq!(complaints(&done), [""; 0]);
}

#[tokio::test]
async fn a_key_that_was_published_keeps_its_type_for_good() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "survey:write");
    let id = published(&hanam, small()).await;
    let left_out = json!({ "id": id, "questions": [one("why", "LONG_TEXT")] });
    hanam.change("surveyUpdate", left_out, SHOWN).await;
    hanam
        .change("surveyPublish", json!({ "id": id }), SHOWN)
        .await;

    let back = json!({ "id": id, "questions": [one("useful", "RATING")] });
    let refused = hanam.change("surveyUpdate", back, SHOWN).await;
    assert_eq!(complaints(&refused), ["CONFLICT questions.0.type"]);

    let back = json!({ "id": id, "questions": [one("useful", "YES_NO")] });
    let done = hanam.change("surveyUpdate", back, SHOWN).await;
    assert_eq!(complaints(&done), [""; 0]);
    assert_eq!(done["survey"]["draftVersion"]["number"], 3);
}

#[tokio::test]
async fn a_scale_and_the_values_of_a_segment_stay_as_well() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "survey:write");
    let mut input = small();
    input["questions"] = json!([one("useful", "LIKERT")]);
    input["segments"] = json!([{ "key": "age", "label": said("연령", "Age"),
        "values": choices(&["YOUNG", "OLD"]) }]);
    let id = published(&hanam, input).await;

    let mut wider = one("useful", "LIKERT");
    wider["max"] = json!(7);
    let edit = json!({ "id": id, "questions": [wider],
        "segments": [{ "key": "age", "label": said("연령", "Age"), "values": [choice("OLD")] }] });
    let refused = hanam.change("surveyUpdate", edit, SHOWN).await;

    assert_eq!(
        complaints(&refused),
        ["CONFLICT questions.0.max", "CONFLICT segments.0.values"]
    );
}

#[tokio::test]
async fn every_text_is_there_in_the_surveys_own_language_before_it_is_public() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "survey:write");
    let mut input = residents();
    input["title"] = json!([{ "locale": "en", "text": "Survey of residents" }]);
    input["questions"][2]["options"][1]["label"] = json!([{ "locale": "en", "text": "Poster" }]);
    let id = made(&hanam, input).await;
    let complete = "survey { translationCompleteness(locale: \"ko\") {
        locale texts translated share missing } }";

    let draft = hanam
        .change("surveyUpdate", json!({ "id": id }), complete)
        .await;
    let refused = hanam
        .change("surveyPublish", json!({ "id": id }), SHOWN)
        .await;

    let found = &draft["survey"]["translationCompleteness"];
    assert_eq!(
        found["missing"],
        json!(["title", "questions.2.options.1.label"])
    );
    assert_eq!(
        found["texts"].as_i64().unwrap() - 2,
        found["translated"].as_i64().unwrap()
    );
    assert!(found["share"].as_f64().unwrap() < 100.0);
    assert_eq!(
        complaints(&refused),
        ["REQUIRED title", "REQUIRED questions.2.options.1.label"]
    );
}

#[tokio::test]
async fn a_survey_that_asks_nothing_is_not_published() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "survey:write");
    let mut input = small();
    input["questions"] = json!([one("hello", "SECTION_TEXT")]);
    input["closesAt"] = json!("2026-03-01T00:00:00Z");
    let id = made(&hanam, input).await;

    let refused = hanam
        .change("surveyPublish", json!({ "id": id }), SHOWN)
        .await;

    assert_eq!(
        complaints(&refused),
        ["REQUIRED questions", "OUT_OF_RANGE closesAt"]
    );
}

#[tokio::test]
async fn the_journal_tells_which_questions_changed_and_no_others() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "survey:write");
    let id = made(&hanam, residents()).await;
    let last = network.last_entry().await;
    let mut questions = super::every_type();
    questions[1]["isRequired"] = json!(false);

    let edit = json!({ "id": id, "questions": questions });
    hanam.change("surveyUpdate", edit, SHOWN).await;

    let entries = network.entries_since(last).await;
    assert_eq!(entries.len(), 1);
    let after = entries[0].after.clone().unwrap();
    assert_eq!(after["questions"].as_array().unwrap().len(), 1);
    assert_eq!(after["questions"][0]["required"], false);
    assert_eq!(after.get("order"), None);
    assert_eq!(after.get("segments"), None);
}
