//! Answers, as they are sent.

use async_graphql::InputObject;
use entity::survey_content::SegmentValues;

use crate::{domain::survey::response::Given, graphql::scalar::Date};

/// The answer to one question, in the field that its type wants. Leave out what is
/// skipped.
#[derive(InputObject)]
pub struct SurveyAnswerInput {
    /// The key of the question.
    question: String,
    /// Codes of options. `SINGLE_CHOICE`: one. `MULTI_CHOICE`: all that were chosen.
    /// `RANKING`: in the order of preference, the best first.
    choice: Option<Vec<String>>,
    /// What the respondent wrote beside a chosen option that `isOther`.
    other_text: Option<String>,
    /// `NUMBER`: the number, at most four digits after the point. `LIKERT`, `RATING`,
    /// `NPS`: the point of the scale.
    number: Option<f64>,
    /// `YES_NO`: true for yes.
    yes: Option<bool>,
    /// `DATE`: the day.
    date: Option<Date>,
    /// `SHORT_TEXT`, `LONG_TEXT`: the respondent's own words.
    text: Option<String>,
    /// `MATRIX_SINGLE`: the option that was chosen in each row.
    rows: Option<Vec<SurveyRowInput>>,
}

/// What was chosen in one row of a matrix.
#[derive(InputObject)]
pub struct SurveyRowInput {
    /// The code of the row.
    row: String,
    /// The code of the option.
    choice: String,
}

/// An attribute that respondents are told apart by.
#[derive(InputObject)]
pub struct SurveySegmentValueInput {
    /// The key of the attribute, such as `age`.
    segment: String,
    /// The code of its value, such as `60_PLUS`.
    value: String,
}

impl SurveyAnswerInput {
    pub(super) fn read(self) -> Given {
        let rows = |rows: Vec<SurveyRowInput>| {
            let rows = rows.into_iter();
            rows.map(|row| (row.row, row.choice)).collect()
        };
        Given {
            question: self.question,
            choice: self.choice,
            other_text: self.other_text,
            number: self.number,
            yes: self.yes,
            date: self.date.map(|date| date.0),
            text: self.text,
            rows: self.rows.map(rows),
        }
    }
}

pub(super) fn given(answers: Vec<SurveyAnswerInput>) -> Vec<Given> {
    answers.into_iter().map(SurveyAnswerInput::read).collect()
}

pub(super) fn segments(values: Vec<SurveySegmentValueInput>) -> SegmentValues {
    let values = values.into_iter();
    SegmentValues(values.map(|value| (value.segment, value.value)).collect())
}
