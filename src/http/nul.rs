//! Addresses with the character NUL, which names nothing and which PostgreSQL refuses.

use axum::{
    extract::Request,
    http::{StatusCode, Uri},
    middleware::Next,
    response::Response,
};

use super::{accept::Form, reply::Refused};
use crate::graphql::{Code, Fault};

/// Lets no such address through to a route: in a path it names nothing, in a parameter
/// it is a mistake.
pub(super) async fn refuse(request: Request, next: Next) -> Response {
    match of(request.uri()) {
        Some(Part::Path) => {
            let fault = Fault::new(Code::NotFound, "There is no such thing.");
            Refused::new(StatusCode::NOT_FOUND, fault).into_response(Form::Json)
        }
        Some(Part::Query) => {
            let fault = Fault::new(
                Code::BadUserInput,
                "The address contains the character NUL.",
            );
            Refused::new(StatusCode::BAD_REQUEST, fault).into_response(Form::Json)
        }
        None => next.run(request).await,
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Part {
    Path,
    Query,
}

/// An address is ASCII, and this is the only way in which it can spell that character.
fn of(uri: &Uri) -> Option<Part> {
    let has_nul = |text: &str| text.contains("%00");
    if has_nul(uri.path()) {
        return Some(Part::Path);
    }
    uri.query().is_some_and(has_nul).then_some(Part::Query)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_character_is_found_in_either_part_and_nothing_else_is() {
        for (address, part) in [
            ("/cities/%00", Some(Part::Path)),
            ("/cities/a%00b?after=%00", Some(Part::Path)),
            ("/lists/cities.csv?after=%00", Some(Part::Query)),
            ("/cities/%2500", None),
            ("/cities/%0000", Some(Part::Path)),
            ("/cities/00?after=100%2500", None),
        ] {
            assert_eq!(of(&address.parse().unwrap()), part, "{address}");
        }
    }
}
