//! Whether the server is alive, and whether it can work.

use axum::{
    Router,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
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
    let mut response = reply::json(status, Form::Json, &body);
    if status == StatusCode::SERVICE_UNAVAILABLE {
        let headers = response.headers_mut();
        headers.insert(header::RETRY_AFTER, reply::RETRY_AFTER);
    }
    response
}

/// What a server answers that waits for its database: it is alive, and cannot work yet.
pub(super) fn waiting() -> Router {
    let not_yet = async || {
        let checks = json!({ "database": "is not open yet", "migrations": "unknown" });
        let body = json!({ "status": "unavailable", "checks": checks });
        let status = StatusCode::SERVICE_UNAVAILABLE;
        let retry = [(header::RETRY_AFTER, reply::RETRY_AFTER)];
        (retry, reply::json(status, Form::Json, &body)).into_response()
    };
    let unavailable = async || reply::Refused::unavailable().into_response(Form::Json);
    Router::new()
        .route("/healthz", get(alive))
        .route("/readyz", get(not_yet))
        .fallback(unavailable)
}
