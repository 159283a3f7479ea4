//! A city's own token sends a file.

use entity::values::ImportFormat;
use learning_cities::{domain::course::Column, feed::Encoding, limits::Limits};
use serde_json::{Value, json};

use super::{calligraphy, file, many};
use crate::support::{Caller, Network, complaints, payload};

const IMPORT: &str = "
    mutation ($input: ImportRunInput!, $dryRun: Boolean) {
        importRun(input: $input, dryRun: $dryRun) {
            importRun {
                state total done created updated unchanged refused warned finishedAt
                warnings { line problems { column message } }
                rejectedRows { line problems { column message } }
            }
            userErrors { code field message }
        }
    }";

fn osan(network: &Network) -> Caller<'_> {
    network.city("kr-osan", "programme:read programme:write")
}

fn courses(rows: &[learning_cities::domain::course::Course]) -> Value {
    let content = String::from_utf8(file(rows, Encoding::Utf8)).unwrap();
    json!({ "format": "NATIONAL_COURSES", "content": content })
}

async fn send(city: &Caller<'_>, input: Value) -> Value {
    let reply = city.ask_with(IMPORT, json!({ "input": input })).await;
    payload(&reply, "importRun")
}

#[tokio::test]
async fn a_head_of_a_hundred_thousand_columns_is_answered_in_a_page() {
    let network = Network::start().await;
    let city = osan(&network);
    for format in ["NATIONAL_COURSES", "PROGRAMMES_CSV"] {
        let input = json!({ "format": format, "content": "x,".repeat(100_000) });
        let payload = send(&city, input).await;
        let errors = payload["userErrors"].as_array().unwrap();
        assert_eq!(errors.len(), 100, "{format}");
    }
}

#[tokio::test]
async fn a_token_sends_a_file_and_reads_the_report() {
    let network = Network::start().await;
    let city = osan(&network);
    let mut rows = many(3);
    rows[1][Column::Mode] = "?".to_owned();
    rows[2] = calligraphy();
    rows[2][Column::StartTime] = "아침".to_owned();

    let mut input = courses(&rows);
    input["policy"] = json!("SKIP_INVALID");
    let payload = send(&city, input).await;

    let run = &payload["importRun"];
    assert_eq!(payload["userErrors"], json!([]));
    assert_eq!(
        (
            &run["state"],
            &run["created"],
            &run["refused"],
            &run["done"]
        ),
        (&json!("FINISHED"), &json!(2), &json!(1), &json!(3))
    );
    assert_eq!(
        run["rejectedRows"],
        json!([{ "line": 3, "problems": [{
            "column": "교육방법구분",
            "message": "This is none of: 온라인, 오프라인, 혼합, 모바일, 우편통신." }] }])
    );
    assert_eq!(
        (&run["warned"], &run["warnings"]),
        (
            &json!(1),
            &json!([{ "line": 4, "problems": [{
                "column": "교육시작시각", "message": "This is written such as 18:30." }] }])
        )
    );
    let later = city
        .ask("{ viewer { imports { format created rejectedRows(first: 1) { line } } } }")
        .await;
    assert_eq!(
        later["data"]["viewer"]["imports"],
        json!([{ "format": "NATIONAL_COURSES", "created": 2, "rejectedRows": [{ "line": 3 }] }])
    );
    let other = network.city("kr-hanam", "programme:read");
    let others = other.ask("{ viewer { imports { id } } }").await;
    assert_eq!(others["data"]["viewer"]["imports"], json!([]));
}

#[tokio::test]
async fn all_or_nothing_tells_every_row_and_keeps_none() {
    let network = Network::start().await;
    let mut rows = many(3);
    rows[0][Column::Mode] = "?".to_owned();
    rows[2][Column::Title] = String::new();

    let payload = send(&osan(&network), courses(&rows)).await;

    assert_eq!(payload["importRun"], Value::Null);
    assert_eq!(
        complaints(&payload),
        [
            "INVALID content.2.교육방법구분",
            "REQUIRED content.4.강좌명"
        ]
    );
    assert!(network.exported().await.is_empty());
}

#[tokio::test]
async fn a_dry_run_shows_what_would_come_of_it() {
    let network = Network::start().await;
    let variables = json!({ "input": courses(&[calligraphy()]), "dryRun": true });

    let reply = osan(&network).ask_with(IMPORT, variables).await;

    assert_eq!(payload(&reply, "importRun")["importRun"]["created"], 1);
    assert!(network.exported().await.is_empty());
}

#[tokio::test]
async fn more_rows_take_no_more_statements() {
    let network = Network::with_limits(Limits {
        operation_seconds: 60,
        ..Limits::default()
    });
    let network = network.await;
    let city = osan(&network);
    let mut statements = Vec::new();
    for count in [10, 300] {
        let mut rows = many(count);
        for row in &mut rows {
            row[Column::Title] = format!("{} ({count})", row[Column::Title]);
        }
        let mut taken = Vec::new();
        for capacity in ["20", "20", "21"] {
            for row in &mut rows {
                row[Column::Capacity] = capacity.to_owned();
            }
            let (answer, sql) = city
                .sql_with(IMPORT, json!({ "input": courses(&rows) }))
                .await;
            assert_eq!(answer.get("errors"), None, "{answer}");
            taken.push(sql.len());
        }
        statements.push(taken);
    }
    assert_eq!(statements[0], statements[1]);
    assert!(
        statements[0].iter().all(|count| *count <= 45),
        "{statements:?}"
    );
}

#[tokio::test]
async fn a_file_that_is_none_is_told_as_a_whole() {
    let network = Network::start().await;
    let city = osan(&network);
    for (format, content) in [
        ("NATIONAL_COURSES", ""),
        ("PROGRAMMES_CSV", "title.ko\r\n"),
        ("PROGRAMMES_NDJSON", ""),
    ] {
        let payload = send(&city, json!({ "format": format, "content": content })).await;
        let complaints = complaints(&payload);
        assert!(!complaints.is_empty() && complaints.iter().all(|told| told.ends_with(" content")));
    }
    let mut input = courses(&many(1));
    input["format"] = json!("PROGRAMMES_NDJSON");
    input["topics"] = json!(["READING"]);
    assert_eq!(complaints(&send(&city, input).await), ["CONFLICT topics"]);
}

#[tokio::test]
async fn a_file_of_the_command_is_in_the_report_too() {
    let network = Network::start().await;
    network
        .import(
            ImportFormat::NationalCourses,
            file(&many(2), Encoding::Cp949),
        )
        .await;
    let answer = osan(&network)
        .ask("{ viewer { imports { total state startedAt } } }")
        .await;
    assert_eq!(
        answer["data"]["viewer"]["imports"],
        json!([{ "total": 2, "state": "FINISHED", "startedAt": "2026-03-02T09:00:00+00:00" }])
    );
}
