//! Errors of the domain as GraphQL answers them.

use async_graphql::{Error, ErrorExtensions};

use super::fault::{OUTCOME_UNKNOWN, UNAVAILABLE};
use crate::domain::{self, error::Denied};

impl From<domain::Error> for Error {
    fn from(error: domain::Error) -> Self {
        let is_unavailable = error.is_unavailable();
        let (code, message) = match error {
            domain::Error::Input(message) => ("BAD_USER_INPUT", message),
            domain::Error::Invalid(_) => ("BAD_USER_INPUT", "The input is not valid.".to_owned()),
            domain::Error::NotFound => (
                "NOT_FOUND",
                "There is no such thing, or it is not public.".to_owned(),
            ),
            domain::Error::Unauthenticated => ("UNAUTHENTICATED", "Send a token.".to_owned()),
            domain::Error::Forbidden(denied) => return forbidden(denied),
            domain::Error::CursorExpired => (
                "CURSOR_EXPIRED",
                "Changes after this cursor are no longer kept. Begin again without a cursor and \
                 with `compact: true`: that tells every record that is there."
                    .to_owned(),
            ),
            domain::Error::Database(source) if is_unavailable => {
                tracing::warn!(error = %source, "the database is not available");
                ("UNAVAILABLE", UNAVAILABLE.to_owned())
            }
            domain::Error::OutcomeUnknown(source) => {
                tracing::error!(error = %source, "nobody knows whether a change was kept");
                ("OUTCOME_UNKNOWN", OUTCOME_UNKNOWN.to_owned())
            }
            domain::Error::Database(source) => {
                tracing::error!(error = %source, "a statement failed");
                ("INTERNAL", "Something broke on our side.".to_owned())
            }
        };
        Self::new(message).extend_with(|_, extensions| extensions.set("code", code))
    }
}

/// Says which scope is missing to programs too, so that they can ask for it.
fn forbidden(denied: Denied) -> Error {
    Error::new(denied.sentence()).extend_with(|_, extensions| {
        extensions.set("code", "FORBIDDEN");
        if let Some(scope) = denied.missing_scope() {
            extensions.set("missingScope", scope.as_str());
        }
    })
}

/// What was looked for, or the error that says that there is none.
pub(super) fn found<T>(thing: domain::Result<Option<T>>) -> domain::Result<T> {
    thing.and_then(|thing| thing.ok_or(domain::Error::NotFound))
}
