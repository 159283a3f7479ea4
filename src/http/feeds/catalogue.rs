//! `GET /catalog.jsonld`: what there is, for data portals.

use axum::{
    extract::{Request, State},
    response::Response,
};

use super::reply::{File, Reader, refused, send};
use crate::{
    domain::journal,
    feed::{dcat, json::bytes},
    http::Wire,
};

/// The catalogue.
pub(super) async fn catalogue(State(wire): State<Wire>, request: Request) -> Response {
    let made = async {
        let reader = Reader::of(&wire, request).await?;
        let changed = journal::last_moment(wire.app.reader()).await;
        let terms = dcat::Terms {
            changed: changed.map_err(refused)?,
            licence: wire.app.licence(),
        };
        let catalogue = dcat::catalogue(&reader.site, terms);
        let file = File {
            media_type: "application/ld+json",
            seconds: 3_600,
            has_languages: false,
            body: bytes(&catalogue),
        };
        Ok((file, reader.parts.headers))
    };
    send(made.await).await
}
