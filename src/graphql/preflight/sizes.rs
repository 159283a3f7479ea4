//! How long the lists are that a request asks for, and those that it brings.

use std::convert::Infallible;

use async_graphql::{
    Name, Positioned, Value,
    parser::types::{Field, VariableDefinition},
};
use serde_json::{Map, Value as Json};

use crate::limits::Limits;

/// Items that are reckoned for a list whose length nobody knows beforehand.
pub(super) const SOME: u64 = 10;

/// Lists that have one or two items more often than ten: results of a question, which
/// lie four lists deep.
const SHORT: [&str; 2] = ["breakdowns", "distributions"];

/// Items that are reckoned for these.
const FEW: u64 = 2;

/// The list in which a mutation reports on each of the rows that it was given.
const ROWS: &str = "rows";

/// The variables of one operation: what the request gives, else their defaults.
pub(super) struct Given<'a> {
    pub(super) values: &'a Map<String, Json>,
    pub(super) definitions: &'a [Positioned<VariableDefinition>],
    /// Rows that a mutation reports on: the longest list that it is given.
    pub(super) rows: u64,
}

impl Given<'_> {
    /// Rows of a page: its `first` or `last`, else the default, never more than a page.
    pub(super) fn page(&self, field: &Field, limits: &Limits) -> u64 {
        self.asked(field)
            .unwrap_or(limits.default_page_size)
            .min(limits.page_size)
    }

    /// Items of a list that is no page: its `first`, or one for each of its `ids`,
    /// its `keys` or of the rows that were given.
    pub(super) fn list(&self, field: &Field, limits: &Limits) -> u64 {
        self.asked(field)
            .or_else(|| self.named(field))
            .or_else(|| (field.name.node == ROWS).then_some(self.rows))
            .unwrap_or_else(|| {
                if SHORT.contains(&field.name.node.as_str()) {
                    FEW
                } else {
                    SOME
                }
            })
            .min(limits.list_input)
    }

    fn asked(&self, field: &Field) -> Option<u64> {
        let first = self.number(field, "first");
        first.max(self.number(field, "last"))
    }

    fn number(&self, field: &Field, argument: &str) -> Option<u64> {
        let value = field.get_argument(argument)?.node.clone();
        match value.into_const_with(|name| self.value(&name)).ok()? {
            Value::Number(number) => number.as_u64().or(Some(0)),
            _ => None,
        }
    }

    fn named(&self, field: &Field) -> Option<u64> {
        let named = field
            .get_argument("ids")
            .or_else(|| field.get_argument("keys"));
        let value = named?.node.clone();
        match value.into_const_with(|name| self.value(&name)).ok()? {
            Value::List(ids) => Some(ids.len() as u64),
            _ => None,
        }
    }

    fn value(&self, name: &Name) -> Result<Value, Unknown> {
        if let Some(given) = self.values.get(name.as_str()) {
            return Value::from_json(given.clone()).map_err(|_| Unknown);
        }
        let definition = self
            .definitions
            .iter()
            .find(|definition| definition.node.name.node == *name);
        let default = definition.and_then(|definition| definition.node.default_value.as_ref());
        Ok(default.ok_or(Unknown)?.node.clone())
    }
}

/// A variable has no value.
struct Unknown;

/// The value of an argument without its variables, which are looked at by themselves.
#[expect(
    clippy::unnecessary_wraps,
    reason = "the library asks for a function that may fail"
)]
pub(super) fn no_variable(_: Name) -> Result<Value, Infallible> {
    Ok(Value::Null)
}

/// How large a value is that a request brings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct InputSize {
    /// Items in its longest list, at any depth.
    pub(super) longest: u64,
    /// Lists and objects inside each other.
    pub(super) deepest: u64,
    /// Whether a text has the character NUL, which PostgreSQL cannot keep.
    pub(super) has_nul: bool,
}

impl InputSize {
    /// The size of a literal.
    pub(super) fn of(value: &Value) -> Self {
        match value {
            Value::List(items) => Self::around(items.len(), items.iter().map(Self::of)),
            Value::Object(fields) => Self::around(0, fields.values().map(Self::of)),
            Value::String(text) => Self::of_text(text),
            _ => Self::default(),
        }
    }

    /// The size of a variable.
    pub(super) fn of_json(value: &Json) -> Self {
        match value {
            Json::Array(items) => Self::around(items.len(), items.iter().map(Self::of_json)),
            Json::Object(fields) => Self::around(0, fields.values().map(Self::of_json)),
            Json::String(text) => Self::of_text(text),
            _ => Self::default(),
        }
    }

    /// The larger of both, measure by measure.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            longest: self.longest.max(other.longest),
            deepest: self.deepest.max(other.deepest),
            has_nul: self.has_nul || other.has_nul,
        }
    }

    fn of_text(text: &str) -> Self {
        Self {
            has_nul: text.contains('\0'),
            ..Self::default()
        }
    }

    fn around(length: usize, parts: impl Iterator<Item = Self>) -> Self {
        let inside = parts.fold(Self::default(), Self::or);
        Self {
            longest: inside.longest.max(length as u64),
            deepest: inside.deepest + 1,
            has_nul: inside.has_nul,
        }
    }
}
