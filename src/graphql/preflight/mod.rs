//! What a request is held to before anybody asks what it means.
//!
//! In this order: the size of the text, the parse, the sizes of what it asks
//! for; the rules of the specification come after. Each step is bounded by the
//! one before, so that a request costs what its bytes cost until it is known to
//! be harmless.

mod measure;
mod sizes;
mod walk;

use async_graphql::{Name, parser::types::ExecutableDocument};
use serde_json::{Map, Value as Json};

use self::{measure::Measure, sizes::InputSize, walk::Walk};
use super::{
    fault::{Code, Fault},
    model::Model,
    syntax,
};
use crate::limits::Limits;

/// Holds the text to its limits.
pub(super) fn check_text(text: &str, limits: &Limits) -> Result<(), Vec<Fault>> {
    let size = syntax::measure(text);
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
/// Every operation is measured, because every one is held to the rules; the
/// cost is that of the operation which is going to run.
pub(super) fn check_document(
    document: &ExecutableDocument,
    (operation_name, variables): (Option<&str>, &Map<String, Json>),
    model: &Model,
    limits: &Limits,
) -> Result<Checked, Vec<Fault>> {
    let operations = document.operations.iter().len() as u64;
    if operations > limits.operations {
        let fault = Fault::beyond("operations", "operations", operations, limits.operations);
        return Err(vec![fault]);
    }
    let mut walk = Walk::new(document, model, limits, variables);
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

#[cfg(test)]
mod tests;
