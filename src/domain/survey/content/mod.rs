//! What a version of a survey asks, and when that is sound.

mod bank;
mod codes;
mod conditions;
mod draft;
mod kinds;
mod past;
mod texts;

use entity::survey_content::{Question, Segment, SurveyContent};

pub(in crate::domain) use self::{bank::Bank, draft::choices, past::Past};
pub use self::{
    draft::{ChoiceDraft, QuestionDraft, SegmentDraft},
    kinds::points,
    texts::{Said, texts},
};
use crate::domain::{
    check::NAME,
    problem::{Complaint, Problems},
};

/// Questions in a survey.
const QUESTIONS: usize = 200;
/// Attributes by which respondents are told apart.
const SEGMENTS: usize = 10;
/// The one word that a column of `XLSForm` cannot have as its name.
const RESERVED: &str = "meta";
/// Letters of a key or a code.
const KEY: usize = 64;

/// What is wrong with a content as a whole, after what was asked before.
pub(in crate::domain) fn check(content: &SurveyContent, past: &Past) -> Problems {
    let mut problems = Problems::default();
    problems.check_length("questions", &content.questions, QUESTIONS);
    problems.check_length("segments", &content.segments, SEGMENTS);
    for (place, question) in content.questions.iter().enumerate() {
        let (earlier, _) = content.questions.split_at(place);
        let mut found = Problems::default();
        found.check_key("key", &question.key);
        let is_first = !earlier
            .iter()
            .any(|other| is_same(&other.key, &question.key));
        found.demand(is_first, "key", Complaint::twice);
        kinds::check(question, &mut found);
        conditions::check(&question.show_if, earlier, &mut found);
        past.check_question(question, &mut found);
        problems.extend_at(&format!("questions.{place}"), found);
    }
    for (place, segment) in content.segments.iter().enumerate() {
        let found = check_segment(segment, place, content, past);
        problems.extend_at(&format!("segments.{place}"), found);
    }
    problems
}

/// Segments share their keys with questions: both become columns of an export.
fn check_segment(
    segment: &Segment,
    place: usize,
    content: &SurveyContent,
    past: &Past,
) -> Problems {
    let mut problems = Problems::default();
    problems.check_key("key", &segment.key);
    let questions = content.questions.iter().map(|question| &question.key);
    let before = content.segments[..place].iter().map(|other| &other.key);
    let is_first = !questions
        .chain(before)
        .any(|key| is_same(key, &segment.key));
    problems.demand(is_first, "key", Complaint::twice);
    problems.check_texts("label", Some(&segment.label), NAME);
    codes::check_codes("values", &segment.values, &mut problems);
    let is_offered = codes::offered(&segment.values).next().is_some();
    problems.demand(is_offered, "values", Complaint::required);
    for (at, value) in segment.values.iter().enumerate() {
        let at = format!("values.{at}.isOther");
        problems.demand(!value.is_other, &at, Complaint::does_not_fit_here);
    }
    past.check_segment(segment, &mut problems);
    problems
}

/// Programs that read a survey tell names apart without regard to case.
fn is_same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}

/// The question with this key.
#[must_use]
pub fn question<'a>(content: &'a SurveyContent, key: &str) -> Option<&'a Question> {
    content
        .questions
        .iter()
        .find(|question| question.key == key)
}

impl Problems {
    /// A name that expressions and columns of other programs can have.
    pub(in crate::domain) fn check_key(&mut self, field: &str, key: &str) {
        if key.is_empty() {
            return self.add(field, Complaint::required());
        }
        let begins_well = key.starts_with(|c: char| c.is_ascii_alphabetic());
        let is_word = key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        self.demand(begins_well && is_word, field, || {
            Complaint::not_as("age_group")
        });
        self.demand(key.len() <= KEY, field, || Complaint::too_long(KEY));
        self.demand(!is_same(key, RESERVED), field, || {
            Complaint::needs("XLSForm keeps this word for itself")
        });
    }
}
