//! Calendars to subscribe to.

use super::reply::{File, Reader};
use crate::{feed::ical::Calendars, http::Wire};

singles! { calendars, file:
    /// The offerings of a city.
    city = of_city;
    /// What takes place in a space.
    learning_space = of_space;
    /// The offerings of a programme.
    programme = of_programme;
}

fn calendars<'a>(wire: &Wire, reader: &'a Reader) -> Calendars<'a> {
    Calendars {
        site: &reader.site,
        wishes: &reader.wishes,
        now: wire.app.now(),
    }
}

fn file(calendar: &[u8]) -> File {
    File {
        media_type: "text/calendar; charset=utf-8",
        seconds: 900,
        has_languages: true,
        body: calendar.to_vec(),
    }
}
