//! Answers as a table: a row a person, two columns a question: codes and words.
//!
//! It has the columns of every version, so that nothing that was answered is lost
//! and no column moves when an option goes; `__version` says which was filled in.

use std::io;

use entity::{
    Localized,
    survey_answers::Answer,
    survey_content::{Choice, Question},
    values::{Anonymity, QuestionKind, ResponseChannel},
};
use sea_orm::ActiveEnum;

use crate::{
    domain::{
        locale::{self, Wishes},
        survey::export::{Export, Row},
    },
    feed::spreadsheet::{BYTE_ORDER_MARK, harmless, lines},
};

/// Between the options of one answer.
const BETWEEN: &str = "|";

pub(super) fn head(export: &Export) -> io::Result<Vec<u8>> {
    let mut names: Vec<String> = ["response", "__version", "locale", "channel", "submittedOn"]
        .map(str::to_owned)
        .into();
    if export.survey.anonymity != Anonymity::Anonymous {
        names.extend(["submittedAt", "participant"].map(str::to_owned));
    }
    let segments = export.segments();
    names.extend(
        segments
            .iter()
            .map(|segment| format!("segment.{}", segment.key)),
    );
    for question in export.questions() {
        names.extend(columns(question).into_iter().map(|column| column.name));
    }
    let mut bytes = BYTE_ORDER_MARK.as_bytes().to_vec();
    bytes.extend(lines([names])?);
    Ok(bytes)
}

pub(super) fn rows(export: &Export, wishes: &Wishes, rows: &[Row]) -> io::Result<Vec<u8>> {
    let segments = export.segments();
    let questions = export.questions();
    let columns: Vec<(&Question, Vec<Column>)> = questions
        .into_iter()
        .map(|question| (question, columns(question)))
        .collect();
    lines(rows.iter().map(|row| {
        let mut cells = beginning(export, row);
        let said = &row.response.segments.0;
        cells.extend(segments.iter().map(|segment| {
            said.get(&segment.key)
                .map_or_else(String::new, |said| harmless(said))
        }));
        for (question, columns) in &columns {
            let teller = Teller {
                export,
                wishes,
                version: row.response.version_number,
                question,
            };
            let answer = row.response.answers.0.get(&question.key);
            cells.extend(columns.iter().map(|column| teller.cell(column, answer)));
        }
        cells
    }))
}

fn beginning(export: &Export, row: &Row) -> Vec<String> {
    let response = &row.response;
    let mut cells = vec![
        response.id.to_string(),
        response.version_number.to_string(),
        response.locale.clone(),
        ResponseChannel::to_value(&response.channel),
        response.submitted_on.to_string(),
    ];
    if export.survey.anonymity != Anonymity::Anonymous {
        let at = response.submitted_at;
        cells.push(at.map_or_else(String::new, |at| at.to_rfc3339()));
        cells.push(harmless(row.participant.as_deref().unwrap_or_default()));
    }
    cells
}

/// A column of a question.
struct Column {
    name: String,
    what: What,
}

/// What of an answer stands in a column.
enum What {
    /// Codes, numbers, dates, words.
    Value,
    /// The same in words, for what has codes.
    Words,
    /// What was written beside "other".
    Other,
    /// The code chosen in this row of a matrix, or its words.
    Row(String, bool),
}

fn columns(question: &Question) -> Vec<Column> {
    use QuestionKind::{MatrixSingle, MultiChoice, Ranking, SectionText, SingleChoice};
    let column = |ending: &str, what| Column {
        name: format!("{}{ending}", question.key),
        what,
    };
    match question.kind {
        SectionText => Vec::new(),
        MatrixSingle => {
            let rows = question.rows.iter().map(|row| &row.code);
            rows.flat_map(|row| {
                [
                    column(&format!(".{row}"), What::Row(row.clone(), false)),
                    column(&format!(".{row}.text"), What::Row(row.clone(), true)),
                ]
            })
            .collect()
        }
        SingleChoice | MultiChoice | Ranking => {
            let mut columns = vec![column("", What::Value), column(".text", What::Words)];
            if question
                .options
                .iter()
                .any(|option: &Choice| option.is_other)
            {
                columns.push(column(".other", What::Other));
            }
            columns
        }
        _ => vec![column("", What::Value)],
    }
}

/// Says what somebody answered to one question.
struct Teller<'a> {
    export: &'a Export,
    wishes: &'a Wishes,
    version: i32,
    question: &'a Question,
}

impl Teller<'_> {
    fn cell(&self, column: &Column, answer: Option<&Answer>) -> String {
        let Some(answer) = answer else {
            return String::new();
        };
        match (&column.what, answer) {
            (What::Value, answer) => value(answer),
            (What::Words, Answer::Choice { codes, .. } | Answer::Ranking(codes)) => {
                let words: Vec<_> = codes.iter().map(|code| self.words(code)).collect();
                harmless(&words.join(BETWEEN))
            }
            (What::Other, Answer::Choice { other, .. }) => {
                harmless(other.as_deref().unwrap_or_default())
            }
            (What::Row(row, in_words), Answer::Rows(rows)) => {
                let code = rows.get(row).map_or("", String::as_str);
                if *in_words {
                    harmless(&self.words(code))
                } else {
                    harmless(code)
                }
            }
            _ => String::new(),
        }
    }

    fn words(&self, code: &str) -> String {
        let label = self.export.label((self.version, &self.question.key), code);
        let default = &self.export.survey.default_locale;
        let best = |label: &Localized| {
            locale::best(label, self.wishes, default).map(|(_, text)| text.to_owned())
        };
        label.and_then(best).unwrap_or_default()
    }
}

fn value(answer: &Answer) -> String {
    match answer {
        Answer::Choice { codes, .. } | Answer::Ranking(codes) => harmless(&codes.join(BETWEEN)),
        Answer::Number(number) => number.to_string(),
        Answer::Yes(yes) => if *yes { "YES" } else { "NO" }.to_owned(),
        Answer::Date(day) => day.to_string(),
        Answer::Text(text) => harmless(text),
        Answer::Rows(_) => String::new(),
    }
}
