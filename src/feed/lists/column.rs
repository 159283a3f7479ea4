//! What a list says of each row.

use entity::{Localized, code};
use serde_json::{Value, json};
use uuid::Uuid;

use super::Scene;
use crate::{domain::locale::NETWORK_LOCALES, feed::spreadsheet::harmless};

/// Between the words of one cell.
const BETWEEN: &str = "|";

/// A column of a list of such rows.
pub struct Column<R> {
    pub(super) name: &'static str,
    is_text: bool,
    tell: fn(&R, &Scene) -> Value,
}

/// A column with one value.
pub(super) fn column<R>(name: &'static str, tell: fn(&R, &Scene) -> Value) -> Column<R> {
    Column {
        name,
        is_text: false,
        tell,
    }
}

/// A text in several languages: in a table a column each, with the languages of
/// the network, and one with all of them as JSON, so that no other is lost.
pub(super) fn text<R>(name: &'static str, tell: fn(&R, &Scene) -> Value) -> Column<R> {
    Column {
        name,
        is_text: true,
        tell,
    }
}

/// A text by its languages, if there is one.
pub(super) fn by_language(text: Option<&Localized>) -> Value {
    json!(text)
}

impl<R> Column<R> {
    pub(super) fn tell(&self, row: &R, scene: &Scene) -> Value {
        (self.tell)(row, scene)
    }

    /// The names of the columns of the table.
    pub(super) fn heads(&self) -> Vec<String> {
        let plain = self.name.to_owned();
        if !self.is_text {
            return vec![plain];
        }
        let languages = NETWORK_LOCALES.map(|locale| format!("{}.{locale}", self.name));
        languages.into_iter().chain([plain]).collect()
    }

    /// The cells of the table.
    pub(super) fn cells(&self, value: &Value) -> Vec<String> {
        let whole = cell(value);
        if !self.is_text {
            return vec![whole];
        }
        let languages = NETWORK_LOCALES.map(|locale| cell(&value[locale]));
        languages.into_iter().chain([whole]).collect()
    }
}

/// A value as a cell of a table. No text becomes a formula.
pub(super) fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(yes) => yes.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => harmless(text),
        Value::Array(items) if items.iter().all(Value::is_string) => {
            let words: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
            harmless(&words.join(BETWEEN))
        }
        Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}

impl Scene<'_> {
    /// The slug of a city.
    pub(super) fn city(&self, id: Uuid) -> Value {
        json!(self.around.cities.get(&id).map(|city| &city.slug))
    }

    /// The slug of an organisation.
    pub(super) fn organisation(&self, id: Option<Uuid>) -> Value {
        let found = id.and_then(|id| self.around.providers.get(&id));
        json!(found.map(|organisation| &organisation.slug))
    }

    /// The codes of a list that describe a record.
    pub(super) fn codes(&self, id: Uuid, scheme: &str) -> Value {
        let codes = self.around.codes_of(id, scheme);
        codes.map(|code: &code::Model| json!(code.code)).collect()
    }
}

/// An id as everyone writes it.
pub(super) fn id(id: Option<impl ToString>) -> Value {
    json!(id.map(|id| id.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        assert_eq!(cell(&json!("=1+1")), "'=1+1");
        assert_eq!(cell(&json!(["=1", "b"])), "'=1|b");
        assert_eq!(cell(&json!(-2.5)), "-2.5", "a number is a number");
        assert_eq!(cell(&json!([{ "a": 1 }])), r#"[{"a":1}]"#);
    }

    #[test]
    fn a_text_has_a_column_for_each_language_of_the_network() {
        let title = text::<()>("title", |(), _| Value::Null);
        assert_eq!(
            title.heads(),
            [
                "title.en",
                "title.ko",
                "title.zh-Hans",
                "title.zh-Hant",
                "title"
            ]
        );
        let told = json!({ "ko": "하남시", "de": "Hanam" });
        assert_eq!(
            title.cells(&told),
            ["", "하남시", "", "", r#"{"de":"Hanam","ko":"하남시"}"#]
        );
    }
}
