//! The bounds of an answer, which a form has as properties and as checks.

use entity::values::QuestionKind as Kind;

use super::{
    elements::{Found, positive},
    object::{Object, flag, get, list, number, word},
    remarks::Remarks,
};
use crate::domain::problem::Complaint;

/// The least and the most that several rules leave.
#[derive(Default)]
struct Bounds {
    least: Option<f64>,
    most: Option<f64>,
}

impl Bounds {
    fn narrow(&mut self, least: Option<f64>, most: Option<f64>) {
        self.least = [self.least, least].into_iter().flatten().reduce(f64::max);
        self.most = [self.most, most].into_iter().flatten().reduce(f64::min);
    }
}

/// Reads the bounds of a question.
pub(super) fn read(
    found: &mut Found,
    element: &Object,
    longest: Option<f64>,
    remarks: &mut Remarks,
) {
    let Some(kind) = found.draft.kind else { return };
    let mut bounds = Bounds {
        least: found.draft.min,
        most: found.draft.max,
    };
    typed(&mut bounds, element, (kind, longest), remarks);
    for (place, check) in list(element, &["validators"], remarks).iter().enumerate() {
        let mut found = Remarks::default();
        match check.as_object() {
            Some(check) => one(&mut bounds, check, kind, &mut found),
            None => found.refuse("", "no object"),
        }
        remarks.extend_at(&format!("validators.{place}"), found);
    }
    (found.draft.min, found.draft.max) = (bounds.least, bounds.most);
}

/// What a field for text says itself.
fn typed(
    bounds: &mut Bounds,
    element: &Object,
    (kind, longest): (Kind, Option<f64>),
    remarks: &mut Remarks,
) {
    let is_range = element
        .get("inputType")
        .is_some_and(|input| input == "range");
    match kind {
        Kind::Number => {
            let least = number(element, &["min"], remarks).or(is_range.then_some(0.0));
            let most = number(element, &["max"], remarks).or(is_range.then_some(100.0));
            bounds.narrow(least, most);
        }
        Kind::ShortText | Kind::LongText => {
            let own = number(element, &["maxLength"], remarks).filter(|most| *most >= 0.0);
            let most = own.or(longest).filter(|most| *most > 0.0);
            bounds.narrow(None, most);
        }
        _ => {}
    }
    let foreign: &[&str] = match kind {
        Kind::Number => &["maxLength"],
        Kind::ShortText => &["min", "max"],
        Kind::Date => &["min", "max", "maxLength"],
        _ => &[],
    };
    for name in foreign
        .iter()
        .filter(|name| get(element, &[name]).is_some())
    {
        remarks.refuse(name, "an answer of this type has no such bound");
    }
}

/// One check.
fn one(bounds: &mut Bounds, check: &Object, kind: Kind, remarks: &mut Remarks) {
    let tag = word(check, &["type"], remarks).unwrap_or_default();
    let names = match (tag, kind) {
        ("numeric", Kind::Number) => ["minValue", "maxValue"],
        ("text", Kind::ShortText | Kind::LongText) => ["minLength", "maxLength"],
        ("answercount", Kind::MultiChoice) => ["minCount", "maxCount"],
        ("email", Kind::ShortText) => {
            remarks.warn("type", Complaint::not_checked("email"));
            return others(check, &[], remarks);
        }
        _ => return remarks.refuse("", format!("a check of another kind: `{tag}`")),
    };
    let [least, most] = match tag {
        "numeric" => names.map(|name| number(check, &[name], remarks)),
        _ => names.map(|name| positive(check, name, remarks)),
    };
    bounds.narrow(least, most);
    others(check, &names, remarks);
}

/// Beside its bounds a check says only in which words it refuses.
fn others(check: &Object, taken: &[&str], remarks: &mut Remarks) {
    for (name, value) in check.iter().filter(|(_, value)| !value.is_null()) {
        match name.as_str() {
            "type" => {}
            name if taken.contains(&name) => {}
            "text" => remarks.leave_out("text"),
            "notificationType" if value == "error" => {}
            "allowDigits" if flag(check, &["allowDigits"], remarks) => {}
            "caseInsensitive" if value == false => {}
            name => remarks.refuse(name, format!("`{name}` has no counterpart")),
        }
    }
}
