//! What each of the thirteen types of questions needs, and that it has nothing else.

use entity::{
    survey_content::{Choice, Question},
    values::QuestionKind as Kind,
};

use super::codes::{check_codes, check_offered, check_other, offered};
use crate::domain::{
    check::{LONG_TEXT, NAME, SUMMARY},
    problem::{Complaint, Problems},
};

/// Points of a scale lie between these.
const SCALE: (f64, f64) = (0.0, 20.0);
/// The ends of the scale on which people say how likely they recommend something.
const NPS: (f64, f64) = (0.0, 10.0);
/// The ends of a scale that names none.
const USUAL_SCALE: (f64, f64) = (1.0, 5.0);
/// Characters in a line and in sentences of a respondent.
const LINE: f64 = 1_000.0;
const SENTENCES: f64 = 20_000.0;
/// Numbers are kept to four decimals.
const DECIMALS: f64 = 10_000.0;
/// A number beyond this is a mistake, and loses its decimals.
const NUMBER: f64 = 1e11;
/// Rows of a matrix.
const ROWS: usize = 50;

/// The ends of the scale of a type that has one, when the question names none.
pub(super) fn usual_scale(kind: Kind) -> Option<(f64, f64)> {
    match kind {
        Kind::Likert | Kind::Rating => Some(USUAL_SCALE),
        Kind::Nps => Some(NPS),
        _ => None,
    }
}

/// Whether it is answered with a point of a scale.
pub(super) fn is_scale(kind: Kind) -> bool {
    usual_scale(kind).is_some()
}

/// What is wrong with a question by itself.
pub(super) fn check(question: &Question, problems: &mut Problems) {
    let most = match question.kind {
        Kind::SectionText => LONG_TEXT,
        _ => SUMMARY,
    };
    problems.check_texts("text", Some(&question.text), most);
    problems.check_texts("help", question.help.as_ref(), SUMMARY);
    problems.check_texts("minLabel", question.min_label.as_ref(), NAME);
    problems.check_texts("maxLabel", question.max_label.as_ref(), NAME);
    check_codes("options", &question.options, problems);
    check_codes("rows", &question.rows, problems);
    has_nothing_else(question, problems);
    has_what_it_needs(question, problems);
}

/// Whether it is answered with options.
fn has_options(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::SingleChoice | Kind::MultiChoice | Kind::Ranking | Kind::MatrixSingle
    ) || is_scale(kind)
}

/// Whether its answers have a least and a greatest.
fn has_bounds(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::MultiChoice | Kind::Number | Kind::ShortText | Kind::LongText
    ) || is_scale(kind)
}

fn has_nothing_else(question: &Question, problems: &mut Problems) {
    let kind = question.kind;
    let (bounds, labels) = (has_bounds(kind), is_scale(kind));
    let is_asking = kind != Kind::SectionText;
    let claims = [
        ("options", has_options(kind) || question.options.is_empty()),
        (
            "rows",
            kind == Kind::MatrixSingle || question.rows.is_empty(),
        ),
        ("min", bounds || question.min.is_none()),
        ("max", bounds || question.max.is_none()),
        ("minLabel", labels || question.min_label.is_none()),
        ("maxLabel", labels || question.max_label.is_none()),
        ("isRequired", is_asking || !question.required),
        ("help", is_asking || question.help.is_none()),
    ];
    for (field, fits) in claims {
        problems.demand(fits, field, Complaint::does_not_fit_here);
    }
    let others = match question.kind {
        Kind::SingleChoice | Kind::MultiChoice => 1,
        _ => 0,
    };
    check_other(&question.options, others, problems);
    for (place, row) in question.rows.iter().enumerate() {
        let at = format!("rows.{place}.isOther");
        problems.demand(!row.is_other, &at, Complaint::does_not_fit_here);
    }
}

fn has_what_it_needs(question: &Question, problems: &mut Problems) {
    match question.kind {
        Kind::SingleChoice | Kind::Ranking => {
            check_offered("options", &question.options, 2, problems);
        }
        Kind::MultiChoice => check_several(question, problems),
        Kind::MatrixSingle => {
            check_offered("options", &question.options, 2, problems);
            check_offered("rows", &question.rows, 1, problems);
            problems.check_length("rows", &question.rows, ROWS);
        }
        Kind::Likert | Kind::Rating | Kind::Nps => check_scale(question, problems),
        Kind::Number => check_number(question, problems),
        Kind::ShortText => check_whole(question, (0.0, LINE), problems),
        Kind::LongText => check_whole(question, (0.0, SENTENCES), problems),
        Kind::YesNo | Kind::Date | Kind::SectionText => {}
    }
}

fn check_several(question: &Question, problems: &mut Problems) {
    check_offered("options", &question.options, 1, problems);
    let count = u32::try_from(offered(&question.options).count()).unwrap_or(u32::MAX);
    check_whole(question, (1.0, f64::from(count.max(1))), problems);
}

fn check_scale(question: &Question, problems: &mut Problems) {
    if question.kind == Kind::Nps {
        let is_usual = (question.min, question.max) == (Some(NPS.0), Some(NPS.1));
        problems.demand(is_usual, "max", || Complaint::out_of_range(NPS.0, NPS.1));
    } else {
        check_whole(question, SCALE, problems);
        let has_points = question.min < question.max;
        problems.demand(has_points, "max", Complaint::greatest_below_least);
    }
    for (place, point) in question.options.iter().enumerate() {
        let (code, label) = (&point.code, format!("options.{place}"));
        let is_on_it = is_point(question, code);
        problems.demand(is_on_it, &format!("{label}.code"), || {
            Complaint::out_of_range(shown(question.min), shown(question.max))
        });
        let at = format!("{label}.isRetired");
        problems.demand(!point.is_retired, &at, Complaint::does_not_fit_here);
    }
}

fn shown(bound: Option<f64>) -> f64 {
    bound.unwrap_or_default()
}

/// Whether a code is a point of the question's scale, as a number is written.
fn is_point(question: &Question, code: &str) -> bool {
    let number = code.parse::<u32>().ok();
    let is_plain = number.is_some_and(|number| number.to_string() == code);
    let number = number.map(f64::from);
    is_plain && question.min <= number && number <= question.max
}

fn check_number(question: &Question, problems: &mut Problems) {
    for (field, bound) in [("min", question.min), ("max", question.max)] {
        let Some(bound) = bound else { continue };
        let is_kept = (bound * DECIMALS).round() / DECIMALS - bound == 0.0;
        let fits = bound.is_finite() && bound.abs() <= NUMBER;
        problems.demand(fits && is_kept, field, || Complaint::not_as("12.3456"));
    }
    problems.check_bounds("max", question.min, question.max);
}

/// Both bounds are whole numbers in this range, the first not above the last.
fn check_whole(question: &Question, range: (f64, f64), problems: &mut Problems) {
    for (field, bound) in [("min", question.min), ("max", question.max)] {
        let is_whole = bound.is_none_or(|bound| bound.fract() == 0.0);
        problems.demand(is_whole, field, || Complaint::not_as("3"));
        problems.check_range(field, bound, range);
    }
    problems.check_bounds("max", question.min, question.max);
}

/// The points of a scale from its lower end to its upper one, with their labels.
pub fn points(question: &Question) -> impl Iterator<Item = (u32, Option<&Choice>)> {
    let end = |bound: Option<f64>| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the ends of a scale are small whole numbers"
        )]
        let end = bound.unwrap_or_default() as u32;
        end
    };
    (end(question.min)..=end(question.max)).map(|point| {
        let code = point.to_string();
        let label = question.options.iter().find(|option| option.code == code);
        (point, label)
    })
}
