//! Why a feed could not be read to its end.

use std::{fmt, io};

use crate::domain::Error;

/// The error of the domain that ends a stream of bytes.
#[derive(Debug)]
pub struct Unread(pub Error);

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Error::Database(error) | Error::OutcomeUnknown(error) => error.fmt(f),
            _ => f.write_str("it cannot be read"),
        }
    }
}

impl std::error::Error for Unread {}

impl From<Unread> for io::Error {
    fn from(unread: Unread) -> Self {
        tracing::warn!(error = %unread, "a file broke off");
        Self::other(unread)
    }
}
