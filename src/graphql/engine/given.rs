//! The variables of an operation as the specification coerces them.

use async_graphql::{
    Name, Variables,
    parser::types::{ExecutableDocument, Selection, SelectionSet},
};
use async_graphql_value::Value;
use serde_json::{Map, Value as Json};

use crate::graphql::document::choose;

/// What is given, with the defaults of what is not.
///
/// An argument whose variable has no value at all is left out: the library would
/// take it for null, where the argument has a default of its own. It does not
/// look at the defaults of variables in `@skip` and `@include` either.
pub(super) fn complete(
    document: &mut ExecutableDocument,
    (asked, given): (Option<&str>, Map<String, Json>),
) -> Variables {
    let mut variables = Variables::from_json(Json::Object(given));
    let mut absent = Vec::new();
    if let Ok(operation) = choose(document, asked) {
        for definition in &operation.node.variable_definitions {
            let name = &definition.node.name.node;
            if variables.contains_key(name) {
                continue;
            }
            match &definition.node.default_value {
                Some(default) => _ = variables.insert(name.clone(), default.node.clone()),
                None => absent.push(name.clone()),
            }
        }
    }
    if !absent.is_empty() {
        leave_out(document, &absent);
    }
    variables
}

fn leave_out(document: &mut ExecutableDocument, absent: &[Name]) {
    use async_graphql::parser::types::DocumentOperations::{Multiple, Single};
    match &mut document.operations {
        Single(operation) => in_set(&mut operation.node.selection_set.node, absent),
        Multiple(operations) => {
            for operation in operations.values_mut() {
                in_set(&mut operation.node.selection_set.node, absent);
            }
        }
    }
    for fragment in document.fragments.values_mut() {
        in_set(&mut fragment.node.selection_set.node, absent);
    }
}

fn in_set(set: &mut SelectionSet, absent: &[Name]) {
    for selection in &mut set.items {
        match &mut selection.node {
            Selection::Field(field) => {
                let field = &mut field.node;
                field.arguments.retain(|(_, value)| {
                    !matches!(&value.node, Value::Variable(name) if absent.contains(name))
                });
                in_set(&mut field.selection_set.node, absent);
            }
            Selection::InlineFragment(inline) => {
                in_set(&mut inline.node.selection_set.node, absent);
            }
            Selection::FragmentSpread(_) => {}
        }
    }
}
