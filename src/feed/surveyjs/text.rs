//! Texts in several languages.
//!
//! `SurveyJS` keeps English, its own language, under `default`, and serves it where a
//! language is missing. So `default` holds the English text if there is one, and
//! every text stands under its own language as well.

use entity::Localized;
use serde_json::{Map, Value};

use crate::domain::{
    locale::Locale,
    patch::Texts,
    problem::{Complaint, Problems},
};

/// Our tag and theirs, where they differ by more than case.
const TAGS: [(&str, &str); 2] = [("zh-Hans", "zh-cn"), ("zh-Hant", "zh-tw")];

const DEFAULT: &str = "default";

/// A language as `SurveyJS` calls it.
pub(super) fn theirs(tag: &str) -> String {
    let named = TAGS.iter().find(|(ours, _)| *ours == tag);
    named.map_or_else(|| tag.to_lowercase(), |(_, theirs)| (*theirs).to_owned())
}

/// A language as we call it.
pub(super) fn ours(tag: &str) -> String {
    let named = TAGS.iter().find(|(_, theirs)| *theirs == tag);
    match named {
        Some((ours, _)) => (*ours).to_owned(),
        None => Locale::parse(tag).map_or_else(|_| tag.to_owned(), |locale| locale.tag()),
    }
}

/// A text as `SurveyJS` has it.
pub(super) fn write(text: &Localized, default_locale: &str) -> Value {
    let first = text.get("en").or_else(|| text.get(default_locale));
    let any = text.0.values().next().map(String::as_str);
    let mut map = Map::new();
    map.insert(DEFAULT.to_owned(), first.or(any).unwrap_or_default().into());
    for (tag, words) in &text.0 {
        map.insert(theirs(tag), words.as_str().into());
    }
    Value::Object(map)
}

/// Reads a text; what has no language is in the form's own.
pub(super) fn read(value: &Value, locale: &str, at: &str, problems: &mut Problems) -> Texts {
    let text = |tag: &str, words: &str| (tag.to_owned(), Some(words.to_owned()));
    let map = match value {
        Value::String(words) => return Texts(vec![text(locale, words)]),
        Value::Object(map) => map,
        _ => {
            problems.add(at, Complaint::cannot_be_read("no text"));
            return Texts::default();
        }
    };
    let mut texts = Vec::new();
    for (tag, words) in map.iter().filter(|(tag, _)| *tag != DEFAULT) {
        match words.as_str() {
            Some(words) => texts.push(text(&ours(tag), words)),
            None => problems.add(&format!("{at}.{tag}"), Complaint::cannot_be_read("no text")),
        }
    }
    let Some(words) = map.get(DEFAULT).and_then(Value::as_str) else {
        return Texts(texts);
    };
    let own = texts.iter().find(|(tag, _)| tag == locale).cloned();
    let has_english = texts.iter().any(|(tag, _)| tag == "en");
    match own {
        None => texts.push(text(locale, words)),
        Some((_, own)) if !has_english && own.as_deref() != Some(words) => {
            texts.push(text("en", words));
        }
        Some(_) => {}
    }
    Texts(texts)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn again(text: &Localized) -> Localized {
        let mut problems = Problems::default();
        let texts = read(&write(text, "ko"), "ko", "title", &mut problems);
        let text = texts.anew("title", &mut problems);
        assert!(problems.is_empty());
        text
    }

    #[test]
    fn every_language_comes_back() {
        for text in [
            Localized::from([("ko", "배움")]),
            Localized::from([("ko", "배움"), ("en", "Learning")]),
            Localized::from([("ko", "KALLC"), ("en", "KALLC"), ("pt-BR", "KALLC")]),
            Localized::from([("ko", "배움"), ("zh-Hans", "学习"), ("zh-Hant", "學習")]),
        ] {
            assert_eq!(again(&text), text);
        }
    }

    #[test]
    fn what_others_write_without_a_language_is_in_the_forms_own() {
        let mut problems = Problems::default();
        let mut said = |value: Value| read(&value, "ko", "title", &mut problems).0;

        assert_eq!(
            said(json!("배움")),
            [("ko".to_owned(), Some("배움".to_owned()))]
        );
        let both = said(json!({ "default": "Learning", "ko": "배움" }));
        assert!(both.contains(&("en".to_owned(), Some("Learning".to_owned()))));
        assert_eq!(said(json!({ "default": "배움", "en": "x" })).len(), 2);
    }
}
