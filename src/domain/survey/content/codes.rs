//! Options, rows and values: their codes and their labels.

use entity::survey_content::Choice;

use super::KEY;
use crate::domain::{
    check::NAME,
    problem::{Complaint, Problems},
};

/// Options of a question.
const CHOICES: usize = 200;

/// Those that can still be chosen.
pub(super) fn offered(choices: &[Choice]) -> impl Iterator<Item = &Choice> {
    choices.iter().filter(|choice| !choice.is_retired)
}

/// Codes are well-formed and stand once each; labels are texts.
pub(super) fn check_codes(field: &str, choices: &[Choice], problems: &mut Problems) {
    problems.check_length(field, choices, CHOICES);
    for (place, choice) in choices.iter().enumerate() {
        let at = format!("{field}.{place}");
        check_code(&format!("{at}.code"), &choice.code, problems);
        let mut before = choices[..place].iter();
        let is_first = !before.any(|other| other.code.eq_ignore_ascii_case(&choice.code));
        problems.demand(is_first, &format!("{at}.code"), Complaint::twice);
        problems.check_texts(&format!("{at}.label"), Some(&choice.label), NAME);
    }
}

/// At least so many can still be chosen.
pub(super) fn check_offered(
    field: &str,
    choices: &[Choice],
    least: usize,
    problems: &mut Problems,
) {
    let is_enough = offered(choices).count() >= least;
    problems.demand(is_enough, field, || Complaint::too_few(least));
}

/// No choice takes a text of the respondent's own, or one of them does.
pub(super) fn check_other(choices: &[Choice], most: usize, problems: &mut Problems) {
    let others = choices
        .iter()
        .enumerate()
        .filter(|(_, choice)| choice.is_other);
    for (place, _) in others.skip(most) {
        let complaint = match most {
            0 => Complaint::does_not_fit_here(),
            _ => Complaint::twice(),
        };
        problems.add(&format!("options.{place}.isOther"), complaint);
    }
}

fn check_code(field: &str, code: &str, problems: &mut Problems) {
    if code.is_empty() {
        return problems.add(field, Complaint::required());
    }
    let begins_well = code.starts_with(|c: char| c.is_ascii_alphanumeric());
    let is_word = code
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    problems.demand(begins_well && is_word, field, || {
        Complaint::not_as("VERY_GOOD")
    });
    problems.demand(code.len() <= KEY, field, || Complaint::too_long(KEY));
}
