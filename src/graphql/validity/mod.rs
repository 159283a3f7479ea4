//! Whether a document means something: section 5 of the September 2025
//! specification, every rule of it, and the values of variables.
//!
//! The library's own validation is not asked: it misses rules, and finds bad
//! values when their field runs (`docs/decisions/0009-validity.md`). graphql-js
//! is the judge of this one, in `tests/clients/validity.mjs`.

mod arguments;
mod directives;
mod fragments;
mod hints;
mod literals;
mod merging;
mod names;
mod report;
mod roots;
mod scalars;
mod selections;
mod uses;
mod variables;

use self::{report::Report, selections::Visitor};
pub(super) use self::{scalars::Scalar, uses::NeverNull, variables::check as check_variables};
use super::{fault::Fault, model::Model, syntax::Document};
use crate::limits::Limits;

/// Everything that is wrong with a document, else what its variables must not be.
pub(super) fn check(
    document: &Document,
    model: &Model,
    limits: &Limits,
) -> Result<NeverNull, Vec<Fault>> {
    let mut report = Report::default();
    names::check(document, &mut report);
    roots::check(document, model, &mut report);
    let mut visitor = Visitor::new(document, model, &mut report);
    let definitions = visitor.definitions();
    let has_end = fragments::check(document, &definitions, &mut report);
    let never_null = uses::check(document, &definitions, &mut report);
    if has_end {
        merging::check(document, (model, limits), &mut report);
    }
    report.end(never_null)
}

#[cfg(test)]
mod tests;
