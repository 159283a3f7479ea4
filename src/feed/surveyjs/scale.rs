//! The points of a scale.

use entity::values::QuestionKind as Kind;

use super::{
    answers::Answers,
    choices,
    elements::Found,
    object::{Object, flag, get, number, said, word},
    remarks::Remarks,
};
use crate::domain::{problem::Complaint, survey::content::ChoiceDraft};

/// The ends of a scale that names none.
const USUAL: (f64, f64) = (1.0, 5.0);
/// The ends of the scale on which people say how likely they recommend something.
const NPS: (f64, f64) = (0.0, 10.0);

const LOWER: [&str; 2] = ["minRateDescription", "mininumRateDescription"];
const UPPER: [&str; 2] = ["maxRateDescription", "maximumRateDescription"];

/// Which scale it is, and its points.
pub(super) fn read(found: &mut Found, element: &Object, locale: &str, remarks: &mut Remarks) {
    let (points, answers) = choices::list(element, "rateValues", locale, remarks);
    let is_made = flag(element, &["autoGenerate"], remarks);
    if !points.is_empty() && !is_made {
        match row(&points) {
            Some(ends) => scale(found, element, ends, remarks),
            None => return choice(found, element, (points, answers), remarks),
        }
        let is_named = |point: &ChoiceDraft| {
            let mut words = point
                .label
                .0
                .iter()
                .filter_map(|(_, words)| words.as_deref());
            words.any(|words| words != point.code)
        };
        found.draft.options = points.into_iter().filter(is_named).collect();
    } else {
        if !points.is_empty() {
            remarks.leave_out("rateValues");
        }
        let ends = ends(element, remarks);
        scale(found, element, ends, remarks);
    }
    found.draft.min_label = said(element, (&LOWER, locale), remarks);
    found.draft.max_label = said(element, (&UPPER, locale), remarks);
}

/// The ends of points that are whole numbers in a row.
fn row(points: &[ChoiceDraft]) -> Option<(f64, f64)> {
    let numbers: Option<Vec<i32>> = points.iter().map(|point| point.code.parse().ok()).collect();
    let numbers = numbers?;
    let is_row = numbers
        .windows(2)
        .all(|pair| pair[0].checked_add(1) == Some(pair[1]));
    let (first, last) = (*numbers.first()?, *numbers.last()?);
    is_row.then_some((first.into(), last.into()))
}

/// The ends as the numbers of the form tell them; two of three are enough.
fn ends(element: &Object, remarks: &mut Remarks) -> (f64, f64) {
    let least = number(element, &["rateMin"], remarks);
    let most = number(element, &["rateMax"], remarks);
    let count = number(element, &["rateCount"], remarks);
    let step = number(element, &["rateStep"], remarks).unwrap_or(1.0);
    remarks.demand(
        is_one(step),
        "rateStep",
        "points that are not all whole numbers in a row",
    );
    match (least, most, count) {
        (None, Some(most), Some(count)) => (most - count + 1.0, most),
        (Some(least), None, Some(count)) => (least, least + count - 1.0),
        (least, most, count) => {
            let (least, most) = (least.unwrap_or(USUAL.0), most.unwrap_or(USUAL.1));
            let agrees = count.is_none_or(|count| is_one(count - (most - least)));
            remarks.demand(
                agrees,
                "rateCount",
                "another number of points than between its ends",
            );
            (least, most)
        }
    }
}

/// A scale tells by its looks what it is.
fn scale(found: &mut Found, element: &Object, (least, most): (f64, f64), remarks: &mut Remarks) {
    let looks = word(element, &["rateType", "rateDisplayMode"], remarks).unwrap_or("labels");
    let display = word(element, &["displayMode"], remarks);
    let is_said_plain = display == Some("auto");
    if display.is_some() && !is_said_plain {
        remarks.leave_out("displayMode");
    }
    let kind = match looks {
        "stars" | "smileys" => Kind::Rating,
        "labels" if (least, most) == NPS && !is_said_plain => Kind::Nps,
        "labels" => Kind::Likert,
        _ => {
            remarks.refuse("rateType", format!("no scale here is `{looks}`"));
            return;
        }
    };
    found.draft.kind = Some(kind);
    (found.draft.min, found.draft.max) = (Some(least), Some(most));
}

/// Points that are no numbers in a row are choices.
fn choice(
    found: &mut Found,
    element: &Object,
    (points, answers): (Vec<ChoiceDraft>, Answers),
    remarks: &mut Remarks,
) {
    remarks.warn("rateValues", Complaint::taken_as("SINGLE_CHOICE"));
    for name in LOWER.iter().chain(&UPPER) {
        if get(element, &[name]).is_some() {
            remarks.leave_out(name);
        }
    }
    found.draft.kind = Some(Kind::SingleChoice);
    found.draft.options = points;
    found.answers = answers;
}

/// Whether it is one, but for what a computer loses.
fn is_one(number: f64) -> bool {
    (number - 1.0).abs() < 1e-9
}
