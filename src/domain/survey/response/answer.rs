//! One answer, read as its question wants it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use entity::{
    survey_answers::Answer,
    survey_content::{Choice, Question},
    values::QuestionKind as Kind,
};
use serde::Serialize;

use crate::domain::problem::{Complaint, Problems};

/// Characters of an answer on one line, unless its question says otherwise.
const SHORT: usize = 300;
/// Characters of an answer in sentences, unless its question says otherwise.
const LONG: usize = 5_000;
/// Digits after the point that a number may have.
const DECIMALS: usize = 4;
/// Beyond this a double is no longer exact with four digits after the point.
const GREATEST: f64 = 1e11;

/// An answer as a client sends it: one of the fields, by the type of the question.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Given {
    /// The key of the question.
    pub question: String,
    /// Codes of options: one, several, or in the order of preference.
    pub choice: Option<Vec<String>>,
    /// The respondent's words beside an option such as "other".
    pub other_text: Option<String>,
    /// A number, or a point of a scale.
    pub number: Option<f64>,
    /// Yes or no.
    pub yes: Option<bool>,
    /// A day.
    pub date: Option<NaiveDate>,
    /// The respondent's own words.
    pub text: Option<String>,
    /// Of a matrix, row and option.
    pub rows: Option<Vec<(String, String)>>,
}

impl Given {
    /// As the question wants it; the problems say what does not fit.
    pub(super) fn read(&self, question: &Question) -> Result<Answer, Problems> {
        let (field, answer) = match question.kind {
            Kind::SingleChoice | Kind::MultiChoice => ("choice", self.chosen(question)),
            Kind::Ranking => ("choice", self.ranked(question)),
            Kind::Likert | Kind::Rating | Kind::Nps => ("number", self.point(question)),
            Kind::Number => ("number", self.number(question)),
            Kind::YesNo => ("yes", self.yes.map(|yes| Ok(Answer::Yes(yes)))),
            Kind::Date => ("date", self.day()),
            Kind::ShortText => ("text", self.words(question, SHORT)),
            Kind::LongText => ("text", self.words(question, LONG)),
            Kind::MatrixSingle => ("rows", self.matrix(question)),
            Kind::SectionText => {
                let complaint = Complaint::unknown_question(&self.question);
                return Err(Problems::with("question", complaint));
            }
        };
        let others = self
            .fields()
            .filter(|(name, is_set)| *is_set && *name != field);
        let mut problems = Problems::default();
        for (name, _) in others {
            problems.add(name, Complaint::answer_as(field));
        }
        match answer {
            Some(Ok(answer)) if problems.is_empty() => Ok(answer),
            Some(Ok(_)) => Err(problems),
            Some(Err(wrong)) => {
                problems.extend(wrong);
                Err(problems)
            }
            None => {
                problems.add(field, Complaint::answer_as(field));
                Err(problems)
            }
        }
    }

    fn fields(&self) -> impl Iterator<Item = (&'static str, bool)> {
        [
            ("choice", self.choice.is_some()),
            ("number", self.number.is_some()),
            ("yes", self.yes.is_some()),
            ("date", self.date.is_some()),
            ("text", self.text.is_some()),
            ("rows", self.rows.is_some()),
        ]
        .into_iter()
    }

    fn chosen(&self, question: &Question) -> Option<Result<Answer, Problems>> {
        let codes = self.choice.clone()?;
        let mut problems = Problems::default();
        check_codes(&codes, &question.options, &mut problems);
        let offered = offered(&question.options).count();
        let (least, most) = match question.kind {
            Kind::SingleChoice => (1, 1),
            _ => bounds(question, (1, offered)),
        };
        let fits = (least..=most).contains(&codes.len());
        problems.demand(fits, "choice", || Complaint::choose_between(least, most));
        let mut options = question.options.iter();
        let takes_text = options.any(|option| option.is_other && codes.contains(&option.code));
        let other = self.other_text.as_deref().map(str::trim);
        let other = other.filter(|text| !text.is_empty()).map(str::to_owned);
        problems.check_text("otherText", other.as_deref(), SHORT);
        problems.demand(other.is_none() || takes_text, "otherText", || {
            Complaint::needs("a text goes with an option that asks for it")
        });
        Some(answer_or(problems, Answer::Choice { codes, other }))
    }

    fn ranked(&self, question: &Question) -> Option<Result<Answer, Problems>> {
        let codes = self.choice.clone()?;
        let mut problems = Problems::default();
        check_codes(&codes, &question.options, &mut problems);
        let all = offered(&question.options).count();
        let (least, most) = bounds(question, (all, all));
        let fits = (least..=most).contains(&codes.len());
        problems.demand(fits, "choice", || Complaint::choose_between(least, most));
        Some(answer_or(problems, Answer::Ranking(codes)))
    }

    fn point(&self, question: &Question) -> Option<Result<Answer, Problems>> {
        let number = self.number?;
        let (least, most) = scale(question);
        let fits = number.fract() == 0.0 && least <= number && number <= most;
        let mut problems = Problems::default();
        problems.demand(fits, "number", || Complaint::out_of_range(least, most));
        Some(answer_or(problems, Answer::Number(number)))
    }

    fn number(&self, question: &Question) -> Option<Result<Answer, Problems>> {
        let number = self.number?;
        let least = question.min.unwrap_or(-GREATEST);
        let most = question.max.unwrap_or(GREATEST);
        let mut problems = Problems::default();
        problems.check_range("number", Some(number), (least, most));
        let text = number.to_string();
        let decimals = text.split_once('.').map_or(0, |(_, digits)| digits.len());
        problems.demand(decimals <= DECIMALS, "number", || Complaint::not_as("12.5"));
        Some(answer_or(problems, Answer::Number(number)))
    }

    fn day(&self) -> Option<Result<Answer, Problems>> {
        let day = self.date?;
        let mut problems = Problems::default();
        problems.check_day("date", Some(day));
        Some(answer_or(problems, Answer::Date(day)))
    }

    fn words(&self, question: &Question, usual: usize) -> Option<Result<Answer, Problems>> {
        let text = self.text.as_deref()?.trim();
        let (least, most) = bounds(question, (1, usual));
        let mut problems = Problems::default();
        problems.check_text("text", Some(text), most);
        let is_short = text.chars().nth(least.saturating_sub(1)).is_none();
        problems.demand(!is_short, "text", || Complaint::out_of_range(least, most));
        Some(answer_or(problems, Answer::Text(text.to_owned())))
    }

    fn matrix(&self, question: &Question) -> Option<Result<Answer, Problems>> {
        let rows = self.rows.as_deref()?;
        let mut problems = Problems::default();
        let mut chosen = BTreeMap::new();
        if rows.len() > question.rows.len() {
            problems.check_length("rows", rows, question.rows.len());
            return Some(Err(problems));
        }
        for (place, (row, code)) in rows.iter().enumerate() {
            let at = |field: &str| format!("rows.{place}.{field}");
            let is_row = offered(&question.rows).any(|choice| choice.code == *row);
            problems.demand(is_row, &at("row"), || Complaint::unknown_option(row));
            let is_option = offered(&question.options).any(|choice| choice.code == *code);
            problems.demand(is_option, &at("choice"), || Complaint::unknown_option(code));
            let known = chosen.insert(row.clone(), code.clone());
            problems.demand(known.is_none(), &at("row"), Complaint::twice);
        }
        let all = offered(&question.rows).count();
        let is_whole = !rows.is_empty() && (!question.required || chosen.len() == all);
        problems.demand(is_whole, "rows", Complaint::required);
        Some(answer_or(problems, Answer::Rows(chosen)))
    }
}

fn answer_or(problems: Problems, answer: Answer) -> Result<Answer, Problems> {
    if problems.is_empty() {
        Ok(answer)
    } else {
        Err(problems)
    }
}

fn offered(choices: &[Choice]) -> impl Iterator<Item = &Choice> {
    choices.iter().filter(|choice| !choice.is_retired)
}

fn check_codes(codes: &[String], options: &[Choice], problems: &mut Problems) {
    if codes.len() > options.len() {
        // Some are there twice, or are no options: all the same which.
        return problems.check_length("choice", codes, options.len());
    }
    for (place, code) in codes.iter().enumerate() {
        let is_known = offered(options).any(|option| option.code == *code);
        problems.demand(is_known, &format!("choice.{place}"), || {
            Complaint::unknown_option(code)
        });
    }
    problems.check_distinct("choice", codes);
}

/// The ends of a question's scale.
#[must_use]
pub(in crate::domain::survey) fn scale(question: &Question) -> (f64, f64) {
    match question.kind {
        Kind::Nps => (0.0, 10.0),
        _ => (question.min.unwrap_or(1.0), question.max.unwrap_or(5.0)),
    }
}

/// How many a question wants, unless it says nothing.
fn bounds(question: &Question, (least, most): (usize, usize)) -> (usize, usize) {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole and not negative: the question was checked when it was written"
    )]
    let read = |bound: Option<f64>, usual: usize| bound.map_or(usual, |bound| bound as usize);
    (read(question.min, least), read(question.max, most))
}
