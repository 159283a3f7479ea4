//! Slugs, names, languages and web addresses.

use entity::Localized;

use super::Record;
use crate::domain::{locale::Locale, web_address::is_web_address};

/// The longest slug.
const LONGEST_SLUG: usize = 80;

impl Record<'_, '_> {
    /// Small letters and digits, joined by single hyphens.
    pub(super) fn slug(&mut self, slug: &str) {
        let sentence = "a slug has small letters and digits, joined by single hyphens";
        self.expect(is_slug(slug), sentence);
        let short = slug.len() <= LONGEST_SLUG;
        self.expect(short, format!("a slug has at most {LONGEST_SLUG} letters"));
    }

    /// The slug of a city begins with its country, such as `kr-hanam`.
    pub(super) fn city_slug(&mut self, slug: &str, country: &str) {
        self.slug(slug);
        let prefix = format!("{}-", country.to_lowercase());
        let sentence = format!("the slug of a city of {country} begins with \"{prefix}\"");
        self.expect(slug.starts_with(&prefix), sentence);
    }

    pub(super) fn locale(&mut self, tag: &str) {
        // Texts are found by the usual spelling of their locale, and by no other.
        let usual = Locale::parse(tag).is_ok_and(|locale| locale.tag() == tag);
        self.expect(usual, format!("\"{tag}\" is no locale (BCP 47)"));
    }

    /// A name has a text in the record's own language.
    pub(super) fn name(&mut self, field: &str, name: &Localized, default_locale: &str) {
        self.locale(default_locale);
        self.texts(field, Some(name));
        let own = name.get(default_locale).is_some();
        let sentence = format!("{field} has no text in the default locale {default_locale}");
        self.expect(own, sentence);
    }

    /// Each text is in a language and says something.
    pub(super) fn texts(&mut self, field: &str, texts: Option<&Localized>) {
        let Some(texts) = texts else { return };
        self.expect(!texts.0.is_empty(), format!("{field} has no text"));
        for (locale, text) in &texts.0 {
            self.locale(locale);
            let speaks = !text.trim().is_empty();
            self.expect(speaks, format!("{field} is empty in {locale}"));
        }
    }

    pub(super) fn web_address(&mut self, url: Option<&str>) {
        let Some(url) = url else { return };
        let is_address = is_web_address(url);
        self.expect(is_address, format!("\"{url}\" is no web address"));
    }
}

fn is_slug(slug: &str) -> bool {
    let part = |part: &str| {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        !part.is_empty() && part.bytes().all(plain)
    };
    slug.split('-').all(part)
}
