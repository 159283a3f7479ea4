//! The feeds that mirrors are kept by.

use axum::{
    extract::{Path, Request, State},
    http::{StatusCode, Uri},
    response::Response,
};

use super::reply::{File, Reader, nothing, refused, send};
use crate::{
    domain::{body::Body, city, locale::Wishes},
    feed::{Rpde, RpdeKind, RpdePage, json_ld::Writer},
    graphql::{Code, Fault},
    http::{Wire, reply::Refused},
};

/// How long a page with items is kept: what is on it stays true of its numbers.
const PAGE_SECONDS: u32 = 3_600;

/// How long the last page is kept, which something may follow at any time.
const LAST_PAGE_SECONDS: u32 = 8;

/// A feed of the network.
pub(super) async fn of_network(
    wire: State<Wire>,
    Path(kind): Path<String>,
    request: Request,
) -> Response {
    send(read(&wire, (&kind, None), request).await).await
}

/// A feed of a city.
pub(super) async fn of_city(
    wire: State<Wire>,
    Path((slug, kind)): Path<(String, String)>,
    request: Request,
) -> Response {
    send(read(&wire, (&kind, Some(&slug)), request).await).await
}

async fn read(
    wire: &Wire,
    (kind, city): (&str, Option<&str>),
    request: Request,
) -> Result<(File, axum::http::HeaderMap), Refused> {
    let reader = Reader::of(wire, request).await?;
    let uri = &reader.parts.uri;
    let feed = Rpde {
        kind: named(kind).ok_or_else(nothing)?,
        owner: owner(wire, city).await?,
        after: after(uri)?,
        address: &reader.site.path(uri.path()),
        asked: &reader.site.path(uri),
        licence: wire.app.licence(),
    };
    let writer = Writer {
        site: &reader.site,
        // One feed for all readers: things are told in the language of their city.
        wishes: &Wishes::default(),
    };
    let page = feed.page(wire.app.reader(), &writer).await;
    Ok((file(&page.map_err(refused)?), reader.parts.headers))
}

fn named(kind: &str) -> Option<RpdeKind> {
    match kind {
        "programmes" => Some(RpdeKind::Programme),
        "offerings" => Some(RpdeKind::Offering),
        "learning-spaces" => Some(RpdeKind::LearningSpace),
        _ => None,
    }
}

async fn owner(wire: &Wire, slug: Option<&str>) -> Result<Option<Body>, Refused> {
    let Some(slug) = slug else {
        return Ok(None);
    };
    let city = city::by_slug(wire.app.reader(), slug).await;
    let city = city.map_err(refused)?.ok_or_else(nothing)?;
    Ok(Some(Body::City(city.id)))
}

/// The change number behind which to go on; 0 at the beginning of time.
fn after(uri: &Uri) -> Result<i64, Refused> {
    let query = uri.query().unwrap_or_default();
    let mut numbers = query
        .split('&')
        .filter_map(|part| part.strip_prefix("afterChangeNumber="));
    match (numbers.next(), numbers.next()) {
        (None, _) => Ok(0),
        (Some(number), None) => number
            .parse()
            .ok()
            .filter(|number| *number >= 0)
            .ok_or_else(no_number),
        (Some(_), Some(_)) => Err(no_number()),
    }
}

fn no_number() -> Refused {
    let message = "`afterChangeNumber` is one whole number from 0, as `next` has it.";
    let fault = Fault::new(Code::BadUserInput, message);
    Refused::new(StatusCode::BAD_REQUEST, fault)
}

fn file(page: &RpdePage) -> File {
    File {
        media_type: "application/json",
        seconds: if page.is_last() {
            LAST_PAGE_SECONDS
        } else {
            PAGE_SECONDS
        },
        has_languages: false,
        body: page.to_json(),
    }
}
