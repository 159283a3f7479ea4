//! What a client leaves out by leaving out a variable.
//!
//! The specification (October 2021, 6.4.1 and "Input Objects") says that a field
//! whose variable has no value is as absent as one that was never written. The
//! library reads it as `null`, and a patch would clear a column that the client
//! did not mention. So such fields are taken out before the library looks.

use async_graphql::{
    Name, Positioned,
    parser::types::{
        DocumentOperations, ExecutableDocument, OperationDefinition, Selection, SelectionSet,
    },
};
use async_graphql_value::Value;
use serde_json::{Map, Value as Json};

use crate::graphql::document::choose;

type Arguments = Vec<(Positioned<Name>, Positioned<Value>)>;

/// Takes out what the operation that will run leaves to variables without a value.
pub(super) fn prune(
    document: &mut ExecutableDocument,
    operation: Option<&str>,
    variables: &Map<String, Json>,
) {
    let Ok(chosen) = choose(document, operation) else {
        return;
    };
    let missing = without_value(&chosen.node, variables);
    if missing.is_empty() {
        return;
    }
    let operations: Vec<_> = match &mut document.operations {
        DocumentOperations::Single(only) => vec![only],
        DocumentOperations::Multiple(operations) => operations.values_mut().collect(),
    };
    for operation in operations {
        selections(&mut operation.node.selection_set.node, &missing);
    }
    for fragment in document.fragments.values_mut() {
        selections(&mut fragment.node.selection_set.node, &missing);
    }
}

fn without_value(operation: &OperationDefinition, variables: &Map<String, Json>) -> Vec<Name> {
    let definitions = operation.variable_definitions.iter();
    let missing = definitions.filter(|definition| {
        definition.node.default_value.is_none()
            && !variables.contains_key(definition.node.name.node.as_str())
    });
    missing
        .map(|missing| missing.node.name.node.clone())
        .collect()
}

fn selections(set: &mut SelectionSet, missing: &[Name]) {
    for selection in &mut set.items {
        match &mut selection.node {
            Selection::Field(field) => {
                arguments(&mut field.node.arguments, missing);
                selections(&mut field.node.selection_set.node, missing);
            }
            Selection::InlineFragment(fragment) => {
                selections(&mut fragment.node.selection_set.node, missing);
            }
            Selection::FragmentSpread(_) => {}
        }
    }
}

fn arguments(arguments: &mut Arguments, missing: &[Name]) {
    arguments.retain(|(_, value)| !is_missing(&value.node, missing));
    for (_, value) in arguments {
        fields(&mut value.node, missing);
    }
}

fn fields(value: &mut Value, missing: &[Name]) {
    match value {
        Value::Object(object) => {
            object.retain(|_, value| !is_missing(value, missing));
            for value in object.values_mut() {
                fields(value, missing);
            }
        }
        Value::List(items) => {
            for item in items {
                fields(item, missing);
            }
        }
        _ => {}
    }
}

fn is_missing(value: &Value, missing: &[Name]) -> bool {
    matches!(value, Value::Variable(name) if missing.contains(name))
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;
    use serde_json::json;

    use super::*;

    fn pruned(text: &str, variables: Json) -> String {
        let mut document = parse_query(text).unwrap();
        let Json::Object(variables) = variables else {
            panic!("variables are an object");
        };
        prune(&mut document, None, &variables);
        let (_, operation) = document.operations.iter().next().unwrap();
        let Selection::Field(field) = &operation.node.selection_set.node.items[0].node else {
            panic!("a field comes first");
        };
        let arguments = field.node.arguments.iter();
        let arguments = arguments.map(|(name, value)| format!("{}: {}", name.node, value.node));
        arguments.collect::<Vec<_>>().join(", ")
    }

    const UPDATE: &str = "mutation ($a: String, $b: String = null) {
        update(input: { name: $a, website: $b, list: [{ text: $a }] }, key: $a) { id }
    }";

    #[test]
    fn a_variable_without_a_value_takes_its_field_along() {
        assert_eq!(
            pruned(UPDATE, json!({})),
            "input: {website: $b, list: [{}]}"
        );
    }

    #[test]
    fn a_null_that_was_sent_stays() {
        let kept = "input: {name: $a, website: $b, list: [{text: $a}]}, key: $a";
        assert_eq!(pruned(UPDATE, json!({ "a": null })), kept);
    }
}
