//! What a scalar takes: GraphQL's own by the specification, ours by the very
//! functions with which the schema reads them.

use async_graphql::{InputValueError, ScalarType, Value};
use serde_json::Value as Json;

use crate::graphql::{
    scalar::{Date, LocalTime, Locale, PartialDate, instant},
    syntax::{Is, Literal, number, value},
};

/// Why a value is not taken: a sentence, with a blank before it.
type Read = fn(Value) -> Option<String>;

/// How a scalar is read.
#[derive(Clone, Copy, Debug)]
pub(in crate::graphql) enum Scalar {
    Int,
    Float,
    Text,
    Boolean,
    Id,
    /// Whatever JSON can say.
    Any,
    Ours(Read),
    /// One that nobody has told us of: it is taken as it comes.
    Stranger,
}

impl Scalar {
    /// The scalar of this name.
    pub(in crate::graphql) fn named(name: &str) -> Self {
        match name {
            "Int" => Self::Int,
            "Float" => Self::Float,
            "String" => Self::Text,
            "Boolean" => Self::Boolean,
            "ID" => Self::Id,
            "JSON" => Self::Any,
            "Date" => Self::Ours(read::<Date>),
            "DateTime" => Self::Ours(read_moment),
            "LocalTime" => Self::Ours(read::<LocalTime>),
            "Locale" => Self::Ours(read::<Locale>),
            "PartialDate" => Self::Ours(read::<PartialDate>),
            _ => Self::Stranger,
        }
    }

    #[cfg(test)]
    pub(in crate::graphql) fn is_strange(self) -> bool {
        matches!(self, Self::Stranger)
    }

    /// Why a value of the document is not taken.
    pub(super) fn problem(self, literal: &Literal) -> Option<String> {
        let is_right = match (self, &literal.is) {
            (Self::Int, Is::Int(digits)) => digits.parse::<i32>().is_ok(),
            (Self::Float, Is::Int(digits) | Is::Float(digits)) => number(digits).is_some(),
            (Self::Text | Self::Id, Is::Text(_)) | (Self::Boolean, Is::Boolean(_)) => true,
            (Self::Id, Is::Int(digits)) => number(digits).is_some_and(|number| number.is_i64()),
            (Self::Any | Self::Stranger, _) => has_finite_numbers(literal),
            (Self::Ours(read), _) => return read(value(literal).into_const().unwrap_or_default()),
            _ => false,
        };
        (!is_right).then(String::new)
    }

    /// Why a value of a variable is not taken.
    pub(super) fn problem_of_json(self, value: &Json) -> Option<String> {
        let is_right = match (self, value) {
            (Self::Int, Json::Number(number)) => number
                .as_i64()
                .is_some_and(|number| i32::try_from(number).is_ok()),
            (Self::Float, Json::Number(_))
            | (Self::Text | Self::Id, Json::String(_))
            | (Self::Boolean, Json::Bool(_))
            | (Self::Any | Self::Stranger, _) => true,
            (Self::Id, Json::Number(number)) => number.is_i64(),
            (Self::Ours(read), _) => {
                return read(Value::from_json(value.clone()).unwrap_or_default());
            }
            _ => false,
        };
        (!is_right).then(String::new)
    }
}

/// A number that no computer knows is one that cannot be kept.
fn has_finite_numbers(literal: &Literal) -> bool {
    match &literal.is {
        Is::Int(digits) | Is::Float(digits) => number(digits).is_some(),
        Is::List(items) => items.iter().all(has_finite_numbers),
        Is::Object(fields) => fields.iter().all(|field| has_finite_numbers(&field.value)),
        _ => true,
    }
}

/// Reads a scalar as the schema does, and keeps what it says against it.
fn read<T: ScalarType + async_graphql::InputType>(value: Value) -> Option<String> {
    <T as ScalarType>::parse(value).err().map(problem)
}

fn read_moment(value: Value) -> Option<String> {
    let Value::String(text) = value else {
        return Some(String::new());
    };
    let sentence = " A moment is written as RFC 3339 has it, with an offset, from 1900 to \
                    2199: `2026-03-02T09:00:00+09:00`.";
    instant(&text).is_none().then(|| sentence.to_owned())
}

/// What the scalar says, without the library's words around it.
fn problem<T: async_graphql::InputType>(error: InputValueError<T>) -> String {
    let message = error
        .into_server_error(async_graphql::Pos::default())
        .message;
    let sentence = message.strip_prefix("Failed to parse ");
    let sentence = sentence.and_then(|rest| rest.split_once(": "));
    sentence.map_or_else(String::new, |(_, sentence)| format!(" {sentence}"))
}
