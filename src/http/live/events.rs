//! `/graphql/stream`, and `/graphql` for those who ask for it: GraphQL over server-sent
//! events, each operation over a connection of its own (the "distinct connections" of
//! GraphQL over SSE).

use std::{convert::Infallible, sync::Arc, time::Duration};

use axum::{
    body::{Body, Bytes},
    extract::{Extension, Request, State},
    http::{HeaderMap, HeaderName, Method, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use futures_util::{
    StreamExt,
    stream::{self, BoxStream, Stream},
};
use tokio::{sync::OwnedSemaphorePermit, time::timeout};

use super::{
    guard,
    opening::{Opening, text},
    operation::{Operation, Step},
};
use crate::{
    feed::json::one_line,
    graphql::{Asking, Call, Code, Fault, Kind, Prepared, Refusal},
    http::{
        Wire, accept::Form, graphql::only_by_post, operation_log::OperationLog, params,
        reply::Refused, request_id::RequestId, server::Stop,
    },
};

const TYPE: &str = "text/event-stream";

/// A comment: it keeps proxies from thinking that nobody is there.
const COMMENT: &[u8] = b":\n\n";

const COMPLETE: &str = "event: complete\ndata:\n\n";

/// Answers a request in a body.
pub(in crate::http) async fn post(
    State(wire): State<Wire>,
    Extension(id): Extension<RequestId>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let opened = async {
        must_accept_events(&parts.headers)?;
        let mut opening = Opening::begin(wire, id, &parts).await?;
        let call = params::from_body(&opening.receive(&parts, body).await?)?;
        opening.run(call, &parts)
    };
    opened
        .await
        .unwrap_or_else(|refused| refused.into_response(Form::Json))
}

/// Answers a request in a query string, as `EventSource` sends it.
pub(in crate::http) async fn get(
    State(wire): State<Wire>,
    Extension(id): Extension<RequestId>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let opened = async {
        must_accept_events(&parts.headers)?;
        let opening = Opening::begin(wire, id, &parts).await?;
        opening.run(params::from_uri(&parts.uri)?, &parts)
    };
    opened
        .await
        .unwrap_or_else(|refused| refused.into_response(Form::Json))
}

/// Whether a client names server-sent events among what it takes.
pub(in crate::http) fn are_named(headers: &HeaderMap) -> bool {
    accepted(headers).any(|kind| kind.eq_ignore_ascii_case(TYPE))
}

/// Whether a client says that it does not take this: `q=0`.
fn is_refused(range: &str) -> bool {
    let mut parameters = range
        .split(';')
        .skip(1)
        .filter_map(|part| part.split_once('='));
    parameters.any(|(name, value)| {
        let is_quality = name.trim().eq_ignore_ascii_case("q");
        is_quality
            && value
                .trim()
                .parse::<f32>()
                .is_ok_and(|quality| quality <= 0.0)
    })
}

/// The types that a client takes.
fn accepted(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    let values = headers.get_all(header::ACCEPT).iter();
    values
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter(|range| !is_refused(range))
        .map(|range| range.split(';').next().unwrap_or_default().trim())
}

impl Opening {
    fn run(self, call: Call, parts: &Parts) -> Result<Response, Refused> {
        let prepared = self.wire.engine.prepare(call);
        self.stream(prepared, parts)
    }

    /// The stream of an operation, or of what is against it.
    pub(in crate::http) fn stream(
        self,
        prepared: Result<Prepared, Refusal>,
        parts: &Parts,
    ) -> Result<Response, Refused> {
        let is_get = parts.method == Method::GET;
        let kind = match &prepared {
            Ok(prepared) => Some(prepared.kind()),
            Err(refusal) => refusal.kind(),
        };
        if is_get && kind == Some(Kind::Mutation) {
            return Err(only_by_post());
        }
        let steps = match prepared {
            Ok(prepared) => {
                let operation = Operation {
                    engine: Arc::clone(&self.wire.engine),
                    prepared,
                    asking: self.asking,
                    place: text(&parts.headers, HeaderName::from_static("last-event-id")),
                };
                operation.steps().boxed()
            }
            Err(refusal) => refused(refusal, &self.asking).boxed(),
        };
        let pause = self.wire.app.limits().ping_time();
        let lines = Lines::new(steps, pause, self.place).stream();
        let (tokens, bearer, stop) = (self.wire.tokens, self.bearer, Stop::of(parts));
        // Without `complete`: a client that can gets itself a new token and goes on.
        let until = async move { guard::ended(&tokens, &bearer, stop).await };
        Ok(response(lines.take_until(Box::pin(until))))
    }
}

/// An operation that may not run says so in the stream, where its client looks.
fn refused(refusal: Refusal, asking: &Asking) -> impl Stream<Item = Step> + use<> {
    let mut log = OperationLog::begin(&asking.request_id);
    log.asked_by(&asking.viewer);
    log.refused(&refusal, StatusCode::OK);
    stream::iter([Step::Failed(refusal)])
}

/// The lines of a stream.
struct Lines {
    steps: BoxStream<'static, Step>,
    pause: Duration,
    is_new: bool,
    _place: OwnedSemaphorePermit,
}

impl Lines {
    fn new(steps: BoxStream<'static, Step>, pause: Duration, place: OwnedSemaphorePermit) -> Self {
        Self {
            steps,
            pause,
            is_new: true,
            _place: place,
        }
    }

    fn stream(self) -> impl Stream<Item = Bytes> + Send {
        stream::unfold(self, async |mut lines| {
            let next = lines.next().await?;
            Some((next, lines))
        })
    }

    async fn next(&mut self) -> Option<Bytes> {
        // Something at once, so that the headers do not wait for the first event.
        if std::mem::take(&mut self.is_new) {
            return Some(Bytes::from_static(COMMENT));
        }
        match timeout(self.pause, self.steps.next()).await {
            Ok(step) => Some(written(&step?).into()),
            Err(_) => Some(Bytes::from_static(COMMENT)),
        }
    }
}

fn written(step: &Step) -> String {
    match step {
        Step::Next(told) => {
            let id = told.place.as_deref();
            let id = id.map_or_else(String::new, |place| format!("id: {place}\n"));
            format!("event: next\n{id}data: {}\n\n", one_line(&told.answer))
        }
        Step::Failed(refusal) => {
            let errors = serde_json::to_string(refusal).unwrap_or_default();
            let errors = one_line(&errors);
            format!("event: next\ndata: {errors}\n\n{COMPLETE}")
        }
        Step::Complete => COMPLETE.to_owned(),
    }
}

fn response(lines: impl Stream<Item = Bytes> + Send + 'static) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/event-stream; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
        (header::VARY, "accept, accept-language"),
        // nginx would gather the lines.
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    let body = Body::from_stream(lines.map(Ok::<_, Infallible>));
    (headers, body).into_response()
}

fn must_accept_events(headers: &HeaderMap) -> Result<(), Refused> {
    let covers = |kind: &str| {
        ["*/*", "text/*", TYPE]
            .iter()
            .any(|accepted| accepted.eq_ignore_ascii_case(kind))
    };
    if !headers.contains_key(header::ACCEPT) || accepted(headers).any(covers) {
        return Ok(());
    }
    let message = "Answers come as text/event-stream here; for others there is /graphql.";
    let fault = Fault::new(Code::BadUserInput, message);
    Err(Refused::new(StatusCode::NOT_ACCEPTABLE, fault))
}
