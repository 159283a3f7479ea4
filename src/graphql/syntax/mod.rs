//! From the text of a request to a document with a place for each of its parts.
//!
//! The grammar is that of the September 2025 specification, for documents that
//! are executed. The library has a parser too, but it reads an older grammar,
//! keeps one of two fields with the same name, and does not say where a value
//! inside of another stands (`docs/decisions/0009-validity.md`).

mod document;
mod lower;
mod parser;
mod places;
mod texts;
mod tokens;
mod values;

pub(super) use self::{
    document::{
        Argument, Directive, Document, Field, Fragment, Inline, Is, Literal, Operation, Selection,
        Selections, Spread, Variable, Word,
    },
    lower::{lower, number, value},
    parser::parse,
    tokens::{measure, words},
};
use super::fault::{Code, Fault, Location};

/// Why a text is no document, and where that shows.
#[derive(Debug)]
pub(super) struct SyntaxError {
    pub(super) at: async_graphql::Pos,
    pub(super) message: String,
}

impl From<SyntaxError> for Fault {
    fn from(error: SyntaxError) -> Self {
        let message = format!("The document is not GraphQL: {}", error.message);
        Self::new(Code::BadUserInput, message).at(vec![Location::from(error.at)])
    }
}

#[cfg(test)]
mod tests;
