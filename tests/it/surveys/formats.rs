//! Surveys as forms of other programs.

use serde_json::{Value, json};

use super::{made, published, residents, small};
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
    let shown = "survey { id status version } warnings { field message }
        userErrors { code field message }";
    city.change("surveyImport", input, shown).await
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
        "title": "x", "locale": "ko", "triggers": [{ "type": "complete" }],
        "pages": [{ "name": "one", "title": "x", "elements": [
            { "type": "signaturepad", "name": "a" },
            { "type": "text", "name": "b", "inputType": "color" },
            { "type": "text", "name": "c", "visibleIf": "{b} = 1 or {a} = 2", "readOnly": true },
            { "type": "html", "name": "d", "html": "<img src='x'>" },
            { "type": "rating", "name": "e", "rateMin": 1, "rateMax": 5, "rateCount": 7 },
            { "type": "radiogroup", "name": "f", "choices": ["A", { "text": "B" }],
              "choicesByUrl": { "url": "https://example.org" } },
        ] }],
    });

    let refused = import(&hanam, form).await;

    let at = |place: &str| format!("INVALID surveyJs.pages.0.{place}");
    assert_eq!(
        complaints(&refused),
        [
            "INVALID surveyJs.triggers".to_owned(),
            at("elements.0.type"),
            at("elements.1.inputType"),
            at("elements.2.readOnly"),
            at("elements.3.html"),
            at("elements.4.rateCount"),
            at("elements.5.choicesByUrl"),
            at("elements.5.choices.1.value"),
            at("elements.2.visibleIf"),
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
            { "type": "comment", "name": "why", "visibleIf": "{came} = 'maybe'",
              "maxLength": 1.5 },
            { "type": "boolean", "name": "CAME" },
            { "type": "boolean", "name": "came" },
        ],
    });

    let refused = import(&hanam, form).await;

    assert_eq!(
        complaints(&refused),
        [
            "REQUIRED surveyJs.elements.1.choices",
            "INVALID surveyJs.elements.2.maxLength",
            "UNKNOWN_CODE surveyJs.elements.2.visibleIf",
            "DUPLICATE surveyJs.elements.4.name",
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
async fn names_in_any_script_get_keys_and_the_city_is_told_which() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "survey:write");
    let form = json!({
        "title": "설문", "locale": "ko", "showProgressBar": true,
        "pages": [{ "name": "p", "title": "첫째 쪽", "elements": [
            { "type": "radiogroup", "name": "강좌", "choices": ["요가", "art class"],
              "showOtherItem": true },
            { "type": "comment", "name": "How was it?", "width": "50%",
              "visibleIf": "{강좌} = '요가' OR {강좌} = 'other'" },
        ] }],
    });

    let imported = import(&hanam, form).await;

    assert_eq!(complaints(&imported), [""; 0]);
    let warned: Vec<_> = imported["warnings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|warning| warning["field"].as_array().unwrap())
        .map(|field| {
            let steps: Vec<_> = field.iter().filter_map(Value::as_str).collect();
            steps.join(".")
        })
        .collect();
    assert_eq!(
        warned,
        [
            "surveyJs.showProgressBar",
            "surveyJs.pages.0.elements.0.choices.0.value",
            "surveyJs.pages.0.elements.0.choices.1.value",
            "surveyJs.pages.0.elements.1.width",
            "surveyJs.pages.0.elements.0.name",
            "surveyJs.pages.0.elements.1.name",
        ]
    );
    let id = imported["survey"]["id"].as_str().unwrap();
    let content = content(&hanam, id).await;
    let questions = &content["draftVersion"]["questions"];
    assert_eq!(questions[0]["type"], "SECTION_TEXT");
    assert_eq!(questions[0]["translations"][0]["text"], "첫째 쪽");
    assert_eq!(questions[1]["key"], "question_2");
    assert_eq!(questions[1]["options"][1]["code"], "art_class");
    assert_eq!(questions[2]["key"], "how_was_it");
    assert_eq!(
        questions[2]["showIf"],
        json!([{ "question": "question_2", "anyOf": ["option_1", "other"],
            "atLeast": null, "atMost": null }])
    );
}

#[tokio::test]
async fn a_page_may_have_the_name_of_a_question() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "survey:write");
    let form = json!({ "title": "T", "pages": [{ "name": "came", "title": "Your visit",
        "elements": [
            { "type": "boolean", "name": "came" },
            { "type": "comment", "name": "why", "visibleIf": "{came} = true" },
        ] }] });

    let imported = import(&hanam, form).await;

    assert_eq!(complaints(&imported), [""; 0]);
    let id = imported["survey"]["id"].as_str().unwrap();
    let questions = content(&hanam, id).await["draftVersion"]["questions"].clone();
    let keys: Vec<_> = (0..3)
        .map(|place| questions[place]["key"].clone())
        .collect();
    assert_eq!(keys, ["came_2", "came", "why"]);
    assert_eq!(questions[2]["showIf"][0]["question"], "came");
}

#[tokio::test]
async fn a_hostile_condition_costs_no_time() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "survey:write");
    let codes: Vec<String> = (0..20_000).map(|code| code.to_string()).collect();
    let form = json!({ "title": "T", "elements": [
        { "type": "radiogroup", "name": "a", "choices": [1, 2] },
        { "type": "comment", "name": "b",
          "visibleIf": format!("{{a}} anyof [{}]", codes.join(",")) },
    ] });
    let refused = import(&hanam, form).await;
    assert_eq!(
        complaints(&refused),
        ["INVALID surveyJs.elements.1.visibleIf"]
    );
}

#[tokio::test]
async fn what_a_form_means_is_taken_over_or_refused_and_never_lost() {
    let network = Network::start().await;
    let hanam = network.city("kr-hanam", "survey:write");
    let text = |more: Value| {
        let mut element = json!({ "type": "text", "name": "n", "title": "N" });
        let more = more.as_object().unwrap().clone();
        element.as_object_mut().unwrap().extend(more);
        element
    };
    let choices = json!(["A", { "value": "O", "showCommentArea": true,
        "isCommentRequired": true }]);
    let refused = [
        (
            "min",
            text(json!({ "inputType": "date", "min": "2026-01-01" })),
        ),
        ("visibleIf", text(json!({ "visibleIf": true }))),
        (
            "maxLength",
            text(json!({ "inputType": "number", "maxLength": 3 })),
        ),
        (
            "choices.1.isCommentRequired",
            json!({ "type": "radiogroup", "name": "n", "choices": choices }),
        ),
    ];
    for (at, element) in refused {
        let reply = import(&hanam, json!({ "title": "T", "elements": [element] })).await;
        assert_eq!(
            complaints(&reply),
            [format!("INVALID surveyJs.elements.0.{at}")]
        );
    }
    let reply = import(&hanam, json!({ "title": "T", "pages": {} })).await;
    assert_eq!(complaints(&reply), ["INVALID surveyJs.pages"]);

    let form = json!({ "title": "T", "elements": [
        text(json!({ "inputType": "number", "min": "1", "isRequired": "true",
            "validators": [{ "type": "numeric", "minValue": 0, "maxValue": 10 }] })),
        { "type": "rating", "name": "r", "rateMin": "0", "rateMax": "10" },
        { "type": "html", "name": "h", "html": "A&nbsp;B &#39;x&#39;" },
    ] });
    let taken = import(&hanam, form).await;
    let id = taken["survey"]["id"].as_str().unwrap();
    let questions = content(&hanam, id).await["draftVersion"]["questions"].clone();
    assert_eq!(questions[0]["min"], 1.0);
    assert_eq!(questions[0]["max"], 10.0);
    assert_eq!(questions[0]["isRequired"], true);
    assert_eq!(questions[1]["type"], "NPS");
    assert_eq!(questions[2]["translations"][0]["text"], "A\u{a0}B 'x'");
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
