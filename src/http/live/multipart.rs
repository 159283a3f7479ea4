//! `POST /graphql` by clients that take `multipart/mixed`: subscriptions as Apollo's
//! clients ask for them, by the library's own service.

use std::sync::Arc;

use async_graphql_axum::GraphQL;
use axum::{
    body::Body,
    extract::Request,
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    response::Response,
};
use futures_util::{
    StreamExt,
    future::ready,
    stream::{self, BoxStream},
};
use tower::ServiceExt;

use super::{
    guard,
    opening::Opening,
    operation::{Operation, Step},
};
use crate::{
    graphql::{Asking, Call, Engine, Executor, Refusal, asks_for_parts},
    http::{
        Wire, accept::Form, operation_log::OperationLog, params, reply::Refused,
        request_id::RequestId, server::Stop,
    },
};

/// Whether a client takes its answers in parts.
pub(in crate::http) fn is_wanted(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT);
    accept
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(asks_for_parts)
}

/// Answers a request part by part.
pub(in crate::http) async fn post(wire: Wire, id: RequestId, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let answered = async {
        let mut opening = Opening::begin(wire, id, &parts).await?;
        let bytes = opening.receive(&parts, body).await?;
        // What is no request is refused before anything is sent.
        params::from_body(&bytes)?;
        Ok::<_, Refused>(answer(opening, parts, bytes).await)
    };
    answered
        .await
        .unwrap_or_else(|refused| refused.into_response(Form::Json))
}

async fn answer(opening: Opening, parts: Parts, bytes: Vec<u8>) -> Response {
    let (engine, asking) = (Arc::clone(&opening.wire.engine), opening.asking);
    let executor = Executor::new(move |call| steps(&engine, asking.clone(), call));
    let (tokens, bearer, stop) = (opening.wire.tokens, opening.bearer, Stop::of(&parts));
    let request = Request::from_parts(parts, Body::from(bytes));
    let Ok(response) = GraphQL::new(executor).oneshot(request).await;
    let place = opening.place;
    let until = async move {
        guard::ended(&tokens, &bearer, stop).await;
        drop(place);
    };
    let mut response = response.map(|body| {
        let parts = body.into_data_stream();
        Body::from_stream(parts.take_until(Box::pin(until)))
    });
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let varies = HeaderValue::from_static("accept, accept-language");
    headers.insert(header::VARY, varies);
    response
}

/// The answers to one operation, each as JSON.
fn steps(engine: &Arc<Engine>, asking: Asking, call: Call) -> BoxStream<'static, Arc<str>> {
    let prepared = match engine.prepare(call) {
        Ok(prepared) => prepared,
        Err(refusal) => {
            let mut log = OperationLog::begin(&asking.request_id);
            log.asked_by(&asking.viewer);
            log.refused(&refusal, StatusCode::OK);
            return stream::iter(json(&refusal)).boxed();
        }
    };
    let operation = Operation {
        engine: Arc::clone(engine),
        prepared,
        asking,
        place: None,
    };
    let steps = operation.steps().filter_map(|step| {
        ready(match step {
            Step::Next(told) => Some(told.answer),
            Step::Failed(refusal) => json(&refusal),
            Step::Complete => None,
        })
    });
    steps.boxed()
}

fn json(refusal: &Refusal) -> Option<Arc<str>> {
    serde_json::to_string(refusal).ok().map(Arc::from)
}
