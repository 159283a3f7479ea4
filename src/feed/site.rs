//! Where things are found: the absolute addresses that feeds name.

use std::fmt::Display;

use entity::{OfferingId, ProgrammeId, SpaceId};

/// The address that others reach this server by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site(String);

impl Site {
    /// The site at this address, which has no slash at its end.
    #[must_use]
    pub fn at(public_url: &str) -> Self {
        Self(public_url.to_owned())
    }

    /// The address of a path, which begins with a slash.
    #[must_use]
    pub fn path(&self, path: impl Display) -> String {
        format!("{}{path}", self.0)
    }

    /// The host alone, for names that have to be unique in the world.
    #[must_use]
    pub fn host(&self) -> &str {
        let behind_scheme = self.0.split_once("://").map_or(&*self.0, |(_, rest)| rest);
        let end = behind_scheme.find(['/', ':', '?']);
        &behind_scheme[..end.unwrap_or(behind_scheme.len())]
    }

    /// The address of a programme.
    #[must_use]
    pub fn programme(&self, id: ProgrammeId) -> String {
        self.path(format_args!("/programmes/{id}"))
    }

    /// The address of an offering.
    #[must_use]
    pub fn offering(&self, id: OfferingId) -> String {
        self.path(format_args!("/offerings/{id}"))
    }

    /// The address of a learning space.
    #[must_use]
    pub fn learning_space(&self, id: SpaceId) -> String {
        self.path(format_args!("/learning-spaces/{id}"))
    }

    /// The address of a city.
    #[must_use]
    pub fn city(&self, slug: &str) -> String {
        self.path(format_args!("/cities/{slug}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_has_no_port_and_no_path() {
        for (url, host) in [
            ("https://learning.example", "learning.example"),
            ("http://127.0.0.1:8080", "127.0.0.1"),
            ("https://learning.example/api", "learning.example"),
        ] {
            assert_eq!(Site::at(url).host(), host);
        }
    }
}
