//! How answers and refusals are written.

use std::{any::Any, future, io};

use axum::{
    body::Body,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use futures_util::{Stream, StreamExt, stream};
use serde::Serialize;

use super::accept::Form;
use crate::{
    domain,
    feed::Unread,
    graphql::{Code, Fault, Refusal},
};

/// The seconds after which a database that was not available may be.
pub(super) const RETRY_AFTER: HeaderValue = HeaderValue::from_static("5");

/// A request that the wire refuses, whatever it asks for.
pub(super) struct Refused {
    status: StatusCode,
    headers: HeaderMap,
    pub(super) fault: Box<Fault>,
}

impl Refused {
    pub(super) fn new(status: StatusCode, fault: Fault) -> Self {
        Self {
            status,
            headers: HeaderMap::new(),
            fault: Box::new(fault),
        }
    }

    /// What was asked for could not be done, and the cause is for our log alone.
    pub(super) fn broken(error: &domain::Error, what: &'static str) -> Self {
        match error {
            domain::Error::Database(cause) if error.is_unavailable() => {
                tracing::warn!(error = %cause, "{what}: the database is not available");
                return Self::unavailable();
            }
            // Its sentence alone: the rest may repeat what somebody wrote.
            domain::Error::Database(error) | domain::Error::OutcomeUnknown(error) => {
                tracing::error!(%error, "{what}");
            }
            error => tracing::error!(?error, "{what}"),
        }
        let fault = Fault::new(Code::Internal, "Something broke on our side.");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, fault)
    }

    /// The same for what could not be read.
    fn unread(error: io::Error, what: &'static str) -> Self {
        match error.downcast::<Unread>() {
            Ok(Unread(error)) => Self::broken(&error, what),
            Err(error) => {
                tracing::error!(%error, "{what}");
                let fault = Fault::new(Code::Internal, "Something broke on our side.");
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, fault)
            }
        }
    }

    /// The database cannot do it at this moment.
    pub(super) fn unavailable() -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, Fault::unavailable())
            .with(header::RETRY_AFTER, RETRY_AFTER)
    }

    /// The same refusal with a header.
    pub(super) fn with(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// The same refusal, after which the connection is of no more use.
    pub(super) fn closing(self) -> Self {
        self.with(header::CONNECTION, HeaderValue::from_static("close"))
    }

    /// Its status, its headers and its sentence, for another protocol to tell.
    pub(super) fn into_parts(self) -> (StatusCode, HeaderMap, String) {
        (self.status, self.headers, self.fault.message().to_owned())
    }

    /// Writes it in the form that the client can read.
    pub(super) fn into_response(self, form: Form) -> Response {
        let body = Refusal::from(*self.fault);
        (self.headers, json(self.status, form, &body)).into_response()
    }
}

/// A body that is read as it is taken, and whose head and first page were read already:
/// what cannot be read at all is refused, not cut off.
pub(super) async fn body<S>(stream: S, what: &'static str) -> Result<Body, Refused>
where
    S: Stream<Item = io::Result<Vec<u8>>> + Send + 'static,
{
    let mut stream = Box::pin(stream);
    let mut read = Vec::new();
    for _ in 0..2 {
        match stream.next().await {
            Some(Ok(bytes)) => read.extend(bytes),
            Some(Err(error)) => return Err(Refused::unread(error, what)),
            None => break,
        }
    }
    let read = stream::once(future::ready(Ok(read)));
    Ok(Body::from_stream(read.chain(stream)))
}

/// A JSON response that nobody may keep.
pub(super) fn json(status: StatusCode, form: Form, body: &impl Serialize) -> Response {
    match serde_json::to_vec(body) {
        Ok(bytes) => {
            let headers = [
                (header::CONTENT_TYPE, form.content_type()),
                (header::CACHE_CONTROL, "no-store"),
                (header::VARY, "accept, accept-language"),
            ];
            (status, headers, bytes).into_response()
        }
        Err(error) => {
            tracing::error!(%error, "an answer could not be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// There is nothing at this path.
pub(super) async fn not_found() -> Response {
    let fault = Fault::new(Code::BadUserInput, "There is nothing here. Try /graphql.");
    Refused::new(StatusCode::NOT_FOUND, fault).into_response(Form::Json)
}

/// A handler broke. What it said stands in the log.
pub(super) fn panicked(_: Box<dyn Any + Send + 'static>) -> Response {
    tracing::error!("a handler panicked");
    let fault = Fault::new(Code::Internal, "Something broke on our side.");
    Refused::new(StatusCode::INTERNAL_SERVER_ERROR, fault).into_response(Form::Json)
}
