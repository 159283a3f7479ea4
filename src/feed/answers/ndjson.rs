//! Answers as JSON, a person a line, with the names that `surveyRespond` takes.

use std::io;

use entity::{survey_answers::Answer, values::ResponseChannel};
use sea_orm::ActiveEnum;
use serde_json::{Map, Value, json};

use crate::{domain::survey::export::Row, feed::json::add_line};

pub(super) fn rows(rows: &[Row]) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    for row in rows {
        add_line(&mut bytes, &line(row))?;
    }
    Ok(bytes)
}

fn line(row: &Row) -> Value {
    let response = &row.response;
    let answers = response.answers.0.iter();
    let answers: Map<String, Value> = answers
        .map(|(key, answer)| (key.clone(), told(answer)))
        .collect();
    let mut line = json!({
        "response": response.id.to_string(),
        "version": response.version_number,
        "locale": response.locale,
        "channel": ResponseChannel::to_value(&response.channel),
        "submittedOn": response.submitted_on,
        "segments": response.segments,
        "answers": answers,
    });
    if let Some(at) = response.submitted_at {
        line["submittedAt"] = json!(at);
        line["participant"] = json!(row.participant);
    }
    line
}

fn told(answer: &Answer) -> Value {
    match answer {
        Answer::Choice { codes, other: None } | Answer::Ranking(codes) => {
            json!({ "choice": codes })
        }
        Answer::Choice { codes, other } => json!({ "choice": codes, "otherText": other }),
        Answer::Number(number) => json!({ "number": number }),
        Answer::Yes(yes) => json!({ "yes": yes }),
        Answer::Date(day) => json!({ "date": day }),
        Answer::Text(text) => json!({ "text": text }),
        Answer::Rows(rows) => json!({ "rows": rows }),
    }
}
