//! Calendars to subscribe to.

use axum::{
    extract::{Path, Request, State},
    response::Response,
};

use super::reply::{File, Reader, nothing, refused, send};
use crate::{domain, feed::ical::Calendars, http::Wire, http::reply::Refused};

/// Writes a handler: reads one calendar with a function of their writer.
macro_rules! calendars {
    ($($(#[$doc:meta])* $calendar:ident = $read:ident;)+) => { $(
        $(#[$doc])*
        pub(super) async fn $calendar(
            State(wire): State<Wire>,
            Path(name): Path<String>,
            request: Request,
        ) -> Response {
            let made = async {
                let reader = Reader::of(&wire, request).await?;
                let calendars = Calendars {
                    site: &reader.site,
                    wishes: &reader.wishes,
                    now: wire.app.now(),
                };
                let calendar = calendars.$read(wire.app.reader(), &name).await;
                Ok((file(calendar)?, reader.parts.headers))
            };
            send(made.await)
        }
    )+ };
}

calendars! {
    /// The offerings of a city.
    city = of_city;
    /// What takes place in a space.
    learning_space = of_space;
    /// The offerings of a programme.
    programme = of_programme;
}

fn file(calendar: domain::Result<Option<Vec<u8>>>) -> Result<File, Refused> {
    Ok(File {
        media_type: "text/calendar; charset=utf-8",
        seconds: 900,
        has_languages: true,
        body: calendar.map_err(refused)?.ok_or_else(nothing)?,
    })
}
