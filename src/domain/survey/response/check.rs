//! All answers of one person against the version that they belong to.

use entity::{
    survey_answers::{Answer, Answers},
    survey_content::{Condition, Question, SurveyContent},
    values::QuestionKind,
};

use super::{super::tally::values, answer::Given};
use crate::domain::problem::{Complaint, Problems};

/// The answers as they are kept, or everything that is wrong with them.
pub(super) fn read(content: &SurveyContent, given: &[Given]) -> Result<Answers, Problems> {
    let mut problems = Problems::default();
    let mut answers = Answers::default();
    for (place, one) in given.iter().enumerate() {
        let at = format!("answers.{place}");
        let mut questions = content.questions.iter();
        let Some(question) = questions.find(|question| question.key == one.question) else {
            let complaint = Complaint::unknown_question(&one.question);
            problems.add(&format!("{at}.question"), complaint);
            continue;
        };
        match one.read(question) {
            Ok(answer) => {
                let before = answers.0.insert(one.question.clone(), answer);
                let at = format!("{at}.question");
                problems.demand(before.is_none(), &at, Complaint::twice);
            }
            Err(wrong) => problems.extend_at(&at, wrong),
        }
    }
    if problems.is_empty() {
        check_course(content, (given, &answers), &mut problems);
    }
    if problems.is_empty() {
        let is_said = !answers.0.is_empty();
        problems.demand(is_said, "answers", Complaint::nothing_answered);
    }
    if problems.is_empty() {
        Ok(answers)
    } else {
        Err(problems)
    }
}

/// What is asked depends on what was answered before.
fn check_course(
    content: &SurveyContent,
    (given, answers): (&[Given], &Answers),
    problems: &mut Problems,
) {
    for question in &content.questions {
        let is_answered = answers.0.contains_key(&question.key);
        let is_asked = is_asked(question, answers);
        if is_answered && !is_asked {
            let place = given.iter().position(|one| one.question == question.key);
            let at = place.map_or_else(String::new, |place| format!("answers.{place}"));
            problems.add(&at, Complaint::not_asked());
        }
        let is_needed = question.required && is_asked;
        let is_text = question.kind == QuestionKind::SectionText;
        problems.demand(is_answered || is_text || !is_needed, "answers", || {
            Complaint::answer_required(&question.key)
        });
    }
}

fn is_asked(question: &Question, answers: &Answers) -> bool {
    question.show_if.iter().all(|condition| {
        let earlier = answers.0.get(&condition.question);
        earlier.is_some_and(|earlier| holds(condition, earlier))
    })
}

fn holds(condition: &Condition, earlier: &Answer) -> bool {
    let values = values(earlier);
    let is_among =
        condition.any_of.is_empty() || values.iter().any(|value| condition.any_of.contains(value));
    let number = match earlier {
        Answer::Number(number) => Some(*number),
        _ => None,
    };
    let within = |bound: Option<f64>, fits: fn(f64, f64) -> bool| {
        bound.is_none_or(|bound| number.is_some_and(|number| fits(number, bound)))
    };
    is_among
        && within(condition.at_least, |number, least| number >= least)
        && within(condition.at_most, |number, most| number <= most)
}
