//! Why there is no token, as RFC 6749, 5.2 has it.

use axum::{
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

use crate::http::reply::{RETRY_AFTER, Refused};

/// A request for a token that was refused.
pub(super) struct Refusal {
    status: StatusCode,
    error: &'static str,
    sentence: String,
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl Refusal {
    pub(super) fn new(error: &'static str, sentence: impl Into<String>) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            error,
            sentence: sentence.into(),
            headers: Vec::new(),
        }
    }

    /// The request itself is wrong.
    pub(super) fn request(sentence: &str) -> Self {
        Self::new("invalid_request", sentence)
    }

    pub(super) fn with_status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    pub(super) fn with(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }
}

/// Who asks is not known. One answer for all that can be wrong.
pub(super) fn invalid_client(sentence: &str) -> Refusal {
    let challenge = "Basic realm=\"learning-cities\", charset=\"UTF-8\"";
    Refusal::new("invalid_client", sentence)
        .with_status(StatusCode::UNAUTHORIZED)
        .with(
            header::WWW_AUTHENTICATE,
            HeaderValue::from_static(challenge),
        )
}

pub(super) fn unsupported_grant_type() -> Refusal {
    let sentence = "The only grant_type is client_credentials.";
    Refusal::new("unsupported_grant_type", sentence)
}

pub(super) fn too_many_attempts(seconds: u64) -> Refusal {
    let sentence = format!("Too many wrong secrets. Try again in {seconds} seconds.");
    Refusal::new("temporarily_unavailable", sentence)
        .with_status(StatusCode::TOO_MANY_REQUESTS)
        .with(header::RETRY_AFTER, HeaderValue::from(seconds))
}

/// The database cannot say at this moment who asks.
pub(super) fn unavailable() -> Refusal {
    let sentence = "The database is not available at the moment. Wait a little, then try again.";
    Refusal::new("temporarily_unavailable", sentence)
        .with_status(StatusCode::SERVICE_UNAVAILABLE)
        .with(header::RETRY_AFTER, RETRY_AFTER)
}

pub(super) fn broken() -> Refusal {
    Refusal::new("server_error", "Something broke on our side.")
        .with_status(StatusCode::INTERNAL_SERVER_ERROR)
}

/// What the wire refuses, in the words of this protocol.
impl From<Refused> for Refusal {
    fn from(refused: Refused) -> Self {
        let (status, headers, sentence) = refused.into_parts();
        let headers = headers.into_iter();
        Self {
            headers: headers
                .filter_map(|(name, value)| Some((name?, value)))
                .collect(),
            ..Self::new("invalid_request", sentence).with_status(status)
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let body = json!({ "error": self.error, "error_description": self.sentence });
        super::answer(self.status, self.headers.into_iter().collect(), &body)
    }
}
