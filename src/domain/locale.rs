//! Languages: what a reader wishes, and which of the texts serves it.

use entity::Localized;
use unic_langid::{LanguageIdentifier, subtags::Script};

use super::error::{Error, Result};

/// The languages in which labels and messages of the network exist.
pub const NETWORK_LOCALES: [&str; 4] = ["en", "ko", "zh-Hans", "zh-Hant"];

/// A language tag (BCP 47) whose language exists.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Locale(LanguageIdentifier);

impl Locale {
    /// Reads a tag such as `ko`, `zh-Hant` or `pt-BR`.
    pub fn parse(tag: &str) -> Result<Self> {
        let unknown = || Error::input(format!("`{}` is no language tag (BCP 47).", shorten(tag)));
        // The library reads the spelling of POSIX, `en_US`, too.
        let identifier: Option<LanguageIdentifier> = tag.parse().ok();
        let identifier = identifier
            .filter(|_| !tag.contains('_'))
            .ok_or_else(unknown)?;
        let language = identifier.language.as_str();
        let exists = isolang::Language::from_639_1(language)
            .or_else(|| isolang::Language::from_639_3(language));
        exists.map(|_| Self(identifier)).ok_or_else(unknown)
    }

    /// The tag in its usual spelling.
    #[must_use]
    pub fn tag(&self) -> String {
        self.0.to_string()
    }

    /// Whether a text in `tag` serves a reader of this locale.
    ///
    /// A language serves its regions (`ko` serves `ko-KR`), and the region
    /// decides the Chinese script when no script is named (`zh-TW`).
    fn is_served_by(&self, tag: &str) -> bool {
        let Ok(offered) = tag.parse::<LanguageIdentifier>() else {
            return false;
        };
        self.0.language == offered.language && script(&self.0) == script(&offered)
    }
}

fn script(identifier: &LanguageIdentifier) -> Option<Script> {
    if identifier.script.is_some() || identifier.language.as_str() != "zh" {
        return identifier.script;
    }
    let traditional = matches!(
        identifier
            .region
            .map(|region| region.as_str().to_owned())
            .as_deref(),
        Some("TW" | "HK" | "MO")
    );
    let named = if traditional { "Hant" } else { "Hans" };
    named.parse().ok()
}

fn shorten(text: &str) -> String {
    text.chars().take(40).collect()
}

/// The languages that a reader wishes, the best first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wishes(Vec<Locale>);

impl Wishes {
    /// Wishes in this order.
    #[must_use]
    pub fn of(locales: Vec<Locale>) -> Self {
        Self(locales)
    }

    /// Reads an `Accept-Language` header (RFC 9110, 12.5.4).
    ///
    /// A browser sends it, not a person, so what cannot be read is passed over.
    #[must_use]
    pub fn from_header(header: &str) -> Self {
        let mut ranked: Vec<(u16, Locale)> =
            header.split(',').take(20).filter_map(weighted).collect();
        ranked.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
        Self(ranked.into_iter().map(|(_, locale)| locale).collect())
    }

    /// The wished locales, the best first.
    pub fn iter(&self) -> impl Iterator<Item = &Locale> {
        self.0.iter()
    }
}

fn weighted(item: &str) -> Option<(u16, Locale)> {
    let (tag, parameters) = item.split_once(';').unwrap_or((item, "q=1"));
    let quality: f32 = parameters.trim().strip_prefix("q=")?.parse().ok()?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a quality has three decimals and lies between 0 and 1"
    )]
    let weight = (quality.clamp(0.0, 1.0) * 1000.0).round() as u16;
    (weight > 0).then_some(())?;
    Locale::parse(tag.trim())
        .ok()
        .map(|locale| (weight, locale))
}

/// A text and the locale that it is in.
pub type Served<'a> = (&'a str, &'a str);

/// The best of the texts for a reader: a wished one, else the owner's default
/// locale, else English, else any.
#[must_use]
pub fn best<'a>(text: &'a Localized, wishes: &Wishes, default: &str) -> Option<Served<'a>> {
    let first_choice = wishes.iter().find_map(|wish| serving(text, wish));
    first_choice
        .or_else(|| exact(text, default))
        .or_else(|| exact(text, "en"))
        .or_else(|| text.locales().next().and_then(|any| exact(text, any)))
}

/// Whether the reader gets another language than the one wished most.
#[must_use]
pub fn is_fallback(text: &Localized, wishes: &Wishes, default: &str) -> bool {
    let Some(first) = wishes.iter().next() else {
        return false;
    };
    let served = best(text, wishes, default);
    served.is_some_and(|(tag, _)| !first.is_served_by(tag))
}

fn serving<'a>(text: &'a Localized, wish: &Locale) -> Option<Served<'a>> {
    exact(text, &wish.tag()).or_else(|| {
        let tag = text.locales().find(|tag| wish.is_served_by(tag))?;
        exact(text, tag)
    })
}

fn exact<'a>(text: &'a Localized, tag: &str) -> Option<Served<'a>> {
    text.0
        .get_key_value(tag)
        .map(|(locale, text)| (locale.as_str(), text.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn served(text: &Localized, header: &str, default: &str) -> Option<String> {
        best(text, &Wishes::from_header(header), default).map(|(locale, _)| locale.to_owned())
    }

    #[test]
    fn a_language_serves_its_regions() {
        let name = Localized::from([("en", "Hanam"), ("ko", "하남시")]);
        assert_eq!(served(&name, "ko-KR", "en").as_deref(), Some("ko"));
    }

    #[test]
    fn another_language_than_the_first_wish_is_a_fallback() {
        let name = Localized::from([("en", "Hanam"), ("ko", "하남시")]);
        let is_fallback = |header| is_fallback(&name, &Wishes::from_header(header), "en");
        assert!(!is_fallback("ko-KR"));
        assert!(!is_fallback(""));
        assert!(is_fallback("zh-Hant, ko"));
    }

    #[test]
    fn taipei_reads_traditional_characters() {
        let name = Localized::from([("zh-Hans", "武汉"), ("zh-Hant", "武漢")]);
        assert_eq!(served(&name, "zh-TW", "en").as_deref(), Some("zh-Hant"));
        assert_eq!(served(&name, "zh-CN", "en").as_deref(), Some("zh-Hans"));
        assert_eq!(served(&name, "zh", "en").as_deref(), Some("zh-Hans"));
    }

    #[test]
    fn the_chain_ends_with_any_text() {
        let name = Localized::from([("de", "Bonn")]);
        assert_eq!(served(&name, "sw, ko;q=0.5", "ko").as_deref(), Some("de"));
    }

    #[test]
    fn a_better_quality_is_served_first() {
        let name = Localized::from([("en", "Hanam"), ("ko", "하남시")]);
        assert_eq!(
            served(&name, "en;q=0.3, ko;q=0.9", "en").as_deref(),
            Some("ko")
        );
        assert_eq!(served(&name, "ko;q=0, fr", "en").as_deref(), Some("en"));
    }

    #[test]
    fn a_language_that_does_not_exist_is_refused() {
        for tag in ["qq", "xx-KR", "", "korean!", "*", "en_US"] {
            assert!(Locale::parse(tag).is_err(), "{tag}");
        }
    }
}
