//! Connections that stay: GraphQL over sockets and over server-sent events.
//!
//! Both ask the same engine, and both are pulled, never pushed: the next event is
//! read from the journal when the last one has left, so a slow client costs no
//! memory and misses nothing.

mod closing;
mod conversation;
pub(super) mod events;
mod guard;
mod message;
pub(super) mod multipart;
mod opening;
mod operation;
pub(super) mod socket;

use std::sync::Arc;

use axum::{
    Router,
    http::{HeaderValue, StatusCode, header},
    response::Response,
    routing::{get, post},
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

pub(super) use self::opening::Opening;
use super::{Wire, accept::Form, reply::Refused};
use crate::{
    graphql::{Code, Fault},
    limits::Limits,
};

/// The routes of connections that stay.
pub(super) fn router() -> Router<Wire> {
    let events = post(events::post).get(events::get);
    Router::new()
        .route("/graphql/ws", get(socket::upgrade))
        .route("/graphql/stream", events.fallback(no_such_method))
}

/// How many of them there may be.
#[derive(Clone)]
pub(super) struct Places {
    sockets: Arc<Semaphore>,
    streams: Arc<Semaphore>,
}

impl Places {
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            sockets: places(limits.sockets),
            streams: places(limits.streams),
        }
    }
}

fn places(number: u64) -> Arc<Semaphore> {
    let number = usize::try_from(number).unwrap_or(usize::MAX);
    Arc::new(Semaphore::new(number.min(Semaphore::MAX_PERMITS)))
}

/// One of them, if one is free.
fn take(places: &Arc<Semaphore>) -> Result<OwnedSemaphorePermit, Refused> {
    Arc::clone(places).try_acquire_owned().map_err(|_| {
        let message = "Too many are connected at the moment. Come again in a moment.";
        let fault = Fault::new(Code::QueryTooComplex, message);
        Refused::new(StatusCode::SERVICE_UNAVAILABLE, fault)
            .with(header::RETRY_AFTER, HeaderValue::from_static("10"))
    })
}

async fn no_such_method() -> Response {
    let message = "Use POST or GET; each operation has a stream of its own here.";
    let fault = Fault::new(Code::BadUserInput, message);
    Refused::new(StatusCode::METHOD_NOT_ALLOWED, fault)
        .with(
            header::ALLOW,
            HeaderValue::from_static("GET, HEAD, POST, OPTIONS"),
        )
        .into_response(Form::Json)
}
