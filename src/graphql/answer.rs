//! What a client gets, and what the log says about it.

use std::time::Duration;

use async_graphql::Value;
use sea_orm::Statement;
use serde::{Deserialize, Serialize};

use super::{call::Kind, fault::Fault};

/// A request that was refused before anything ran.
#[derive(Clone, Debug, Serialize)]
pub struct Refusal {
    errors: Vec<Fault>,
    #[serde(skip)]
    kind: Option<Kind>,
}

impl Refusal {
    /// Refuses for these reasons.
    #[must_use]
    pub fn new(errors: Vec<Fault>) -> Self {
        Self { errors, kind: None }
    }

    /// The same refusal of an operation of this kind.
    #[must_use]
    pub(super) fn of(self, kind: Option<Kind>) -> Self {
        Self { kind, ..self }
    }

    /// What the operation would have done, if the request got that far.
    #[must_use]
    pub fn kind(&self) -> Option<Kind> {
        self.kind
    }

    /// Why.
    #[must_use]
    pub fn errors(&self) -> &[Fault] {
        &self.errors
    }
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        Self::new(vec![fault])
    }
}

/// What came of an operation that ran.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Answer {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) errors: Vec<Fault>,
    /// `None` when it did not come to an end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) data: Option<Value>,
    #[serde(skip)]
    pub(super) facts: Facts,
}

/// What it took to answer.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The fields that the answer could have held.
    pub cost: u64,
    /// The SQL statements that were sent.
    pub statements: u64,
    /// The time from start to end.
    pub duration: Duration,
    /// Whether this is the first answer to a request that was sent again.
    pub is_replayed: bool,
    /// The statements themselves, if that was asked for.
    pub recorded: Vec<Statement>,
}

impl Answer {
    /// The first answer to a request that was sent again.
    pub(super) fn again(first: &str) -> Self {
        let mut answer: Self = serde_json::from_str(first).unwrap_or_default();
        answer.facts.is_replayed = true;
        answer
    }

    /// What went wrong on the way.
    #[must_use]
    pub fn errors(&self) -> &[Fault] {
        &self.errors
    }

    /// Whether there is a `data`, be it null.
    #[must_use]
    pub fn has_data(&self) -> bool {
        self.data.is_some()
    }

    /// Whether nothing came of it: the errors say why.
    #[must_use]
    pub(super) fn is_null(&self) -> bool {
        matches!(self.data, None | Some(Value::Null))
    }

    /// The answer to a mutation, or only why it cannot be read as it was asked.
    ///
    /// Whoever mends the request, or waits for the database, sends all of it again: it
    /// must not have been done by then.
    pub(super) fn whole_or_none(self) -> Self {
        let must_be_sent_again =
            |fault: &Fault| fault.is_of_the_database() || fault.is_about_the_answer();
        if !self.errors.iter().any(must_be_sent_again) {
            return self;
        }
        Self {
            errors: self.errors.into_iter().filter(must_be_sent_again).collect(),
            data: Some(Value::Null),
            ..self
        }
    }

    /// What it took.
    #[must_use]
    pub fn facts(&self) -> &Facts {
        &self.facts
    }
}
