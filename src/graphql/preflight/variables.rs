//! Holds the variables of a request to the types that its operation gives them.
//!
//! The library looks at a variable when a resolver wants it, which is too
//! late: the rest of the answer is made by then. The specification wants the
//! request refused before anything runs, as a whole.

use async_graphql::parser::types::{BaseType, OperationDefinition, Type};
use serde_json::{Map, Value as Json};

use super::index::{Index, Input, InputObject};
use crate::graphql::fault::{Code, Fault};

/// Problems that are kept: half a million wrong items are no half million errors.
const MOST: usize = 100;

/// Every variable that does not fit its type.
pub(in crate::graphql) fn check(
    operation: &OperationDefinition,
    variables: &Map<String, Json>,
    index: &Index,
) -> Vec<Fault> {
    let mut problems = Problems {
        index,
        faults: Vec::new(),
    };
    for definition in &operation.variable_definitions {
        let definition = &definition.node;
        let name = format!("${}", definition.name.node);
        let ty = &definition.var_type.node;
        match variables.get(definition.name.node.as_str()) {
            Some(value) => problems.value(&name, ty, value),
            None if ty.nullable || definition.default_value.is_some() => {}
            None => problems.add(&name, &format!("is required: its type is {ty}")),
        }
    }
    problems.faults
}

struct Problems<'a> {
    index: &'a Index,
    faults: Vec<Fault>,
}

impl Problems<'_> {
    fn add(&mut self, path: &str, problem: &str) {
        if self.faults.len() >= MOST {
            return;
        }
        let message = format!("The variable {path} {problem}.");
        self.faults
            .push(Fault::new(Code::BadUserInput, message).with("variable", path));
    }

    fn value(&mut self, path: &str, ty: &Type, value: &Json) {
        match (&ty.base, value) {
            (_, Json::Null) if ty.nullable => {}
            (_, Json::Null) => self.add(path, &format!("must not be null: its type is {ty}")),
            (BaseType::List(inner), Json::Array(items)) => {
                for (number, item) in items.iter().enumerate() {
                    self.value(&format!("{path}[{number}]"), inner, item);
                }
            }
            (BaseType::List(inner), single) => self.value(path, inner, single),
            (BaseType::Named(name), value) => self.named(path, name, value),
        }
    }

    fn named(&mut self, path: &str, name: &str, value: &Json) {
        if !is_right_scalar(name, value) {
            return self.add(path, &format!("is no {name}"));
        }
        match self.index.inputs.get(name) {
            Some(Input::Enum(values)) => match value.as_str() {
                Some(text) if values.contains(text) => {}
                _ => self.add(path, &format!("is no value of {name}")),
            },
            Some(Input::Object(object)) => match value {
                Json::Object(fields) => self.object(path, name, object, fields),
                _ => self.add(path, &format!("is no object of type {name}")),
            },
            None => {}
        }
    }

    fn object(&mut self, path: &str, name: &str, ty: &InputObject, fields: &Map<String, Json>) {
        for (key, value) in fields {
            match ty.fields.get(key) {
                Some((ty, _)) => self.value(&format!("{path}.{key}"), ty, value),
                None => self.add(path, &format!("has a field that {name} does not have")),
            }
        }
        for (key, (ty, is_required)) in &ty.fields {
            if *is_required && !fields.contains_key(key) {
                self.add(
                    &format!("{path}.{key}"),
                    &format!("is required: its type is {ty}"),
                );
            }
        }
        if ty.one_of && (fields.len() != 1 || fields.values().any(Json::is_null)) {
            self.add(path, &format!("must have exactly one field of {name}"));
        }
    }
}

/// Whether a value can be of a scalar type. Those that the schema adds to
/// GraphQL's own look at their values themselves.
fn is_right_scalar(name: &str, value: &Json) -> bool {
    match name {
        "Int" => value
            .as_i64()
            .is_some_and(|number| i32::try_from(number).is_ok()),
        "Float" => value.is_number(),
        "String" => value.is_string(),
        "Boolean" => value.is_boolean(),
        "ID" => value.is_string() || value.is_i64() || value.is_u64(),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;
    use serde_json::json;

    use super::*;

    const SDL: &str = "
        input Where { slug: String! and: [Where!] kind: Kind = CITY size: Int }
        input By @oneOf { id: ID slug: String }
        enum Kind { CITY ALLIANCE }
        scalar Date
        type Query { city(where: Where): ID }
        schema { query: Query }";

    fn problems(definitions: &str, variables: &Json) -> Vec<String> {
        let text = format!("query ({definitions}) {{ city }}");
        let document = parse_query(text).unwrap();
        let (_, operation) = document.operations.iter().next().unwrap();
        let variables = variables.as_object().unwrap();
        check(&operation.node, variables, &Index::new(SDL))
            .iter()
            .map(|fault| fault.message().to_owned())
            .collect()
    }

    #[test]
    fn what_fits_passes() {
        for (definitions, variables) in [
            ("$a: Int", json!({})),
            ("$a: Int = 3", json!({})),
            ("$a: Int! = 3", json!({})),
            ("$a: Int", json!({ "a": null })),
            ("$a: [Int!]", json!({ "a": [1, 2] })),
            ("$a: [Int!]", json!({ "a": 1 })),
            ("$a: ID!", json!({ "a": 7 })),
            ("$a: Float!", json!({ "a": 1 })),
            ("$a: Date!", json!({ "a": "2026-03-02" })),
            ("$a: Kind", json!({ "a": "ALLIANCE" })),
            (
                "$a: Where",
                json!({ "a": { "slug": "hanam", "and": [{ "slug": "x" }] } }),
            ),
            ("$a: By", json!({ "a": { "slug": "hanam" } })),
            ("$a: Int", json!({ "a": 1, "nobody asked": true })),
        ] {
            assert_eq!(problems(definitions, &variables), [""; 0], "{definitions}");
        }
    }

    #[test]
    fn what_does_not_fit_is_named() {
        for (definitions, variables, problem) in [
            ("$a: Int!", json!({}), "$a is required: its type is Int!"),
            (
                "$a: Int!",
                json!({ "a": null }),
                "$a must not be null: its type is Int!",
            ),
            (
                "$a: Int! = 3",
                json!({ "a": null }),
                "$a must not be null: its type is Int!",
            ),
            ("$a: Int", json!({ "a": "1" }), "$a is no Int"),
            ("$a: Int", json!({ "a": 2_147_483_648_i64 }), "$a is no Int"),
            ("$a: Int", json!({ "a": 1.5 }), "$a is no Int"),
            (
                "$a: [Int!]",
                json!({ "a": [1, null] }),
                "$a[1] must not be null: its type is Int!",
            ),
            ("$a: String", json!({ "a": 1 }), "$a is no String"),
            ("$a: Boolean", json!({ "a": "true" }), "$a is no Boolean"),
            ("$a: Kind", json!({ "a": "city" }), "$a is no value of Kind"),
            (
                "$a: Where",
                json!({ "a": "hanam" }),
                "$a is no object of type Where",
            ),
            (
                "$a: Where",
                json!({ "a": {} }),
                "$a.slug is required: its type is String!",
            ),
            (
                "$a: Where",
                json!({ "a": { "slug": "x", "and": [{ "slug": 1 }] } }),
                "$a.and[0].slug is no String",
            ),
            (
                "$a: Where",
                json!({ "a": { "slug": "x", "slag": "y" } }),
                "$a has a field that Where does not have",
            ),
            (
                "$a: By",
                json!({ "a": {} }),
                "$a must have exactly one field of By",
            ),
        ] {
            let expected = format!("The variable {problem}.");
            assert_eq!(
                problems(definitions, &variables),
                [expected],
                "{definitions}"
            );
        }
    }
}
