//! Whether the server is alive, and whether it can work.

use axum::{extract::State, http::StatusCode, response::Response};
use serde_json::json;

use super::{Wire, accept::Form, reply};

/// The process runs. It says nothing about the database.
pub(super) async fn alive() -> Response {
    reply::json(StatusCode::OK, Form::Json, &json!({ "status": "ok" }))
}

/// Requests can be answered: the database does, and its tables are up to date.
pub(super) async fn ready(State(wire): State<Wire>) -> Response {
    let readiness = wire.app.readiness().await;
    let (status, word) = if readiness.is_ready() {
        (StatusCode::OK, "ok")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "unavailable")
    };
    let body = json!({ "status": word, "checks": readiness });
    reply::json(status, Form::Json, &body)
}
