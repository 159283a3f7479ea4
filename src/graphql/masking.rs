//! Turns the library's errors into ours, and keeps our own troubles at home.

use async_graphql::{PathSegment, Pos, ServerError};
use serde_json::{Map, Value as Json};

use super::fault::{Code, Fault, Location};
use crate::domain;

/// An error of execution.
///
/// With a code it is ours and meant to be read. Without one it is something that
/// nobody foresaw: that is logged, and the client learns no more than where to
/// look. An argument that cannot be read is not among them: it has been refused.
pub(super) fn failed(error: ServerError, request_id: &str) -> Fault {
    let extensions = extensions(&error);
    let fault = if extensions.contains_key("code") {
        coded(error.message, extensions, request_id)
    } else {
        tracing::error!(request_id, error = error.message, "an operation failed");
        Fault::internal(request_id)
    };
    fault
        .at(places(error.locations))
        .on(error.path.into_iter().map(segment).collect())
}

/// The transaction itself failed, so nothing was kept.
pub(super) fn broken(error: domain::Error, request_id: &str) -> Fault {
    let error = async_graphql::Error::from(error);
    failed(error.into_server_error(Pos::default()), request_id)
}

/// Under our own fault the client finds the name by which we find it in the log.
fn coded(message: String, mut extensions: Map<String, Json>, request_id: &str) -> Fault {
    if extensions.get("code").and_then(Json::as_str) == Some(Code::Internal.as_str()) {
        extensions.insert("requestId".to_owned(), request_id.into());
    }
    Fault::new(Code::Internal, message).with_extensions(extensions)
}

fn extensions(error: &ServerError) -> Map<String, Json> {
    match error.extensions.as_ref().map(serde_json::to_value) {
        Some(Ok(Json::Object(extensions))) => extensions,
        _ => Map::new(),
    }
}

fn segment(segment: PathSegment) -> Json {
    match segment {
        PathSegment::Field(name) => name.into(),
        PathSegment::Index(number) => number.into(),
    }
}

/// Places in the document; what fails outside of it has none.
fn places(locations: Vec<Pos>) -> Vec<Location> {
    let known = locations.into_iter().filter(|at| at.line > 0);
    known.map(Location::from).collect()
}
