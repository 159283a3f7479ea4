//! The pages of single things, in JSON-LD.

use serde_json::Value;

use super::reply::{File, Reader};
use crate::{
    feed::{json::bytes, json_ld::Writer},
    http::Wire,
};

singles! { writer, file:
    /// A programme.
    programme = programme;
    /// An offering.
    offering = offering;
    /// A learning space.
    learning_space = place;
    /// A city.
    city = city_page;
}

fn writer<'a>(_: &Wire, reader: &'a Reader) -> Writer<'a> {
    Writer {
        site: &reader.site,
        wishes: &reader.wishes,
    }
}

fn file(thing: &Value) -> File {
    File {
        media_type: "application/ld+json",
        seconds: 60,
        has_languages: true,
        body: bytes(thing),
    }
}
