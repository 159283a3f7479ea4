//! The parameters of a GraphQL request, from a JSON body or a query string.

use axum::{
    extract::Query,
    http::{StatusCode, Uri},
};
use serde_json::{Map, Value};

use super::reply::Refused;
use crate::graphql::{Call, Code, Fault};

/// Reads the body of a POST. Keys that nobody knows are left alone, as the
/// specification has it.
pub(super) fn from_body(bytes: &[u8]) -> Result<Call, Refused> {
    let text = str::from_utf8(bytes).map_err(|_| bad("The body of the request is not UTF-8."))?;
    let value: Value = serde_json::from_str(text)
        .map_err(|error| bad(&format!("The body of the request is not JSON: {error}.")))?;
    match value {
        Value::Object(body) => from_map(body),
        Value::Array(_) => Err(bad(
            "Requests cannot be sent in batches. Send one at a time, or several fields in one.",
        )),
        _ => Err(bad("The body of the request is not a JSON object.")),
    }
}

/// Reads the query string of a GET, where maps are written as JSON.
pub(super) fn from_uri(uri: &Uri) -> Result<Call, Refused> {
    let Query(pairs) = Query::<Vec<(String, String)>>::try_from_uri(uri)
        .map_err(|_| bad("The query string cannot be read."))?;
    let raw = uri.query().unwrap_or_default().to_ascii_uppercase();
    if pairs.iter().any(|(_, value)| value.contains('\u{fffd}')) && !raw.contains("%EF%BF%BD") {
        return Err(bad("The query string is not UTF-8."));
    }
    let mut body = Map::new();
    for (name, text) in pairs {
        let value = match name.as_str() {
            "query" | "operationName" => Value::String(text),
            "variables" | "extensions" if text.is_empty() => Value::Null,
            "variables" | "extensions" => serde_json::from_str(&text)
                .map_err(|error| bad(&format!("\"{name}\" is not JSON: {error}.")))?,
            _ => continue,
        };
        if body.contains_key(&name) {
            return Err(bad(&format!("\"{name}\" comes twice.")));
        }
        body.insert(name, value);
    }
    from_map(body)
}

/// Reads the parameters themselves, wherever they came from.
pub(super) fn from_map(mut body: Map<String, Value>) -> Result<Call, Refused> {
    let query = match body.remove("query") {
        Some(Value::String(query)) => Some(query),
        None | Some(Value::Null) if names_a_document(&body) => None,
        None | Some(Value::Null) => return Err(bad("\"query\" is missing.")),
        Some(_) => return Err(bad("\"query\" is not a string.")),
    };
    let operation_name = match body.remove("operationName") {
        Some(Value::String(name)) => Some(name),
        None | Some(Value::Null) => None,
        Some(_) => return Err(bad("\"operationName\" is not a string.")),
    };
    Ok(Call {
        query,
        operation_name,
        variables: map(&mut body, "variables")?,
        extensions: map(&mut body, "extensions")?,
    })
}

/// Whether the client believes that the document is known here by its hash.
fn names_a_document(body: &Map<String, Value>) -> bool {
    let extensions = body.get("extensions");
    extensions.is_some_and(|extensions| extensions["persistedQuery"].is_object())
}

fn map(body: &mut Map<String, Value>, name: &str) -> Result<Map<String, Value>, Refused> {
    match body.remove(name) {
        Some(Value::Object(map)) => Ok(map),
        None | Some(Value::Null) => Ok(Map::new()),
        Some(_) => Err(bad(&format!("\"{name}\" is not a JSON object."))),
    }
}

fn bad(message: &str) -> Refused {
    Refused::new(
        StatusCode::BAD_REQUEST,
        Fault::new(Code::BadUserInput, message),
    )
}
