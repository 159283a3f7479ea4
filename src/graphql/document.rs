//! The documents that have been seen before.

use std::sync::Arc;

use async_graphql::{
    Positioned,
    parser::types::{DocumentOperations, ExecutableDocument, OperationDefinition},
};
use moka::sync::Cache;

use super::{
    fault::{Code, Fault},
    validity::NeverNull,
};
use crate::limits::Limits;

/// A parsed document takes about this many times the memory of its text.
const PARSED: u64 = 30;

/// A document that has passed every rule, with what its variables must not be.
#[derive(Debug)]
pub(super) struct Valid {
    pub(super) document: Arc<ExecutableDocument>,
    pub(super) never_null: NeverNull,
}

/// The valid documents by their text, as many as fit.
#[derive(Clone)]
pub(super) struct Documents(Cache<Arc<str>, Arc<Valid>>);

impl Documents {
    pub(super) fn new(limits: &Limits) -> Self {
        let weigh = |text: &Arc<str>, _: &Arc<Valid>| {
            u32::try_from((text.len() as u64).saturating_mul(PARSED)).unwrap_or(u32::MAX)
        };
        Self(
            Cache::builder()
                .weigher(weigh)
                .max_capacity(limits.document_bytes)
                .build(),
        )
    }

    pub(super) fn get(&self, text: &str) -> Option<Arc<Valid>> {
        self.0.get(text)
    }

    /// Keeps a document that has passed every rule.
    pub(super) fn keep(&self, text: &str, valid: &Arc<Valid>) {
        self.0.insert(text.into(), Arc::clone(valid));
    }
}

/// The operation that a request means, by the rules of the specification.
pub(super) fn choose<'a>(
    document: &'a ExecutableDocument,
    name: Option<&str>,
) -> Result<&'a Positioned<OperationDefinition>, Fault> {
    let unknown = |name: &str| {
        let message = format!("The document has no operation named \"{name}\".");
        Fault::new(Code::BadUserInput, message)
    };
    match (&document.operations, name) {
        (DocumentOperations::Single(operation), None) => Ok(operation),
        (DocumentOperations::Single(_), Some(name)) => Err(unknown(name)),
        (DocumentOperations::Multiple(operations), Some(name)) => {
            operations.get(name).ok_or_else(|| unknown(name))
        }
        (DocumentOperations::Multiple(operations), None) => {
            let mut operations = operations.values();
            match (operations.next(), operations.next()) {
                (Some(only), None) => Ok(only),
                _ => Err(Fault::new(
                    Code::BadUserInput,
                    "The document has several operations: say in operationName which one to run.",
                )),
            }
        }
    }
}

/// The name of an operation, for the log.
pub(super) fn name_of(document: &ExecutableDocument, asked: Option<&str>) -> Option<String> {
    match &document.operations {
        DocumentOperations::Single(_) => None,
        DocumentOperations::Multiple(operations) => match asked {
            Some(name) => Some(name.to_owned()),
            None => operations.keys().next().map(ToString::to_string),
        },
    }
}
