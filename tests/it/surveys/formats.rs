//! Surveys as forms of other programs.

use serde_json::{Value, json};

use super::{SHOWN, made, published, residents, small};
use crate::support::{Caller, Network, complaints};

const CONTENT: &str = "defaultLocale title(locales: [\"en\"]) purpose(locales: [\"ko\"])
    draftVersion {
        questions { key type translations { locale text } help isRequired min max minLabel maxLabel
            options { code isOther translations { locale text } }
            rows { code translations { locale text } }
            showIf { question anyOf atLeast atMost } }
        segments { key translations { locale text } values { code } }
        surveyJs
    }";

async fn content(city: &Caller<'_>, id: &str) -> Value {
    let query = format!("{{ node(id: \"{id}\") {{ ... on Survey {{ {CONTENT} }} }} }}");
    city.ask(&query).await["data"]["node"].clone()
}

async fn import(city: &Caller<'_>, form: Value) -> Value {
    let input = json!({ "surveyJs": form });
    city.change("surveyImport", input, SHOWN).await
}

#[tokio::test]
async fn every_type_of_question_goes_to_survey_js_and_comes_back() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "survey:write");
    let id = made(&hanam, residents()).await;
    let before = content(&hanam, &id).await;

    let form = before["draftVersion"]["surveyJs"].clone();
    let imported = import(&hanam, form).await;

    assert_eq!(complaints(&imported), [""; 0], "{imported}");
    let again = imported["survey"]["id"].as_str().unwrap();
    assert_eq!(content(&hanam, again).await, before);
}

#[tokio::test]
async fn the_published_version_is_there_for_everyone() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "survey:write");
    let id = published(&hanam, residents()).await;

    let form = network.get(&format!("/surveys/{id}/surveyjs.json")).await;

    assert_eq!(form.status, 200);
    assert_eq!(
        form.header("content-type"),
        "application/json; charset=utf-8"
    );
    let elements = &form["pages"][0]["elements"];
    assert_eq!(form["locale"], "ko");
    assert_eq!(form["title"]["default"], "Survey of residents");
    assert_eq!(
        elements[0]["html"]["ko"],
        "안녕 &lt;여러분&gt;<br>&amp; 모두"
    );
    assert_eq!(
        elements[5]["visibleIf"],
        "{liked} anyof ['TEACHER', 'PLACE'] and {useful} >= 2 and {useful} <= 4"
    );
    assert_eq!(form["pages"][1]["elements"][0]["name"], "age");
}

#[tokio::test]
async fn a_workbook_is_the_same_for_the_same_survey() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "survey:write");
    let id = published(&hanam, residents()).await;
    let path = format!("/surveys/{id}/xlsform.xlsx");

    let book = network.get(&path).await;

    assert_eq!(book.status, 200);
    assert!(book.header("content-type").ends_with("spreadsheetml.sheet"));
    assert_eq!(
        book.header("content-disposition"),
        "attachment; filename=\"survey-of-residents.xlsx\""
    );
    assert!(book.text.starts_with("PK"));
    assert_eq!(network.get(&path).await.text, book.text);
}

#[tokio::test]
async fn a_draft_has_no_form_and_neither_has_nothing() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "survey:write");
    let id = made(&hanam, small()).await;

    for id in [id.as_str(), "survey_01h2xcejqtf2nbrexx3vqjhp41", "x"] {
        for file in ["surveyjs.json", "xlsform.xlsx"] {
            let reply = network.get(&format!("/surveys/{id}/{file}")).await;
            assert_eq!(reply.status, 404, "{id} {file}");
        }
    }
}

#[tokio::test]
async fn what_has_no_counterpart_is_refused_where_it_stands() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "survey:write");
    let form = json!({
        "title": "x", "locale": "ko", "triggers": [],
        "pages": [{ "name": "one", "title": "x", "elements": [
            { "type": "signaturepad", "name": "a" },
            { "type": "text", "name": "b", "inputType": "email" },
            { "type": "text", "name": "c", "visibleIf": "{b} = 1 or {a} = 2", "readOnly": true },
            { "type": "html", "name": "d", "html": "<b>x</b>" },
            { "type": "rating", "name": "e", "rateValues": [1, 3, 4] },
            { "type": "radiogroup", "name": "f", "choices": ["A", { "text": "B" }],
              "showNoneItem": true },
        ] }],
    });

    let refused = import(&hanam, form).await;

    let at = |place: &str| format!("INVALID surveyJs.pages.0.{place}");
    assert_eq!(
        complaints(&refused),
        [
            "INVALID surveyJs.triggers".to_owned(),
            at("title"),
            at("elements.0.type"),
            at("elements.1.type"),
            at("elements.2.readOnly"),
            at("elements.2.visibleIf"),
            at("elements.3.html"),
            at("elements.4.rateValues"),
            at("elements.5.showNoneItem"),
            at("elements.5.choices.1.value"),
        ]
    );
}

#[tokio::test]
async fn what_is_no_sound_survey_is_refused_where_it_stands_too() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "survey:write");
    let form = json!({
        "title": "설문", "locale": "ko",
        "elements": [
            { "type": "boolean", "name": "came" },
            { "type": "radiogroup", "name": "one two", "choices": ["A b"] },
            { "type": "comment", "name": "why", "visibleIf": "{later} = true" },
            { "type": "boolean", "name": "later" },
        ],
    });

    let refused = import(&hanam, form).await;

    assert_eq!(
        complaints(&refused),
        [
            "INVALID surveyJs.elements.1.key",
            "INVALID surveyJs.elements.1.options.0.code",
            "REQUIRED surveyJs.elements.1.options",
            "NOT_FOUND surveyJs.elements.2.showIf.0.question",
        ]
    );
}

#[tokio::test]
async fn a_form_of_another_program_becomes_a_survey() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "survey:write");
    let form = json!({
        "title": { "default": "Feedback", "ko": "의견" },
        "locale": "ko",
        "pages": [{ "name": "page1", "elements": [
            { "type": "rating", "name": "stars", "rateType": "stars", "rateCount": 5 },
            { "type": "rating", "name": "nps", "rateMin": 0, "rateMax": 10 },
            { "type": "dropdown", "name": "from", "title": "어디서?", "choices": [
                "Hanam", { "value": 2, "text": "서울" },
            ] },
            { "type": "text", "name": "age", "inputType": "number", "min": 0, "max": 120,
              "visibleIf": "{stars} = 5" },
        ] }],
    });

    let imported = import(&hanam, form).await;

    assert_eq!(complaints(&imported), [""; 0]);
    let id = imported["survey"]["id"].as_str().unwrap();
    let content = content(&hanam, id).await;
    let questions = content["draftVersion"]["questions"].as_array().unwrap();
    let kinds: Vec<_> = questions.iter().map(|question| &question["type"]).collect();
    assert_eq!(kinds, ["RATING", "NPS", "SINGLE_CHOICE", "NUMBER"]);
    assert_eq!(content["title"], "Feedback");
    assert_eq!(questions[2]["options"][1]["code"], "2");
    assert_eq!(questions[3]["showIf"][0]["atLeast"], 5.0);
}

#[tokio::test]
async fn a_form_is_for_everyone_and_not_for_a_bad_token() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "survey:write");
    let id = published(&hanam, residents()).await;
    for form in [
        "surveyjs.json",
        "xlsform.xlsx",
        "answers.csv",
        "answers.ndjson",
    ] {
        let path = format!("/surveys/{id}/{form}");
        let bad = [("authorization", "Bearer no.such.token")];
        let reply = network.get_with(&bad, &path).await;
        assert_eq!(reply.status, 401, "{path}: {reply:?}");
        assert!(
            reply
                .header("www-authenticate")
                .starts_with("Bearer error=")
        );
        assert_eq!(reply.code(), "UNAUTHENTICATED");
    }
}
