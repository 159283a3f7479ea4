//! Text that exists in several languages, and lists that live in one column.

use std::collections::BTreeMap;

use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

/// A text by locale (BCP 47), kept as one JSON object.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct Localized(pub BTreeMap<String, String>);

impl Localized {
    /// The text in exactly this locale.
    #[must_use]
    pub fn get(&self, locale: &str) -> Option<&str> {
        self.0.get(locale).map(String::as_str)
    }

    /// The locales that have a text, in alphabetical order.
    pub fn locales(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// All the texts, the one in `first` before the others.
    pub fn texts_from<'a>(&'a self, first: &'a str) -> impl Iterator<Item = &'a str> {
        let others = self.0.iter().filter(move |(locale, _)| *locale != first);
        self.get(first)
            .into_iter()
            .chain(others.map(|(_, text)| text.as_str()))
    }
}

impl<const N: usize> From<[(&str, &str); N]> for Localized {
    fn from(texts: [(&str, &str); N]) -> Self {
        Self(
            texts
                .map(|(locale, text)| (locale.to_owned(), text.to_owned()))
                .into(),
        )
    }
}

/// Several texts in order, each in several languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct LocalizedList(pub Vec<Localized>);

/// Plain words in order, such as keywords or locales.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct Words(pub Vec<String>);
