//! Each type of question takes its answer, and no other.

use entity::survey_answers::Answer;
use serde_json::{Value, json};

use super::{Asked, complaints, is_received, options};
use crate::support::Network;

fn every_type() -> Value {
    let question = |key: &str, kind: &str, more: Value| {
        let mut question = json!({ "key": key, "kind": kind, "text": { "ko": key } });
        question
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        question
    };
    let with_other = json!([
        { "code": "COST", "label": { "ko": "비용" } },
        { "code": "TIME", "label": { "ko": "시간" } },
        { "code": "FAR", "label": { "ko": "거리" }, "isRetired": true },
        { "code": "OTHER", "label": { "ko": "기타" }, "isOther": true },
    ]);
    json!({ "segments": [], "questions": [
        question("useful", "SINGLE_CHOICE", json!({ "options": options(&["YES", "NO"]) })),
        question("hurdles", "MULTI_CHOICE", json!({ "options": with_other, "max": 2 })),
        question("agree", "LIKERT", json!({})),
        question("stars", "RATING", json!({ "min": 1, "max": 4 })),
        question("recommend", "NPS", json!({})),
        question("again", "YES_NO", json!({})),
        question("hours", "NUMBER", json!({ "min": 0, "max": 80 })),
        question("since", "DATE", json!({})),
        question("district", "SHORT_TEXT", json!({ "max": 10 })),
        question("missing", "LONG_TEXT", json!({})),
        question("order", "RANKING", json!({ "options": options(&["A", "B", "C"]) })),
        question("grid", "MATRIX_SINGLE", json!({ "rows": options(&["ROOM", "TEACHER"]),
            "options": options(&["GOOD", "BAD"]) })),
        question("thanks", "SECTION_TEXT", json!({})),
        question("why_not", "SHORT_TEXT", json!({ "required": true,
            "showIf": [{ "question": "again", "anyOf": ["NO"] }] })),
    ] })
}

fn good() -> Vec<Value> {
    vec![
        json!({ "question": "useful", "choice": ["YES"] }),
        json!({ "question": "hurdles", "choice": ["TIME", "OTHER"], "otherText": "아이 돌봄" }),
        json!({ "question": "agree", "number": 4 }),
        json!({ "question": "stars", "number": 4 }),
        json!({ "question": "recommend", "number": 0 }),
        json!({ "question": "again", "yes": true }),
        json!({ "question": "hours", "number": 12.5 }),
        json!({ "question": "since", "date": "2024-02-29" }),
        json!({ "question": "district", "text": "미사동" }),
        json!({ "question": "missing", "text": "저녁 강좌\n주말 강좌" }),
        json!({ "question": "order", "choice": ["C", "A", "B"] }),
        json!({ "question": "grid", "rows": [
            { "row": "ROOM", "choice": "GOOD" }, { "row": "TEACHER", "choice": "BAD" }] }),
    ]
}

/// What is said when one answer is sent, the rest left out.
async fn alone(network: &Network, asked: &Asked, answer: Value) -> Vec<String> {
    let reply = asked
        .answer(network, json!({ "answers": [answer] }), "dryRun: true")
        .await;
    complaints(&reply)
}

#[tokio::test]
async fn every_type_of_question_takes_its_answer() {
    let network = Network::start().await;
    let asked = Asked::of(&network, every_type(), |_| {}).await;

    let reply = asked
        .answer(&network, json!({ "answers": good() }), "")
        .await;

    assert_eq!(complaints(&reply), [""; 0]);
    let kept = asked.responses(&network).await.remove(0).answers.0;
    assert_eq!(kept.len(), 12);
    assert_eq!(kept["hours"], Answer::Number(12.5));
    assert_eq!(
        kept["order"],
        Answer::Ranking(vec!["C".into(), "A".into(), "B".into()])
    );
    let other = Some("아이 돌봄".to_owned());
    let codes = vec!["TIME".to_owned(), "OTHER".to_owned()];
    assert_eq!(kept["hurdles"], Answer::Choice { codes, other });
}

/// Answers that are wrong, and what is said of each.
#[expect(clippy::too_many_lines, reason = "a table")]
fn wrong() -> Vec<(Value, &'static str)> {
    vec![
        (
            json!({ "question": "nothing", "yes": true }),
            "NOT_FOUND answers.0.question",
        ),
        (
            json!({ "question": "thanks", "text": "x" }),
            "NOT_FOUND answers.0.question",
        ),
        (json!({ "question": "useful" }), "INVALID answers.0.choice"),
        (
            json!({ "question": "useful", "choice": ["MAYBE"] }),
            "UNKNOWN_CODE answers.0.choice.0",
        ),
        (
            json!({ "question": "useful", "choice": ["YES", "NO"] }),
            "OUT_OF_RANGE answers.0.choice",
        ),
        (
            json!({ "question": "useful", "choice": [] }),
            "OUT_OF_RANGE answers.0.choice",
        ),
        (
            json!({ "question": "hurdles", "choice": ["FAR"] }),
            "UNKNOWN_CODE answers.0.choice.0",
        ),
        (
            json!({ "question": "hurdles", "choice": ["COST", "COST"] }),
            "DUPLICATE answers.0.choice.1",
        ),
        (
            json!({ "question": "hurdles", "choice": ["COST"], "otherText": "x" }),
            "CONFLICT answers.0.otherText",
        ),
        (
            json!({ "question": "hurdles", "choice": ["COST", "TIME", "OTHER"] }),
            "OUT_OF_RANGE answers.0.choice",
        ),
        (
            json!({ "question": "agree", "number": 6 }),
            "OUT_OF_RANGE answers.0.number",
        ),
        (
            json!({ "question": "agree", "number": 2.5 }),
            "OUT_OF_RANGE answers.0.number",
        ),
        (
            json!({ "question": "recommend", "number": -1 }),
            "OUT_OF_RANGE answers.0.number",
        ),
        (
            json!({ "question": "hours", "number": 81 }),
            "OUT_OF_RANGE answers.0.number",
        ),
        (
            json!({ "question": "hours", "number": 1.00001 }),
            "INVALID answers.0.number",
        ),
        (
            json!({ "question": "district", "text": "열한 글자가 넘는 주소" }),
            "TOO_LONG answers.0.text",
        ),
        (
            json!({ "question": "missing", "text": "\u{7}" }),
            "INVALID answers.0.text",
        ),
        (
            json!({ "question": "order", "choice": ["A", "B"] }),
            "OUT_OF_RANGE answers.0.choice",
        ),
        (
            json!({ "question": "grid", "rows": [{ "row": "FLOOR", "choice": "GOOD" }] }),
            "UNKNOWN_CODE answers.0.rows.0.row",
        ),
        (
            json!({ "question": "grid", "rows": [{ "row": "ROOM", "choice": "SO" }] }),
            "UNKNOWN_CODE answers.0.rows.0.choice",
        ),
    ]
}

#[tokio::test]
async fn a_wrong_answer_is_named_by_its_place() {
    let network = Network::start().await;
    let asked = Asked::of(&network, every_type(), |_| {}).await;
    for (answer, complaint) in wrong() {
        let told = alone(&network, &asked, answer.clone()).await;
        assert_eq!(told, [complaint], "{answer}");
    }
    let told = alone(
        &network,
        &asked,
        json!({ "question": "again", "yes": true, "number": 1 }),
    )
    .await;
    assert_eq!(told, ["INVALID answers.0.number"]);
    assert!(asked.responses(&network).await.is_empty());
}

#[tokio::test]
async fn what_is_asked_depends_on_what_was_answered() {
    let network = Network::start().await;
    let asked = Asked::of(&network, every_type(), |_| {}).await;
    let no = json!({ "question": "again", "yes": false });
    let yes = json!({ "question": "again", "yes": true });
    let why = json!({ "question": "why_not", "text": "멀어요" });

    let both = asked
        .answer(&network, json!({ "answers": [no, why] }), "")
        .await;
    assert!(is_received(&both), "{both:?}");
    let silent = asked.answer(&network, json!({ "answers": [no] }), "").await;
    assert_eq!(complaints(&silent), ["REQUIRED answers"]);
    let unasked = asked
        .answer(&network, json!({ "answers": [yes, why] }), "")
        .await;
    assert_eq!(complaints(&unasked), ["CONFLICT answers.1"]);
}

#[tokio::test]
async fn whoever_began_with_the_old_version_may_finish_it() {
    let network = Network::start().await;
    let asked = Asked::openly(&network).await;
    let newer = json!({ "questions": [
        { "key": "useful", "kind": "SINGLE_CHOICE", "text": { "ko": "유용합니까?" },
          "options": options(&["YES", "NO"]) } ] });
    asked.freeze(&network, 2, newer).await;
    asked
        .becomes(&network, |survey| survey.published_version = Some(2))
        .await;
    let unsure = json!([{ "question": "useful", "choice": ["UNSURE"] }]);

    let old = asked
        .answer(&network, json!({ "answers": unsure, "version": 1 }), "")
        .await;
    assert!(is_received(&old), "{old:?}");
    let new = asked
        .answer(&network, json!({ "answers": unsure }), "")
        .await;
    assert_eq!(complaints(&new), ["UNKNOWN_CODE answers.0.choice.0"]);
    let future = asked.answer(&network, json!({ "version": 3 }), "").await;
    assert_eq!(complaints(&future), ["OUT_OF_RANGE version"]);
}

#[tokio::test]
async fn an_answer_takes_few_statements() {
    let network = Network::start().await;
    let asked = Asked::openly(&network).await;
    asked.answer(&network, json!({}), "").await;
    let answer = network
        .visitor()
        .sql_with(
            "mutation ($input: SurveyRespondInput!) { surveyRespond(input: $input) {
                receipt { receivedOn } userErrors { code } } }",
            asked.input(&json!({})),
        )
        .await;
    // The survey, the response, the note that it is to be counted; the survey again for the receipt.
    assert_eq!(answer.1.len(), 4, "{:?}", answer.1);
}

#[tokio::test]
async fn a_form_that_comes_back_empty_is_no_response() {
    let network = Network::start().await;
    let content = json!({ "questions": [{ "key": "why", "kind": "LONG_TEXT",
        "text": { "ko": "왜?" } }], "segments": [] });
    let asked = Asked::of(&network, content, |_| {}).await;

    let empty = asked.answer(&network, json!({ "answers": [] }), "").await;
    assert_eq!(complaints(&empty), ["REQUIRED answers"]);
    assert!(asked.responses(&network).await.is_empty());

    let answers = json!([{ "question": "why", "text": "좋아서" }]);
    let said = asked
        .answer(&network, json!({ "answers": answers }), "")
        .await;
    assert!(is_received(&said), "{said:?}");
}
