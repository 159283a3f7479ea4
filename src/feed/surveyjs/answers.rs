//! What a question can be answered with, as conditions of the form say it.

use serde_json::Value;

/// The answers of one question.
#[derive(Default)]
pub(super) struct Answers {
    /// Values of the form, each with its code.
    codes: Vec<(String, String)>,
}

impl Answers {
    /// A value of the form stands for this code.
    pub(super) fn add(&mut self, value: &str, code: &str) {
        self.codes.push((value.to_owned(), code.to_owned()));
    }

    /// The code of a value; a value that nobody can give stands for itself.
    pub(super) fn code(&self, value: &str) -> String {
        let known = self.codes.iter().find(|(known, _)| known == value);
        let known = known.or_else(|| {
            let mut codes = self.codes.iter();
            codes.find(|(known, _)| known.eq_ignore_ascii_case(value))
        });
        known.map_or_else(|| value.to_owned(), |(_, code)| code.clone())
    }

    /// Every code, once.
    pub(super) fn all(&self) -> Vec<String> {
        let mut codes: Vec<String> = Vec::new();
        for (_, code) in &self.codes {
            if !codes.contains(code) {
                codes.push(code.clone());
            }
        }
        codes
    }
}

/// A value as conditions write it.
pub(super) fn value(value: &Value) -> Option<String> {
    match value {
        Value::String(value) => Some(value.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}
