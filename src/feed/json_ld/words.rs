//! What all things have in common: names, languages, codes, days.

use entity::{Localized, code, values::Origin, values::Weekday};
use serde_json::Value;

use super::{Node, Writer};
use crate::{domain::locale, feed::made_up};

impl Writer<'_> {
    /// The best text for the reader.
    pub(super) fn say<'t>(&self, text: &'t Localized, default: &str) -> &'t str {
        locale::best(text, self.wishes, default).map_or("", |(_, text)| text)
    }

    /// The best text, if there is one.
    pub(super) fn maybe<'t>(&self, text: Option<&'t Localized>, default: &str) -> Option<&'t str> {
        text.map(|text| self.say(text, default))
    }

    /// A thing with its name, and its names in the other languages.
    pub(super) fn named(&self, node: Node, (name, default): (&Localized, &str)) -> Node {
        let said = self.say(name, default);
        let mut others: Vec<&str> = name.0.values().map(String::as_str).collect();
        others.retain(|other| *other != said);
        others.dedup();
        node.with("name", said).with("alternateName", others)
    }

    /// A code as a term of its list.
    pub(super) fn term(&self, code: &code::Model, default: &str) -> Value {
        Node::of("DefinedTerm")
            .with("name", self.say(&code.label, default))
            .with("termCode", code.code.as_str())
            .with("inDefinedTermSet", code.scheme.as_str())
            .with("url", code.uri.as_deref())
            .into()
    }
}

/// The thing, marked when it is made up.
pub(super) fn marked(node: Node, origin: Origin) -> Node {
    node.with("disambiguatingDescription", made_up::said(origin))
}

/// A day of the week.
pub(super) fn day(day: Weekday) -> &'static str {
    match day {
        Weekday::Mo => "https://schema.org/Monday",
        Weekday::Tu => "https://schema.org/Tuesday",
        Weekday::We => "https://schema.org/Wednesday",
        Weekday::Th => "https://schema.org/Thursday",
        Weekday::Fr => "https://schema.org/Friday",
        Weekday::Sa => "https://schema.org/Saturday",
        Weekday::Su => "https://schema.org/Sunday",
    }
}
