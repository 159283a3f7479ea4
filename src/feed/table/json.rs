//! Tables as JSON: a list of objects, wherever it stands. The national interface hides
//! it in `response.body.items`, its download in `records`.

use serde_json::{Map, Value};

use super::{Record, Table};
use crate::domain::problem::Complaint;

/// Reads the first list whose objects have one of these columns. The line of a row is
/// the number of its object.
pub(in crate::feed) fn json(text: &str, is_column: fn(&str) -> bool) -> Result<Table, Complaint> {
    let value: Value = serde_json::from_str(text).map_err(Complaint::unreadable)?;
    let records = records(&value, is_column).ok_or_else(Complaint::no_records)?;
    let records = records.iter().filter_map(Value::as_object).map(record);
    Ok(Table::of_records(records.collect()))
}

fn records(value: &Value, is_column: fn(&str) -> bool) -> Option<&[Value]> {
    let is_record = |value: &Value| {
        let fields = value.as_object();
        fields.is_some_and(|fields| fields.keys().any(|name| is_column(name)))
    };
    match value {
        Value::Array(all) if all.iter().any(is_record) => Some(all),
        // A single one is sometimes no list.
        Value::Object(_) if is_record(value) => Some(std::slice::from_ref(value)),
        Value::Array(all) => all.iter().find_map(|value| records(value, is_column)),
        Value::Object(fields) => fields.values().find_map(|value| records(value, is_column)),
        _ => None,
    }
}

fn record(fields: &Map<String, Value>) -> Record {
    let cell = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let fields = fields.iter();
    fields
        .map(|(name, value)| (name.clone(), cell(value)))
        .collect()
}
