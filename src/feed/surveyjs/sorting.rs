//! What a part of a form says, held against what is known of it.

use serde_json::Value;

use super::{object::Object, properties::Known, remarks::Remarks};

/// Values by which a property that has no place here says nothing.
const SAYS_NOTHING: [(&str, &[&str]); 4] = [
    (
        "clearInvisibleValues",
        &["onComplete", "onHidden", "onHiddenContainer"],
    ),
    (
        "clearIfInvisible",
        &["default", "onComplete", "onHidden", "onHiddenContainer"],
    ),
    ("cellType", &["radio"]),
    ("maskType", &["none"]),
];

/// What a property is called now, and what it was called before.
const RENAMED: [(&str, &str); 8] = [
    ("elements", "questions"),
    ("showCommentArea", "hasComment"),
    ("showOtherItem", "hasOther"),
    ("showNoneItem", "hasNone"),
    ("rateType", "rateDisplayMode"),
    ("minRateDescription", "mininumRateDescription"),
    ("maxRateDescription", "maximumRateDescription"),
    ("eachRowRequired", "isAllRowRequired"),
];

/// Goes through what a part of the form says: what no list knows is refused.
pub(super) fn sort(object: &Object, known: &[&Known], remarks: &mut Remarks) {
    for (now, before) in RENAMED {
        if object.contains_key(before) && object.contains_key(now) {
            remarks.refuse(before, format!("`{now}` says it already"));
        }
    }
    for (name, value) in object.iter().filter(|(_, value)| !value.is_null()) {
        let is_among = |list: fn(&Known) -> &'static [&'static str]| {
            known
                .iter()
                .any(|known| list(known).contains(&name.as_str()))
        };
        if is_among(|known| known.taken) {
            continue;
        }
        if is_among(|known| known.looks) {
            remarks.leave_out(name);
        } else if !says_nothing(name, value) {
            remarks.refuse(name, format!("`{name}` has no counterpart"));
        }
    }
}

fn says_nothing(name: &str, value: &Value) -> bool {
    let is_said_so = |word: &str| {
        let mut values = SAYS_NOTHING.iter();
        values.any(|(property, words)| *property == name && words.contains(&word))
    };
    match value {
        Value::Bool(flag) => *flag == (name == "visible"),
        Value::String(word) => word.is_empty() || is_said_so(word),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::Number(number) => number.as_f64() == Some(0.0) && name.starts_with("time"),
        Value::Null => true,
    }
}
