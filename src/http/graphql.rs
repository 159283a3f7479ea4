//! GraphQL over HTTP: `POST /graphql` for everything, `GET /graphql` for reading.
//!
//! Clients that know one address alone find here what else speaks GraphQL: a socket for
//! who asks for an upgrade, and streams for who names them among what they accept.
//!
//! As the September 2025 draft of the protocol has it. What does not reach
//! GraphQL at all (no JSON, no `query`) is 400 or more in either form; what
//! GraphQL refuses is 400 in the newer form and 200 in the older one.

use axum::{
    body::Body,
    extract::{Extension, Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header, request::Parts},
    response::Response,
};

use super::{
    Wire,
    accept::Form,
    auth,
    body::{self, Most},
    idempotency_key,
    live::{Opening, events, multipart, socket},
    operation_log::OperationLog,
    params,
    reply::{self, Refused},
    request_id::RequestId,
};
use crate::{
    graphql::{Answer, Asking, Call, Code, Fault, Kind, Prepared, Refusal},
    token::Bearer,
};

/// Answers a request in a body.
pub(super) async fn post(
    State(wire): State<Wire>,
    Extension(id): Extension<RequestId>,
    request: Request,
) -> Response {
    if multipart::is_wanted(request.headers()) {
        return multipart::post(wire, id, request).await;
    }
    if takes_events_alone(request.headers()) {
        return events::post(State(wire), Extension(id), request).await;
    }
    let mut exchange = Exchange::begin(wire, id, &request);
    let (parts, body) = request.into_parts();
    let call = exchange.receive(&parts, body).await;
    exchange.finish(call, &parts).await
}

/// Answers a request in a query string.
pub(super) async fn get(
    State(wire): State<Wire>,
    Extension(id): Extension<RequestId>,
    request: Request,
) -> Response {
    if socket::is_wanted(request.headers()) {
        return socket::upgrade(State(wire), Extension(id), request).await;
    }
    if takes_events_alone(request.headers()) {
        return events::get(State(wire), Extension(id), request).await;
    }
    let mut exchange = Exchange::begin(wire, id, &request);
    let (parts, _) = request.into_parts();
    let known = exchange.know(&parts).await;
    let call = known.and_then(|()| params::from_uri(&parts.uri));
    exchange.finish(call, &parts).await
}

fn takes_events_alone(headers: &HeaderMap) -> bool {
    events::are_named(headers) && Form::wanted(headers).is_none()
}

/// Says which methods there are to somebody who used another.
pub(super) async fn no_such_method() -> Response {
    let fault = Fault::new(Code::BadUserInput, "Use POST, or GET for queries.");
    Refused::new(StatusCode::METHOD_NOT_ALLOWED, fault)
        .with(header::ALLOW, HeaderValue::from_static(METHODS))
        .into_response(Form::Json)
}

const METHODS: &str = "GET, HEAD, POST, OPTIONS";

/// One request and its answer.
struct Exchange {
    wire: Wire,
    form: Option<Form>,
    asking: Asking,
    bearer: Bearer,
    log: OperationLog,
}

impl Exchange {
    fn begin(wire: Wire, RequestId(request_id): RequestId, request: &Request) -> Self {
        let language = request.headers().get(header::ACCEPT_LANGUAGE);
        let language = language.and_then(|value| value.to_str().ok());
        Self {
            form: Form::wanted(request.headers()),
            log: OperationLog::begin(&request_id),
            asking: Asking {
                accept_language: language.map(ToOwned::to_owned),
                request_id,
                ..Asking::default()
            },
            bearer: Bearer::default(),
            wire,
        }
    }

    /// Learns who is asking.
    async fn know(&mut self, parts: &Parts) -> Result<(), Refused> {
        self.bearer = auth::bearer(&self.wire.tokens, parts).await?;
        self.asking.viewer = self.bearer.viewer.clone();
        self.log.asked_by(&self.asking.viewer);
        self.asking.idempotency_key = idempotency_key::read(&parts.headers)?;
        Ok(())
    }

    async fn receive(&mut self, parts: &Parts, body: Body) -> Result<Call, Refused> {
        self.know(parts).await?;
        body::must_be_json(&parts.headers)?;
        let limits = self.wire.app.limits();
        let most = Most::of(limits, &self.asking.viewer);
        let bytes = body::read(&parts.headers, body, (most, limits.receive_time())).await?;
        params::from_body(&bytes)
    }

    async fn finish(mut self, call: Result<Call, Refused>, parts: &Parts) -> Response {
        let is_get = parts.method == Method::GET;
        let Some(form) = self.form else {
            return self.turn_away(not_acceptable(), Form::Json);
        };
        let call = match call {
            Ok(call) => call,
            Err(refused) => return self.turn_away(refused, form),
        };
        let prepared = match self.wire.engine.prepare(call) {
            Ok(prepared) => prepared,
            Err(refusal) if refusal.kind() == Some(Kind::Mutation) && is_get => {
                return self.turn_away(only_by_post(), form);
            }
            Err(refusal) => return self.refuse(&refusal, form),
        };
        self.log.prepared(&prepared);
        if prepared.kind() == Kind::Subscription {
            return self.follow(prepared, form, parts);
        }
        if prepared.kind() == Kind::Mutation && is_get {
            return self.turn_away(only_by_post(), form);
        }
        let answer = self.wire.engine.run(prepared, self.asking).await;
        let status = status(&answer);
        let told = form.status(status);
        self.log.answered(&answer, told);
        let mut response = reply::json(told, form, &answer);
        if status == StatusCode::SERVICE_UNAVAILABLE {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, reply::RETRY_AFTER);
        }
        response
    }

    /// Runs a subscription for a client that takes a stream beside its answers.
    fn follow(self, prepared: Prepared, form: Form, parts: &Parts) -> Response {
        if !events::are_named(&parts.headers) {
            return self.refuse(&elsewhere().into(), form);
        }
        let opening = Opening::of(self.wire, self.asking, self.bearer);
        let stream = opening.and_then(|opening| opening.stream(Ok(prepared), parts));
        stream.unwrap_or_else(|refused| refused.into_response(form))
    }

    /// Says what GraphQL has against the request.
    fn refuse(self, refusal: &Refusal, form: Form) -> Response {
        let status = form.status(StatusCode::BAD_REQUEST);
        self.log.refused(refusal, status);
        reply::json(status, form, refusal)
    }

    fn turn_away(self, refused: Refused, form: Form) -> Response {
        let code = refused.fault.code().to_owned();
        let response = refused.into_response(form);
        self.log.turned_away(&code, response.status());
        response
    }
}

impl Form {
    /// The status of an answer to a request that reached GraphQL. That there was no
    /// database is said in either form: proxies and clients try again by it.
    fn status(self, status: StatusCode) -> StatusCode {
        match self {
            Self::Json if status == StatusCode::SERVICE_UNAVAILABLE => status,
            Self::Response => status,
            Self::Json => StatusCode::OK,
        }
    }
}

/// An operation that has come to an answer is a success, whatever is in it.
fn status(answer: &Answer) -> StatusCode {
    let code = answer.errors().first().map_or("", Fault::code);
    if answer.has_data() {
        StatusCode::OK
    } else if code == Code::Timeout.as_str() {
        StatusCode::GATEWAY_TIMEOUT
    } else if code == Code::Unavailable.as_str() {
        StatusCode::SERVICE_UNAVAILABLE
    } else {
        StatusCode::INTERNAL_SERVER_ERROR
    }
}

fn not_acceptable() -> Refused {
    let message = "Answers come as application/graphql-response+json or application/json.";
    Refused::new(
        StatusCode::NOT_ACCEPTABLE,
        Fault::new(Code::BadUserInput, message),
    )
}

fn elsewhere() -> Fault {
    let message = "A subscription needs a connection that stays: a WebSocket with the \
                   subprotocol graphql-transport-ws, or a request that accepts \
                   text/event-stream, both here at /graphql.";
    Fault::new(Code::BadUserInput, message)
}

pub(super) fn only_by_post() -> Refused {
    let fault = Fault::new(Code::BadUserInput, "A mutation runs by POST only.");
    Refused::new(StatusCode::METHOD_NOT_ALLOWED, fault)
        .with(header::ALLOW, HeaderValue::from_static("POST"))
}
