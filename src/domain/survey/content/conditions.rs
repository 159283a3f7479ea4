//! When a question is asked: only after earlier questions, and only for answers
//! that these can have.

use entity::{
    survey_content::{Condition, Question},
    values::QuestionKind as Kind,
};

use super::{codes::offered, kinds::is_scale};
use crate::domain::problem::{Complaint, Problems};

/// Conditions of one question.
const CONDITIONS: usize = 10;

/// What is wrong with the conditions of a question that comes after these.
pub(super) fn check(conditions: &[Condition], earlier: &[Question], problems: &mut Problems) {
    problems.check_length("showIf", conditions, CONDITIONS);
    for (place, condition) in conditions.iter().enumerate() {
        let mut found = Problems::default();
        match earlier.iter().find(|other| other.key == condition.question) {
            Some(question) => check_one(condition, question, &mut found),
            None => found.add("question", Complaint::no_earlier_question()),
        }
        problems.extend_at(&format!("showIf.{place}"), found);
    }
}

fn check_one(condition: &Condition, question: &Question, problems: &mut Problems) {
    match question.kind {
        Kind::SingleChoice | Kind::MultiChoice => {
            let codes = offered(&question.options).map(|option| option.code.as_str());
            check_codes(condition, &codes.collect::<Vec<_>>(), problems);
        }
        Kind::YesNo => check_codes(condition, &["YES", "NO"], problems),
        Kind::Number => check_bounds(condition, question, problems),
        kind if is_scale(kind) => check_bounds(condition, question, problems),
        _ => problems.add("question", Complaint::no_earlier_question()),
    }
}

fn check_codes(condition: &Condition, codes: &[&str], problems: &mut Problems) {
    problems.demand(!condition.any_of.is_empty(), "anyOf", Complaint::required);
    problems.check_distinct("anyOf", &condition.any_of);
    for (place, code) in condition.any_of.iter().enumerate() {
        let at = format!("anyOf.{place}");
        let is_there = codes.contains(&code.as_str());
        problems.demand(is_there, &at, || Complaint::no_such_answer(code));
    }
    for (field, bound) in [
        ("atLeast", condition.at_least),
        ("atMost", condition.at_most),
    ] {
        problems.demand(bound.is_none(), field, Complaint::does_not_fit_here);
    }
}

fn check_bounds(condition: &Condition, question: &Question, problems: &mut Problems) {
    let (least, most) = (condition.at_least, condition.at_most);
    let is_any = least.is_some() || most.is_some();
    problems.demand(is_any, "atLeast", Complaint::required);
    let has_codes = !condition.any_of.is_empty();
    problems.demand(!has_codes, "anyOf", Complaint::does_not_fit_here);
    let (from, to) = (
        question.min.unwrap_or(f64::MIN),
        question.max.unwrap_or(f64::MAX),
    );
    for (field, bound) in [("atLeast", least), ("atMost", most)] {
        problems.check_range(field, bound, (from, to));
    }
    problems.check_bounds("atMost", least, most);
}
