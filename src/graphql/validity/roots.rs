//! What stands at the root of an operation.

use std::collections::HashSet;

use async_graphql::parser::types::OperationType;

use super::report::Report;
use crate::graphql::{
    model::Model,
    syntax::{Directive, Document, Field, Operation, Selection, Selections},
};

pub(super) fn check(document: &Document, model: &Model, report: &mut Report) {
    for operation in &document.operations {
        if model.root(operation.kind).is_none() {
            let message = format!("The schema has no {}s.", operation.kind);
            report.add([operation.at], message);
        } else if operation.kind == OperationType::Subscription {
            subscription(document, operation, report);
        }
    }
}

/// A subscription asks for one thing, and always for the same.
fn subscription(document: &Document, operation: &Operation, report: &mut Report) {
    let mut root = Root::new(document);
    root.gather(&operation.selections);
    let message = |what: &str| format!("A subscription has {what} at its root.");
    if !root.conditions.is_empty() {
        let conditions = root.conditions.iter().map(|directive| directive.at);
        return report.add(conditions, message("its field without @skip or @include"));
    }
    let Some(first) = root.fields.first() else {
        return report.add([operation.selections.at], message("one field"));
    };
    let more = |field: &&&Field| field.key() != first.key();
    let more: Vec<_> = root
        .fields
        .iter()
        .filter(more)
        .map(|field| field.at)
        .collect();
    if !more.is_empty() {
        report.add(more, message("one field only"));
    }
    for field in &root.fields {
        if field.name.text.starts_with("__") {
            report.add([field.at], message("nothing of the schema itself"));
        }
    }
}

/// The fields at the root, those of fragments included.
struct Root<'d> {
    document: &'d Document<'d>,
    fields: Vec<&'d Field<'d>>,
    conditions: Vec<&'d Directive<'d>>,
    seen: HashSet<&'d str>,
}

impl<'d> Root<'d> {
    fn new(document: &'d Document<'d>) -> Self {
        Self {
            document,
            fields: Vec::new(),
            conditions: Vec::new(),
            seen: HashSet::new(),
        }
    }

    fn gather(&mut self, selections: &'d Selections<'d>) {
        for selection in &selections.items {
            self.note(selection.directives());
            match selection {
                Selection::Field(field) => self.fields.push(field),
                Selection::Inline(inline) => self.gather(&inline.selections),
                Selection::Spread(spread) => {
                    let fragment = self.document.fragment(spread.name.text);
                    if let Some(fragment) = fragment.filter(|_| self.seen.insert(spread.name.text))
                    {
                        self.gather(&fragment.selections);
                    }
                }
            }
        }
    }

    fn note(&mut self, directives: &'d [Directive<'d>]) {
        let is_condition =
            |directive: &&Directive| ["skip", "include"].contains(&directive.name.text);
        self.conditions
            .extend(directives.iter().filter(is_condition));
    }
}
