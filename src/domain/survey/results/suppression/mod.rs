//! What of the results may be published, so that nobody's answer can be found out.
//!
//! `docs/decisions/0007-suppression.md` says why this is safe. Everything is decided
//! for all questions and all breakdowns at once, whatever of it is published: so
//! what comes out later never gives away what was held back before.

mod breakdowns;
mod conditions;
mod grid;
mod groups;
mod hide;
mod totals;

use entity::survey_result::QuestionResult;

use super::merged::Material;

/// The results of all questions, with gaps, broken down by every attribute.
///
/// A number that is said stands for at least `least` people, or for nobody.
#[must_use]
pub fn protected(material: &Material, least: u64) -> Vec<QuestionResult> {
    let attributes = material.attributes();
    let questions = material.questions();
    let exact = questions.iter().map(|question| question.exact(&attributes));
    let mut results: Vec<QuestionResult> = exact.collect();
    for (question, result) in questions.iter().zip(&mut results) {
        totals::protect(question, result, least);
    }
    conditions::protect(&questions, &mut results, least);
    for (question, result) in questions.iter().zip(&mut results) {
        breakdowns::protect(question, result, least);
    }
    conditions::protect_breakdowns(&questions, &mut results);
    results
}
