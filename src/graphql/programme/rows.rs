//! Rows of the upsert that come as JSON in a file.

use async_graphql::{InputType, Pos, Value};
use serde_json::Value as Json;

use super::upsert::ProgrammeUpsertRow;
use crate::domain::{
    Error,
    problem::{Complaint, Problems},
    programme::Row,
};

/// What a row asks for, held to the same types as in a request.
pub(in crate::graphql) fn read(json: Json) -> Result<Row, Problems> {
    let refused = |complaint| Problems::with("", complaint);
    let value = Value::from_json(json).map_err(|error| refused(Complaint::unreadable(error)))?;
    let row = ProgrammeUpsertRow::parse(Some(value.clone())).map_err(|error| {
        let message = error.into_server_error(Pos::default()).message;
        refused(Complaint::unreadable(message))
    })?;
    let mut unknown = Problems::default();
    find_unknown((&value, &row.to_value()), "", &mut unknown);
    unknown.into_outcome(())?;
    row.read().map_err(|error| match error {
        Error::Input(sentence) => refused(Complaint::unreadable(sentence)),
        Error::Invalid(problems) => problems,
        _ => refused(Complaint::not_found()),
    })
}

/// The library passes over fields that a type does not have: those that the row,
/// written out again, lacks.
fn find_unknown((given, known): (&Value, &Value), path: &str, unknown: &mut Problems) {
    let below = |step: &str| match path {
        "" => step.to_owned(),
        path => format!("{path}.{step}"),
    };
    match (given, known) {
        (Value::Object(given), Value::Object(known)) => {
            for (name, value) in given {
                let path = below(name);
                match known.get(name) {
                    Some(known) => find_unknown((value, known), &path, unknown),
                    None => unknown.add(&path, Complaint::unknown_column(name)),
                }
            }
        }
        (Value::List(given), Value::List(known)) => {
            for (place, pair) in given.iter().zip(known).enumerate() {
                find_unknown(pair, &below(&place.to_string()), unknown);
            }
        }
        _ => {}
    }
}
