//! The pages of single things, in JSON-LD.

use axum::{
    extract::{Path, Request, State},
    response::Response,
};
use serde_json::Value;

use super::reply::{File, Reader, nothing, refused, send};
use crate::{domain, feed::json_ld::Writer, http::Wire};

/// Writes a handler: reads one thing with a function of the writer.
macro_rules! pages {
    ($($(#[$doc:meta])* $page:ident = $read:ident;)+) => { $(
        $(#[$doc])*
        pub(super) async fn $page(
            State(wire): State<Wire>,
            Path(name): Path<String>,
            request: Request,
        ) -> Response {
            let made = async {
                let reader = Reader::of(&wire, request).await?;
                let writer = Writer { site: &reader.site, wishes: &reader.wishes };
                let thing = writer.$read(wire.app.reader(), &name).await;
                Ok((file(thing)?, reader.parts.headers))
            };
            send(made.await)
        }
    )+ };
}

pages! {
    /// A programme.
    programme = programme;
    /// An offering.
    offering = offering;
    /// A learning space.
    learning_space = place;
    /// A city.
    city = city_page;
}

fn file(thing: domain::Result<Option<Value>>) -> Result<File, crate::http::reply::Refused> {
    let thing = thing.map_err(refused)?.ok_or_else(nothing)?;
    Ok(File {
        media_type: "application/ld+json",
        seconds: 60,
        has_languages: true,
        body: thing.to_string().into_bytes(),
    })
}
