//! No route keeps its client for longer than an operation may take.

use axum::{
    extract::{Request, State},
    http::StatusCode,
    middleware::Next,
    response::Response,
};

use super::{
    Wire,
    accept::Form,
    reply::{RETRY_AFTER, Refused},
};
use crate::graphql::{Code, Fault};

/// Answers in time, if only to say that there is no answer. What is already being sent
/// goes on: each of its parts is read in time, or the connection ends.
pub(super) async fn keep(State(wire): State<Wire>, request: Request, next: Next) -> Response {
    let limits = wire.app.limits();
    match tokio::time::timeout(limits.operation_time(), next.run(request)).await {
        Ok(response) => response,
        Err(_) => out_of_time(limits.operation_seconds),
    }
}

fn out_of_time(seconds: u64) -> Response {
    let message = format!("This took longer than {seconds} seconds and was stopped.");
    Refused::new(
        StatusCode::GATEWAY_TIMEOUT,
        Fault::new(Code::Timeout, message),
    )
    .with(axum::http::header::RETRY_AFTER, RETRY_AFTER)
    .into_response(Form::Json)
}
