//! The key under which a repeated request gets its first answer again.

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use super::reply::Refused;
use crate::graphql::{Code, Fault};

const HEADER: HeaderName = HeaderName::from_static("idempotency-key");

/// Reads the header `Idempotency-Key`, if there is one.
pub(super) fn read(headers: &HeaderMap) -> Result<Option<String>, Refused> {
    let mut keys = headers.get_all(HEADER).iter();
    match (keys.next(), keys.next()) {
        (None, _) => Ok(None),
        (Some(key), None) => text(key).map(Some).ok_or_else(refuse),
        (Some(_), Some(_)) => Err(refuse()),
    }
}

fn text(key: &HeaderValue) -> Option<String> {
    let bytes = key.as_bytes();
    let is_key = (1..=255).contains(&bytes.len()) && bytes.iter().all(u8::is_ascii_graphic);
    let text = key.to_str().ok()?;
    is_key.then(|| text.to_owned())
}

fn refuse() -> Refused {
    let message = "Send one Idempotency-Key of 1 to 255 visible ASCII characters.";
    let fault = Fault::new(Code::BadUserInput, message);
    Refused::new(StatusCode::BAD_REQUEST, fault)
}
