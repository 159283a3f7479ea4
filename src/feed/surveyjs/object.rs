//! Properties as they are written: the editor writes numbers and flags as texts, too.

use serde_json::{Map, Value};

use super::{remarks::Remarks, text};
use crate::domain::{patch::Texts, problem::Problems};

pub(super) type Object = Map<String, Value>;

/// The value of the first of these names that is set: a property may have had
/// another name in an earlier release.
pub(super) fn get<'a, 'n>(object: &'a Object, names: &[&'n str]) -> Option<(&'n str, &'a Value)> {
    let mut set = names
        .iter()
        .filter_map(|name| Some((*name, object.get(*name)?)));
    set.find(|(_, value)| !value.is_null())
}

/// A word of the form's own language of properties.
pub(super) fn word<'a>(
    object: &'a Object,
    names: &[&str],
    remarks: &mut Remarks,
) -> Option<&'a str> {
    let (name, value) = get(object, names)?;
    let word = value.as_str();
    remarks.demand(word.is_some(), name, "no text");
    word
}

/// A number.
pub(super) fn number(object: &Object, names: &[&str], remarks: &mut Remarks) -> Option<f64> {
    let (name, value) = get(object, names)?;
    if value.as_str().is_some_and(|text| text.trim().is_empty()) {
        return None;
    }
    let number = as_number(value);
    remarks.demand(number.is_some(), name, "no number");
    number
}

/// A number, in figures or in a text of figures.
pub(super) fn as_number(value: &Value) -> Option<f64> {
    let number = match value {
        Value::String(text) => text.trim().parse().ok(),
        value => value.as_f64(),
    };
    number.filter(|number: &f64| number.is_finite())
}

/// Whether it is so.
pub(super) fn flag(object: &Object, names: &[&str], remarks: &mut Remarks) -> bool {
    let Some((name, value)) = get(object, names) else {
        return false;
    };
    let flag = as_flag(value);
    remarks.demand(flag.is_some(), name, "neither true nor false");
    flag.unwrap_or_default()
}

fn as_flag(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(flag) => Some(*flag),
        Value::String(text) => text.trim().to_ascii_lowercase().parse().ok(),
        _ => None,
    }
}

/// The items of a list.
pub(super) fn list<'a>(object: &'a Object, names: &[&str], remarks: &mut Remarks) -> &'a [Value] {
    let Some((name, value)) = get(object, names) else {
        return &[];
    };
    let items = value.as_array();
    remarks.demand(items.is_some(), name, "no list");
    items.map_or(&[], Vec::as_slice)
}

/// A text in the languages that it has.
pub(super) fn said(
    object: &Object,
    (names, locale): (&[&str], &str),
    remarks: &mut Remarks,
) -> Option<Texts> {
    let (name, value) = get(object, names)?;
    let mut problems = Problems::default();
    let texts = text::read(value, locale, name, &mut problems);
    remarks.refused.extend(problems);
    Some(texts).filter(|texts| !texts.0.is_empty())
}
