//! Operations, fragments and variables can be told apart by their names.

use super::report::{Report, namesakes};
use crate::graphql::syntax::{Document, Operation};

pub(super) fn check(document: &Document, report: &mut Report) {
    operations(&document.operations, report);
    for same in namesakes(&document.fragments, |fragment| fragment.name.text) {
        let message = format!("Several fragments are named `{}`.", same[0].name.text);
        report.add(same.iter().map(|fragment| fragment.name.at), message);
    }
    for operation in &document.operations {
        for same in namesakes(&operation.variables, |variable| variable.name.text) {
            let message = format!("Several variables are named `${}`.", same[0].name.text);
            report.add(same.iter().map(|variable| variable.name.at), message);
        }
    }
}

fn operations(operations: &[Operation], report: &mut Report) {
    for same in namesakes(operations, name) {
        if same[0].name.is_some() {
            let message = format!("Several operations are named `{}`.", name(same[0]));
            let places = same.iter().filter_map(|operation| operation.name);
            report.add(places.map(|name| name.at), message);
        }
    }
    let nameless = operations
        .iter()
        .filter(|operation| operation.name.is_none());
    for nameless in nameless.filter(|_| operations.len() > 1) {
        let message = "An operation without a name has to be the only one.";
        report.add([nameless.at], message.to_owned());
    }
}

/// The name of an operation; no name is empty.
fn name<'a>(operation: &'a Operation) -> &'a str {
    operation.name.map_or("", |name| name.text)
}
