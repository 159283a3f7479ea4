//! Questions that cities share, so that their results compare.

use serde_json::{Value, json};

use super::{SHOWN, choices, made, one, said, small};
use crate::support::{Network, complaints};

const QUESTION: &str = "bankQuestion { id key type text(locales: [\"en\"]) version retiredAt
    options { code label(locales: [\"en\"]) } alliance { slug } }";

fn shared() -> Value {
    json!({
        "key": "satisfaction", "type": "SINGLE_CHOICE", "text": said("만족하십니까?", "Are you content?"),
        "options": choices(&["YES", "PARTLY", "NO"]),
    })
}

async fn in_bank(network: &Network) -> String {
    let kallc = network.alliance("kallc", "question:write");
    let payload = kallc.change("bankQuestionCreate", shared(), QUESTION).await;
    assert_eq!(complaints(&payload), [""; 0], "{payload}");
    payload["bankQuestion"]["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn an_association_writes_a_question_for_all_its_cities() {
    let network = Network::start().await;
    let id = in_bank(&network).await;

    let reply = network
        .ask("{ alliance(slug: \"kallc\") { questionBank { nodes { id key type options { code } } } } }")
        .await;
    let bank = &reply["data"]["alliance"]["questionBank"]["nodes"];
    assert_eq!(bank[0]["id"], json!(id));
    assert_eq!(
        bank[0]["options"],
        json!([{ "code": "YES" }, { "code": "PARTLY" }, { "code": "NO" }])
    );
    let kallc = network.alliance("kallc", "question:write");
    let again = kallc.change("bankQuestionCreate", shared(), QUESTION).await;
    assert_eq!(complaints(&again), ["TAKEN key"]);
}

#[tokio::test]
async fn words_of_a_shared_question_change_and_its_answers_never() {
    let network = Network::start().await;
    let id = in_bank(&network).await;
    let kallc = network.alliance("kallc", "question:write");

    let words = json!({ "id": id, "text": [{ "locale": "en", "text": "Are you satisfied?" }] });
    let changed = kallc.change("bankQuestionUpdate", words, QUESTION).await;
    assert_eq!(changed["bankQuestion"]["text"], "Are you satisfied?");
    assert_eq!(changed["bankQuestion"]["version"], 2);
    let more = json!({ "id": id, "options": choices(&["YES", "NO", "PARTLY", "UNSURE"]) });
    let refused = kallc.change("bankQuestionUpdate", more, QUESTION).await;
    assert_eq!(complaints(&refused), ["CONFLICT options"]);
    let silent = json!({ "id": id, "text": [{ "locale": "ko", "text": null }] });
    let refused = kallc.change("bankQuestionUpdate", silent, QUESTION).await;
    assert_eq!(complaints(&refused), ["REQUIRED text"]);
}

#[tokio::test]
async fn a_survey_takes_a_shared_question_as_it_is_or_in_its_own_words() {
    let network = Network::start().await;
    let id = in_bank(&network).await;
    let hanam = network.city("kr-hanam", "survey:write");
    let mut input = small();
    let mut own = one("content", "SINGLE_CHOICE");
    own["bankQuestionId"] = json!(id);
    own["options"] = choices(&["NO", "PARTLY", "YES"]);
    input["questions"] = json!([{ "bankQuestionId": id }, own]);

    let shows = "survey { draftVersion { questions { key type text(locales: [\"ko\"])
        options { code } bankQuestionId bankQuestion { key } } } }";
    let payload = hanam.change("surveyCreate", input, shows).await;

    assert_eq!(complaints(&payload), [""; 0]);
    let questions = &payload["survey"]["draftVersion"]["questions"];
    assert_eq!(questions[0]["key"], "satisfaction");
    assert_eq!(questions[0]["text"], "만족하십니까?");
    assert_eq!(questions[0]["options"][1]["code"], "PARTLY");
    assert_eq!(questions[1]["text"], "content");
    assert_eq!(questions[1]["bankQuestion"]["key"], "satisfaction");
}

#[tokio::test]
async fn what_asks_for_other_answers_does_not_repeat_it() {
    let network = Network::start().await;
    let id = in_bank(&network).await;
    let hanam = network.city("kr-hanam", "survey:write");
    let mut other = one("a", "SINGLE_CHOICE");
    other["bankQuestionId"] = json!(id);
    other["options"] = choices(&["YES", "NO"]);
    let mut kind = one("b", "YES_NO");
    kind["bankQuestionId"] = json!(id);
    let mut input = small();
    input["questions"] = json!([other, kind,
        { "bankQuestionId": "question_01h2xcejqtf2nbrexx3vqjhp41", "key": "c" }]);

    let refused = hanam.change("surveyCreate", input, SHOWN).await;

    let told = complaints(&refused);
    assert!(
        told.contains(&"REQUIRED questions.2.type".to_owned()),
        "{told:?}"
    );
    let mut input = small();
    let mut two = one("a", "SINGLE_CHOICE");
    two["bankQuestionId"] = json!(id);
    two["options"] = choices(&["YES", "NO"]);
    input["questions"] = json!([two]);
    let refused = hanam.change("surveyCreate", input, SHOWN).await;
    assert_eq!(complaints(&refused), ["CONFLICT questions.0.options"]);
}

#[tokio::test]
async fn a_retired_question_stays_where_it_is_and_goes_nowhere_else() {
    let network = Network::start().await;
    let id = in_bank(&network).await;
    let hanam = network.city("kr-hanam", "survey:write");
    let mut input = small();
    input["questions"] = json!([{ "bankQuestionId": id }]);
    let survey = made(&hanam, input.clone()).await;
    hanam
        .change("surveyPublish", json!({ "id": survey }), SHOWN)
        .await;

    let kallc = network.alliance("kallc", "question:write");
    let retired = kallc
        .change("bankQuestionRetire", json!({ "id": id }), QUESTION)
        .await;
    assert_eq!(
        retired["bankQuestion"]["retiredAt"],
        "2026-03-02T09:00:00+00:00"
    );

    let refused = hanam.change("surveyCreate", input, SHOWN).await;
    assert_eq!(
        complaints(&refused),
        ["CONFLICT questions.0.bankQuestionId"]
    );
    let edit = json!({ "id": survey, "questions": [
        { "bankQuestionId": id, "isRequired": true },
    ] });
    let done = hanam.change("surveyUpdate", edit, SHOWN).await;
    assert_eq!(complaints(&done), [""; 0]);
}
