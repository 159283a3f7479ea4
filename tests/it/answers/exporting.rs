//! The answers as files, for the city that asked.

use entity::values::{Anonymity, ResponseControl};
use serde_json::{Value, json};

use super::{Asked, is_received, options, short};
use crate::support::{Network, Reply};

fn first_version() -> Value {
    json!({ "segments": [{ "key": "age", "label": { "ko": "연령" }, "values": options(&["OLD"]) }],
    "questions": [
        { "key": "how", "kind": "MULTI_CHOICE", "text": { "ko": "어떻게?" }, "options": [
            { "code": "WALK", "label": { "ko": "걸어서", "en": "On foot" } },
            { "code": "BUS", "label": { "ko": "버스", "en": "=Bus" } },
            { "code": "OTHER", "label": { "ko": "기타", "en": "Other" }, "isOther": true } ] },
        { "key": "gone", "kind": "SHORT_TEXT", "text": { "ko": "예전 질문" } },
    ] })
}

fn second_version() -> Value {
    json!({ "questions": [
        { "key": "grid", "kind": "MATRIX_SINGLE", "text": { "ko": "표" },
          "rows": options(&["ROOM"]), "options": options(&["GOOD"]) },
        { "key": "how", "kind": "MULTI_CHOICE", "text": { "ko": "어떻게?" }, "options": [
            { "code": "WALK", "label": { "ko": "걸어서" } },
            { "code": "BUS", "label": { "ko": "버스" }, "isRetired": true } ] },
        { "key": "hours", "kind": "NUMBER", "text": { "ko": "시간" } },
    ] })
}

/// A survey that was answered in two versions, on the first with what looks like
/// formulas.
async fn answered(network: &Network) -> Asked {
    let asked = Asked::of(network, first_version(), |_| {}).await;
    let old = json!({ "segments": [{ "segment": "age", "value": "OLD" }], "answers": [
        { "question": "how", "choice": ["WALK", "BUS", "OTHER"], "otherText": "@home" },
        { "question": "gone", "text": "=HYPERLINK(\"x\"), said\nshe" } ] });
    assert!(is_received(&asked.answer(network, old, "").await));
    asked.freeze(network, 2, second_version()).await;
    asked
        .becomes(network, |survey| survey.published_version = Some(2))
        .await;
    let new = json!({ "locale": "en", "answers": [
        { "question": "grid", "rows": [{ "row": "ROOM", "choice": "GOOD" }] },
        { "question": "hours", "number": -2.5 } ] });
    assert!(is_received(&asked.answer(network, new, "").await));
    asked
}

async fn fetch(network: &Network, asked: &Asked, (body, scope): (&str, &str), file: &str) -> Reply {
    let token = format!("Bearer {}", network.token(body, scope));
    let headers = [("authorization", token.as_str()), ("accept-language", "en")];
    network
        .get_with(&headers, &format!("/surveys/{}/{file}", asked.id()))
        .await
}

const OWNER: (&str, &str) = ("city:kr-hanam", "answer:read");

/// The rows without their first column, which is random.
fn without_ids(table: &mut csv::Reader<&[u8]>) -> Vec<Vec<String>> {
    let rows = table.records();
    rows.map(|row| row.unwrap().iter().skip(1).map(str::to_owned).collect())
        .collect()
}

#[tokio::test]
async fn the_table_has_the_columns_of_every_version() {
    let network = Network::start().await;
    let asked = answered(&network).await;

    let reply = fetch(&network, &asked, OWNER, "answers.csv").await;

    assert_eq!(reply.header("cache-control"), "no-store");
    let text = reply.text.strip_prefix('\u{feff}').unwrap();
    let mut table = csv::Reader::from_reader(text.as_bytes());
    let head: Vec<_> = table.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(
        head[1..],
        [
            "__version",
            "locale",
            "channel",
            "submittedOn",
            "segment.age",
            "grid.ROOM",
            "grid.ROOM.text",
            "how",
            "how.text",
            "hours",
            "gone"
        ]
    );
    let mut rows = without_ids(&mut table);
    rows.sort();
    assert_eq!(
        rows[0],
        [
            "1",
            "ko",
            "WEB",
            "2026-03-02",
            "OLD",
            "",
            "",
            "WALK|BUS|OTHER",
            "On foot|=Bus|Other",
            "",
            "'=HYPERLINK(\"x\"), said\nshe"
        ]
    );
    assert_eq!(
        rows[1],
        [
            "2",
            "en",
            "WEB",
            "2026-03-02",
            "",
            "GOOD",
            "GOOD",
            "",
            "",
            "-2.5",
            ""
        ]
    );
}

#[tokio::test]
async fn the_chosen_option_stays_beside_what_was_written() {
    let network = Network::start().await;
    let asked = Asked::of(&network, first_version(), |_| {}).await;
    let other = json!({ "answers": [
        { "question": "how", "choice": ["OTHER"], "otherText": "@home" }] });
    assert!(is_received(&asked.answer(&network, other, "").await));

    let reply = fetch(&network, &asked, OWNER, "answers.csv").await;

    let media_type = "text/csv; charset=utf-8; header=present";
    assert_eq!(reply.header("content-type"), media_type);
    assert!(reply.text.contains(",how,how.text,how.other,"), "{reply:?}");
    assert!(reply.text.contains(",OTHER,Other,'@home,"), "{reply:?}");
}

#[tokio::test]
async fn each_line_of_json_is_one_person() {
    let network = Network::start().await;
    let asked = answered(&network).await;

    let reply = fetch(&network, &asked, OWNER, "answers.ndjson").await;

    assert_eq!(reply.header("content-type"), "application/x-ndjson");
    let lines = reply.text.lines();
    let mut lines: Vec<Value> = lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    lines.sort_by_key(|line| line["version"].as_i64());
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["answers"]["how"]["otherText"], "@home");
    assert_eq!(lines[0]["segments"], json!({ "age": "OLD" }));
    assert_eq!(lines[1]["answers"]["hours"], json!({ "number": -2.5 }));
    assert!(lines[0].get("submittedAt").is_none());
}

#[tokio::test]
async fn only_the_city_that_asked_reads_single_answers() {
    let network = Network::start().await;
    let asked = answered(&network).await;
    let status = async |who| {
        fetch(&network, &asked, who, "answers.csv")
            .await
            .status
            .as_u16()
    };

    assert_eq!(status(("city:kr-eunpyeong", "answer:read")).await, 404);
    assert_eq!(
        status(("city:kr-hanam", "survey:write survey:read")).await,
        403
    );
    assert_eq!(status(("alliance:kallc", "answer:read")).await, 403);
    let path = format!("/surveys/{}/answers.csv", asked.id());
    let visitor = network.get(&path).await;
    assert_eq!(
        (visitor.status.as_u16(), visitor.code()),
        (401, "UNAUTHENTICATED")
    );
    let unknown = fetch(&network, &asked, OWNER, "../surveys/x/answers.csv").await;
    assert_eq!(unknown.status.as_u16(), 404);
}

#[tokio::test]
async fn a_survey_that_knows_its_people_names_them() {
    let network = Network::start().await;
    let asked = Asked::of(&network, short(), |survey| {
        survey.response_control = ResponseControl::Registered;
        survey.anonymity = Anonymity::Identified;
    })
    .await;
    let hanam = network.city("kr-hanam", "survey:write");
    let groups = json!([{ "participants": ["r-17"] }]);
    let input = json!({ "id": asked.id().to_string(), "groups": groups });
    let invited = hanam
        .change("surveyInvite", input, "groups { tokens }")
        .await;
    let token = &invited["groups"][0]["tokens"][0];
    assert!(is_received(
        &asked.answer(&network, json!({ "token": token }), "").await
    ));

    let table = fetch(&network, &asked, OWNER, "answers.csv").await;
    assert!(
        table.text.contains(",submittedAt,participant,"),
        "{table:?}"
    );
    assert!(table.text.contains(",r-17,"), "{table:?}");
    let lines = fetch(&network, &asked, OWNER, "answers.ndjson").await;
    let line: Value = serde_json::from_str(lines.text.trim()).unwrap();
    assert_eq!(line["participant"], "r-17");
}

#[tokio::test]
async fn many_answers_come_page_by_page_and_each_once() {
    let network = Network::start().await;
    let asked = Asked::openly(&network).await;
    let sheet =
        json!({ "channel": "PAPER", "answers": [{ "question": "useful", "choice": ["NO"] }] });
    let hanam = network.city("kr-hanam", "survey:write");
    for _ in 0..3 {
        let sheets = vec![sheet.clone(); 900];
        let input = json!({ "surveyId": asked.id().to_string(), "responses": sheets });
        hanam.change("surveyRecordResponses", input, "count").await;
    }
    let reply = fetch(&network, &asked, OWNER, "answers.ndjson").await;
    let ids = reply.text.lines().map(|line| {
        let line: Value = serde_json::from_str(line).unwrap();
        line["response"].as_str().unwrap().to_owned()
    });
    let ids: std::collections::HashSet<String> = ids.collect();
    assert_eq!(ids.len(), 2_700);
}
