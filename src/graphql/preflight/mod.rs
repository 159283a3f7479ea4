//! What a request is held to before the library sees it.
//!
//! In this order: the size of the text, the parse, the sizes of what it asks
//! for. Each step is bounded by the one before, so that a request costs what
//! its bytes cost until it is known to be harmless.

mod index;
mod measure;
mod sizes;
mod tokens;
mod variables;
mod walk;

use std::collections::BTreeSet;

use async_graphql::{Name, parser::types::ExecutableDocument};
use serde_json::{Map, Value as Json};

pub(super) use self::{index::Index, variables::check as check_variables};
use self::{measure::Measure, sizes::InputSize, walk::Walk};
use super::fault::{Code, Fault};
use crate::limits::Limits;

/// Holds the text to its limits.
pub(super) fn check_text(text: &str, limits: &Limits) -> Result<(), Vec<Fault>> {
    let size = tokens::measure(text);
    let mut faults = Vec::new();
    if size.tokens > limits.tokens {
        faults.push(Fault::beyond(
            "tokens",
            "tokens",
            size.tokens,
            limits.tokens,
        ));
    }
    if size.nesting > limits.nesting {
        let what = "brackets inside each other";
        faults.push(Fault::beyond("nesting", what, size.nesting, limits.nesting));
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults)
    }
}

/// What a document within its limits costs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Checked {
    /// Fields that the answer of the chosen operation could hold.
    pub(super) cost: u64,
    /// Selections that were looked at to know it.
    pub(super) visits: u64,
}

/// Holds a parsed document and its variables to their limits.
///
/// Every operation is measured, because the library validates every one; the
/// cost is that of the operation which is going to run.
pub(super) fn check_document(
    document: &ExecutableDocument,
    operation_name: Option<&str>,
    variables: &Map<String, Json>,
    index: &Index,
    limits: &Limits,
) -> Result<Checked, Vec<Fault>> {
    let operations = document.operations.iter().len() as u64;
    if operations > limits.operations {
        let fault = Fault::beyond("operations", "operations", operations, limits.operations);
        return Err(vec![fault]);
    }
    let mut walk = Walk::new(document, index, limits, variables);
    let mut total = Measure::default();
    let mut cost = 0;
    for (name, operation) in document.operations.iter() {
        let measure = walk
            .operation(&operation.node)
            .map_err(|fault| vec![fault])?;
        total = Measure {
            root_fields: total.root_fields.max(measure.root_fields),
            fields: total.fields.max(measure.fields),
            ..total.beside(measure)
        };
        if name.map(Name::as_str) == operation_name || operations == 1 {
            cost = measure.fields;
        }
    }
    let leftovers = walk.leftovers().map_err(|fault| vec![fault])?;
    let mut faults = total.beside(leftovers).faults(limits);
    faults.extend(input_faults(walk.input, variables, limits));
    if faults.is_empty() {
        faults.extend(unknown(&walk.overlooked));
    }
    if faults.is_empty() {
        Ok(Checked {
            cost,
            visits: walk.visits,
        })
    } else {
        Err(faults)
    }
}

/// What is wrong with the arguments and the variables, whatever their types.
///
/// Deep values are refused because whoever reads them does so by recursion: the
/// library, the filters, the builder of SQL.
fn input_faults(
    literals: InputSize,
    variables: &Map<String, Json>,
    limits: &Limits,
) -> impl Iterator<Item = Fault> {
    let found = variables
        .values()
        .map(InputSize::of_json)
        .fold(literals, InputSize::or);
    let long = (
        "list_input",
        "items in one list",
        found.longest,
        limits.list_input,
    );
    let deep = (
        "input_depth",
        "lists and objects inside each other in one value",
        found.deepest,
        limits.input_depth,
    );
    let nul = || Fault::new(Code::BadUserInput, "A text contains the character NUL.");
    let too_large = [long, deep]
        .into_iter()
        .filter(|(_, _, found, allowed)| found > allowed)
        .map(|(limit, what, found, allowed)| Fault::beyond(limit, what, found, allowed));
    too_large.chain(found.has_nul.then(nul))
}

/// One error for all of them: fifty unknown directives are one mistake.
fn unknown(overlooked: &BTreeSet<String>) -> Option<Fault> {
    let names: Vec<&str> = overlooked.iter().map(String::as_str).collect();
    let message = format!("The schema does not know {}.", names.join(", "));
    (!names.is_empty()).then(|| Fault::new(Code::BadUserInput, message))
}

/// The document could not be parsed.
pub(super) fn syntax(error: &async_graphql::parser::Error) -> Fault {
    let locations = error.positions().map(super::masking::location).collect();
    Fault::new(
        Code::BadUserInput,
        format!("The document is not GraphQL: {error}"),
    )
    .at(locations)
}

#[cfg(test)]
mod tests;
