//! The body of a request, no longer and no slower than allowed.

use std::time::Duration;

use axum::{
    body::Body,
    http::{HeaderMap, StatusCode, header},
};
use futures_util::TryStreamExt;

use super::{accept::is_utf_8, reply::Refused};
use crate::{
    domain::Viewer,
    graphql::{Code, Fault},
    limits::Limits,
};

/// Takes JSON and nothing else.
///
/// A page elsewhere can make a browser send text or a form, but it cannot make
/// it send JSON without asking us first: this is the guard against that, too.
pub(super) fn must_be_json(headers: &HeaderMap) -> Result<(), Refused> {
    let mut types = headers.get_all(header::CONTENT_TYPE).iter();
    let is_json = match (types.next().map(|value| value.to_str()), types.next()) {
        (Some(Ok(value)), None) => is_json(value),
        _ => false,
    };
    let encoding = headers.get(header::CONTENT_ENCODING);
    if !is_json {
        let message = "Send the request as application/json, in UTF-8.";
        Err(unsupported(message))
    } else if encoding.is_some_and(|encoding| encoding != "identity") {
        Err(unsupported("Send the request without a Content-Encoding."))
    } else {
        Ok(())
    }
}

fn is_json(value: &str) -> bool {
    let mut parts = value.split(';').map(str::trim);
    let essence = parts.next().unwrap_or_default();
    essence.eq_ignore_ascii_case("application/json")
        && parts.all(|parameter| match parameter.split_once('=') {
            Some((name, value)) if name.trim().eq_ignore_ascii_case("charset") => {
                is_utf_8(value.trim())
            }
            _ => true,
        })
}

fn unsupported(message: &str) -> Refused {
    let fault = Fault::new(Code::BadUserInput, message);
    Refused::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, fault)
}

/// How many bytes a body may have, with the name of the limit.
#[derive(Clone, Copy)]
pub(super) struct Most(&'static str, u64);

impl Most {
    /// This many.
    pub(super) fn new(limit: &'static str, bytes: u64) -> Self {
        Self(limit, bytes)
    }

    /// A body of whoever is not known, or of a client.
    pub(super) fn of(limits: &Limits, viewer: &Viewer) -> Self {
        match viewer.body() {
            None => Self("body_bytes", limits.body_bytes),
            Some(_) => Self("client_body_bytes", limits.client_body_bytes),
        }
    }
}

/// Reads a body to its end, but not beyond the limits of size and time.
pub(super) async fn read(
    headers: &HeaderMap,
    body: Body,
    (most, time): (Most, Duration),
) -> Result<Vec<u8>, Refused> {
    let announced = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|length| length > most.1) {
        return Err(too_large(most));
    }
    match tokio::time::timeout(time, collect(body, most)).await {
        Ok(collected) => collected,
        Err(_) => Err(Refused::new(
            StatusCode::REQUEST_TIMEOUT,
            Fault::new(
                Code::Timeout,
                "The body of the request did not come in time.",
            ),
        )),
    }
}

async fn collect(body: Body, most: Most) -> Result<Vec<u8>, Refused> {
    let mut bytes = Vec::new();
    let mut stream = body.into_data_stream();
    while let Some(chunk) = stream.try_next().await.map_err(|_| broken_off())? {
        if (bytes.len() + chunk.len()) as u64 > most.1 {
            return Err(too_large(most));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

fn broken_off() -> Refused {
    let fault = Fault::new(Code::BadUserInput, "The body of the request broke off.");
    Refused::new(StatusCode::BAD_REQUEST, fault)
}

fn too_large(Most(limit, allowed): Most) -> Refused {
    let message = format!("The body of the request has more than {allowed} bytes.");
    let fault = Fault::new(Code::QueryTooComplex, message)
        .with("limit", limit)
        .with("allowed", allowed);
    // The rest of the body is still on its way and nobody will read it.
    Refused::new(StatusCode::PAYLOAD_TOO_LARGE, fault).closing()
}
