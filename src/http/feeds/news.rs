//! News of the network and of a city.

use axum::{
    extract::{Path, Query, Request, State},
    http::{StatusCode, Uri},
    response::Response,
};

use super::reply::{File, Reader, nothing, refused, send};
use crate::{
    feed::{NewsFormat, NewsWriter},
    graphql::{Code, Fault},
    http::{Wire, reply::Refused},
};

/// The news of the network, as Atom.
pub(super) async fn atom(wire: State<Wire>, request: Request) -> Response {
    send(read(&wire, None, NewsFormat::Atom, request).await).await
}

/// The news of the network, as JSON Feed.
pub(super) async fn json(wire: State<Wire>, request: Request) -> Response {
    send(read(&wire, None, NewsFormat::Json, request).await).await
}

/// The news of a city, as Atom.
pub(super) async fn city_atom(
    wire: State<Wire>,
    Path(slug): Path<String>,
    request: Request,
) -> Response {
    send(read(&wire, Some(slug), NewsFormat::Atom, request).await).await
}

/// The news of a city, as JSON Feed.
pub(super) async fn city_json(
    wire: State<Wire>,
    Path(slug): Path<String>,
    request: Request,
) -> Response {
    send(read(&wire, Some(slug), NewsFormat::Json, request).await).await
}

async fn read(
    wire: &Wire,
    city: Option<String>,
    format: NewsFormat,
    request: Request,
) -> Result<(File, axum::http::HeaderMap), Refused> {
    let reader = Reader::of(wire, request).await?;
    let writer = NewsWriter {
        site: &reader.site,
        wishes: &reader.wishes,
        format,
        before: before(&reader.parts.uri)?,
    };
    let db = wire.app.reader();
    let body = match city {
        None => writer.of_network(db).await.map_err(refused)?,
        Some(slug) => {
            let found = writer.of_city(db, &slug).await.map_err(refused)?;
            found.ok_or_else(nothing)?
        }
    };
    let file = File {
        media_type: format.media_type(),
        seconds: 300,
        has_languages: true,
        body,
    };
    Ok((file, reader.parts.headers))
}

/// The place in the journal from which on older news are wanted.
fn before(uri: &Uri) -> Result<Option<i64>, Refused> {
    let pairs = Query::<Vec<(String, String)>>::try_from_uri(uri).unwrap_or_default();
    let Query(pairs) = pairs;
    let Some((_, text)) = pairs.iter().find(|(name, _)| name == "before") else {
        return Ok(None);
    };
    let number = text.parse().ok().filter(|number| *number > 0);
    number.map(Some).ok_or_else(|| {
        let message = "`before` is a whole number: take it from `next` of the page before.";
        Refused::new(
            StatusCode::BAD_REQUEST,
            Fault::new(Code::BadUserInput, message),
        )
    })
}
