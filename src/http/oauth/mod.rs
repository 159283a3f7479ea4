//! `POST /oauth/token`: a client proves itself and gets a token (RFC 6749, 4.4).

mod credentials;
mod form;
mod refusal;

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};

use self::{credentials::Credentials, form::Form, refusal::Refusal};
use super::{
    Wire,
    body::{self, Most},
};
use crate::token::{Application, Denial, Issued};

/// Bytes in the body of a request for a token.
const LONGEST: u64 = 16 * 1024;

/// Answers a request for a token.
pub(super) async fn token(State(wire): State<Wire>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    match issue(&wire, &parts, body).await {
        Ok(issued) => answer(StatusCode::OK, HeaderMap::new(), &issued),
        Err(refusal) => refusal.into_response(),
    }
}

/// Says which method there is to somebody who used another.
pub(super) async fn no_such_method() -> Response {
    Refusal::request("Use POST.")
        .with_status(StatusCode::METHOD_NOT_ALLOWED)
        .with(header::ALLOW, HeaderValue::from_static("POST, OPTIONS"))
        .into_response()
}

async fn issue(wire: &Wire, parts: &Parts, body: Body) -> Result<Issued, Refusal> {
    form::must_be_form(&parts.headers)?;
    let most = Most::new("body_bytes", LONGEST);
    let time = wire.app.limits().receive_time();
    let bytes = body::read(&parts.headers, body, (most, time))
        .await
        .map_err(Refusal::from)?;
    let form = Form::parse(&bytes)?;
    let credentials = Credentials::find(&parts.headers, &form)?;
    match form.get("grant_type") {
        Some("client_credentials") => {}
        Some(_) => return Err(refusal::unsupported_grant_type()),
        None => return Err(Refusal::request("The parameter grant_type is missing.")),
    }
    let asked = Application {
        client: &credentials.client,
        secret: &credentials.secret,
        scope: form.get("scope"),
    };
    wire.tokens.exchange(asked).await.map_err(denied)
}

fn denied(denial: Denial) -> Refusal {
    match denial {
        Denial::Client(sentence) => refusal::invalid_client(sentence),
        Denial::Scope(sentence) => Refusal::new("invalid_scope", sentence),
        Denial::Attempts(seconds) => refusal::too_many_attempts(seconds),
        Denial::Broken(error) if error.is_unavailable() => {
            tracing::warn!("a token could not be issued: the database is not available");
            refusal::unavailable()
        }
        Denial::Broken(error) => {
            tracing::error!(?error, "a token could not be issued");
            refusal::broken()
        }
    }
}

/// JSON that nobody may keep, as the protocol demands.
fn answer(status: StatusCode, more: HeaderMap, body: &impl serde::Serialize) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "no-store"),
        (header::PRAGMA, "no-cache"),
    ];
    match serde_json::to_vec(body) {
        Ok(bytes) => (status, headers, more, bytes).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
