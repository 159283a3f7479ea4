//! What others have to know of our issuer.

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use super::Wire;
use crate::{domain::scope::Scope, token::CACHE_LIFE};

/// The keys that our tokens are signed by (RFC 7517).
pub(super) async fn key_set(State(wire): State<Wire>) -> Response {
    kept_for_a_while(&wire.tokens.key_set())
}

/// What our issuer can do (RFC 8414).
pub(super) async fn issuer(State(wire): State<Wire>) -> Response {
    let url = wire.app.public_url();
    let scopes: Vec<_> = Scope::ALL.iter().map(|scope| scope.as_str()).collect();
    kept_for_a_while(&json!({
        "issuer": url,
        "token_endpoint": format!("{url}/oauth/token"),
        "jwks_uri": format!("{url}/.well-known/jwks.json"),
        "scopes_supported": scopes,
        "response_types_supported": [],
        "grant_types_supported": ["client_credentials"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        "service_documentation": format!("{url}/docs"),
    }))
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
