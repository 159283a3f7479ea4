//! What others have to know of our issuer.

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use serde_json::Value;

use super::Wire;
use crate::token::CACHE_LIFE;

/// The keys that our tokens are signed by (RFC 7517).
pub(super) async fn key_set(State(wire): State<Wire>) -> Response {
    kept_for_a_while(&wire.tokens.key_set())
}

/// JSON that anybody may keep as long as a new key waits before it signs.
fn kept_for_a_while(body: &Value) -> Response {
    let cached = format!("public, max-age={}", CACHE_LIFE.num_seconds());
    let headers = [
        (header::CONTENT_TYPE, "application/json".to_owned()),
        (header::CACHE_CONTROL, cached),
    ];
    (headers, body.to_string()).into_response()
}
