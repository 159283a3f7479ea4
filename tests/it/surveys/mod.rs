//! Writing surveys: what they ask, how they are published, opened and closed.

mod bank;
mod clock;
mod content;
mod formats;
mod shown;
mod states;
mod versions;

use serde_json::{Value, json};

use crate::support::{Caller, complaints};

/// What a mutation shows of the survey.
const SHOWN: &str =
    "survey { id status version currentVersion { number } draftVersion { number } }";

/// A text in Korean, and the same word in English.
fn said(korean: &str, english: &str) -> Value {
    json!([{ "locale": "ko", "text": korean }, { "locale": "en", "text": english }])
}

/// A choice whose label is its code in both languages.
fn choice(code: &str) -> Value {
    json!({ "code": code, "label": said(code, code) })
}

fn choices(codes: &[&str]) -> Value {
    codes.iter().map(|code| choice(code)).collect()
}

/// A question of every type, in two languages, some of them asked only after others.
#[expect(clippy::too_many_lines, reason = "a table of all types")]
fn every_type() -> Value {
    let mut other = choices(&["FRIENDS", "POSTER"]);
    other.as_array_mut().unwrap().push(json!({
        "code": "ELSEWHERE", "label": said("그 밖", "Elsewhere"), "isOther": true,
    }));
    let question = |key: &str, kind: &str, more: Value| {
        let mut question = json!({ "key": key, "type": kind, "text": said(key, key) });
        let more = more.as_object().unwrap().clone();
        question.as_object_mut().unwrap().extend(more);
        question
    };
    json!([
        question(
            "hello",
            "SECTION_TEXT",
            json!({ "text": said("안녕 <여러분>\n& 모두", "Hello") })
        ),
        question("came", "YES_NO", json!({ "isRequired": true })),
        question(
            "heard",
            "SINGLE_CHOICE",
            json!({ "options": other, "help": said("하나만", "One") })
        ),
        question(
            "liked",
            "MULTI_CHOICE",
            json!({
                "options": choices(&["TEACHER", "PLACE", "TIME"]), "min": 1, "max": 2,
                "showIf": [{ "question": "came", "anyOf": ["YES"] }],
            })
        ),
        question(
            "useful",
            "LIKERT",
            json!({
                "minLabel": said("전혀", "Not at all"), "maxLabel": said("매우", "Very"),
                "options": [{ "code": "3", "label": said("보통", "So so") }],
            })
        ),
        question(
            "stars",
            "RATING",
            json!({ "max": 7, "showIf": [
            { "question": "liked", "anyOf": ["TEACHER", "PLACE"] },
            { "question": "useful", "atLeast": 2, "atMost": 4 },
        ] })
        ),
        question("recommend", "NPS", json!({})),
        question("hours", "NUMBER", json!({ "min": 0.5, "max": 80 })),
        question(
            "since",
            "DATE",
            json!({ "showIf": [{ "question": "hours", "atMost": 10.5 }] })
        ),
        question("word", "SHORT_TEXT", json!({ "min": 2, "max": 100 })),
        question("why", "LONG_TEXT", json!({ "max": 2000 })),
        question(
            "first",
            "RANKING",
            json!({ "options": choices(&["ART", "SPORT", "MUSIC"]) })
        ),
        question(
            "agree",
            "MATRIX_SINGLE",
            json!({
                "rows": choices(&["PRICE", "ROOM"]), "options": choices(&["GOOD", "BAD"]),
                "isRequired": true, "showIf": [{ "question": "heard", "anyOf": ["POSTER"] }],
            })
        ),
    ])
}

/// A survey of residents with every type of question and one segment.
fn residents() -> Value {
    json!({
        "title": said("주민 설문", "Survey of residents"),
        "purpose": said("더 나은 배움", "Better learning"),
        "locales": ["ko", "en"],
        "series": "residents",
        "questions": every_type(),
        "segments": [{ "key": "age", "label": said("연령", "Age"),
            "values": choices(&["UNDER_60", "60_PLUS"]) }],
    })
}

/// A survey with one question.
fn small() -> Value {
    json!({
        "title": [{ "locale": "ko", "text": "짧은 설문" }],
        "questions": [one("useful", "YES_NO")],
    })
}

fn one(key: &str, kind: &str) -> Value {
    json!({ "key": key, "type": kind, "text": [{ "locale": "ko", "text": key }] })
}

/// The id of a survey that a city has made of this.
async fn made(city: &Caller<'_>, input: Value) -> String {
    let payload = city.change("surveyCreate", input, "survey { id }").await;
    assert_eq!(complaints(&payload), [""; 0], "{payload}");
    payload["survey"]["id"].as_str().unwrap().to_owned()
}

/// Takes a survey a step; gives where it stands then.
async fn step(city: &Caller<'_>, mutation: &str, id: &str) -> String {
    let payload = city
        .change(mutation, json!({ "id": id }), "survey { status }")
        .await;
    assert_eq!(complaints(&payload), [""; 0], "{mutation}: {payload}");
    payload["survey"]["status"].as_str().unwrap().to_owned()
}

/// A published survey made of this.
async fn published(city: &Caller<'_>, input: Value) -> String {
    let id = made(city, input).await;
    assert_eq!(step(city, "surveyPublish", &id).await, "PUBLISHED");
    id
}
