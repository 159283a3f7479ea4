//! A request for what stays open, by somebody who is known.

use axum::{
    body::Body,
    http::{HeaderMap, HeaderName, header, request::Parts},
};
use tokio::sync::OwnedSemaphorePermit;

use super::take;
use crate::{
    graphql::Asking,
    http::{
        Wire, auth,
        body::{self, Most},
        idempotency_key,
        reply::Refused,
        request_id::RequestId,
    },
    token::Bearer,
};

/// Such a request, with its place among the others.
pub(in crate::http) struct Opening {
    pub(super) wire: Wire,
    pub(super) asking: Asking,
    pub(super) bearer: Bearer,
    pub(super) place: OwnedSemaphorePermit,
}

impl Opening {
    /// Learns who is asking.
    pub(super) async fn begin(
        wire: Wire,
        RequestId(request_id): RequestId,
        parts: &Parts,
    ) -> Result<Self, Refused> {
        let bearer = auth::bearer(&wire.tokens, parts).await?;
        let asking = Asking {
            viewer: bearer.viewer.clone(),
            accept_language: text(&parts.headers, header::ACCEPT_LANGUAGE),
            request_id,
            ..Asking::default()
        };
        Self::of(wire, asking, bearer)
    }

    /// The same when it is known already who asks.
    pub(in crate::http) fn of(wire: Wire, asking: Asking, bearer: Bearer) -> Result<Self, Refused> {
        Ok(Self {
            place: take(&wire.places.streams)?,
            asking,
            bearer,
            wire,
        })
    }

    /// The body of the request, which must be JSON.
    pub(super) async fn receive(&mut self, parts: &Parts, body: Body) -> Result<Vec<u8>, Refused> {
        self.asking.idempotency_key = idempotency_key::read(&parts.headers)?;
        body::must_be_json(&parts.headers)?;
        let limits = self.wire.app.limits();
        let most = Most::of(limits, &self.asking.viewer);
        body::read(&parts.headers, body, (most, limits.receive_time())).await
    }
}

/// A header that is there and not empty.
pub(super) fn text(headers: &HeaderMap, name: HeaderName) -> Option<String> {
    let value = headers.get(name)?.to_str().ok()?;
    (!value.is_empty()).then(|| value.to_owned())
}
