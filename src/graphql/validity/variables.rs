//! Holds the variables of a request to the types that its operation gives them.

use std::collections::HashSet;

use async_graphql::{
    Pos,
    parser::types::{BaseType, OperationDefinition, Type, VariableDefinition},
};
use serde_json::{Map, Value as Json};

use super::hints::hint;
use crate::graphql::{
    fault::{Code, Fault, Location},
    model::{InputObject, Kind, Model},
};

/// Problems that are kept: half a million wrong items are no half million errors.
const MOST: usize = 100;

/// Letters of a name that an error shows.
const SHOWN: usize = 40;

/// Every variable that does not fit its type; some are never null besides.
pub(in crate::graphql) fn check(
    operation: &OperationDefinition,
    (variables, never_null): (&Map<String, Json>, Option<&HashSet<String>>),
    model: &Model,
) -> Vec<Fault> {
    let mut problems = Problems {
        model,
        at: Pos::default(),
        faults: Vec::new(),
    };
    for definition in &operation.variable_definitions {
        problems.at = definition.pos;
        let definition = &definition.node;
        let name = definition.name.node.as_str();
        let never_null = never_null.is_some_and(|names| names.contains(name));
        problems.variable(definition, variables.get(name), never_null);
    }
    problems.faults
}

struct Problems<'a> {
    model: &'a Model,
    /// Where the variable is defined.
    at: Pos,
    faults: Vec<Fault>,
}

impl Problems<'_> {
    fn variable(&mut self, of: &VariableDefinition, value: Option<&Json>, never_null: bool) {
        let name = format!("${}", of.name.node);
        let ty = &of.var_type.node;
        let default = of.default_value.as_ref().map(|default| &default.node);
        let is_null = match value {
            Some(value) => value.is_null(),
            None => default.is_some_and(|default| *default == async_graphql::Value::Null),
        };
        match value {
            _ if is_null && never_null => self.add(&name, "must not be null where it stands"),
            Some(value) => self.value(&name, ty, value),
            None if ty.nullable || default.is_some() => {}
            None => self.add(&name, &format!("is required: its type is {ty}")),
        }
    }

    fn add(&mut self, path: &str, problem: &str) {
        self.say(path, &format!("{problem}."));
    }

    fn say(&mut self, path: &str, problem: &str) {
        if self.are_enough() {
            return;
        }
        let fault = Fault::new(Code::BadUserInput, format!("The variable {path} {problem}"));
        let fault = fault.with("variable", path);
        self.faults.push(fault.at(vec![Location::from(self.at)]));
    }

    /// Whether more would be thrown away, so that nothing more is looked for.
    fn are_enough(&self) -> bool {
        self.faults.len() >= MOST
    }

    fn value(&mut self, path: &str, ty: &Type, value: &Json) {
        if self.are_enough() {
            return;
        }
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
        let Some((_, kind)) = self.model.kind(name) else {
            return;
        };
        match (kind, value) {
            (Kind::Scalar(scalar), value) => {
                if let Some(problem) = scalar.problem_of_json(value) {
                    self.say(path, &format!("is no {name}.{problem}"));
                }
            }
            (Kind::Enum(values), Json::String(value)) if values.contains(value) => {}
            (Kind::Enum(values), value) => {
                let asked = value.as_str().unwrap_or_default();
                let hint = hint("It is", asked, values.iter()).replace(" and ", " or ");
                self.say(path, &format!("is no value of {name}.{hint}"));
            }
            (Kind::Input(object), Json::Object(fields)) => {
                self.object(path, (name, object), fields);
            }
            (Kind::Input(_), _) => self.add(path, &format!("is no object of type {name}")),
            // No variable has such a type: the document would not be valid.
            (Kind::Object(_) | Kind::Abstract(_), _) => {}
        }
    }

    fn object(&mut self, path: &str, (name, ty): (&str, &InputObject), fields: &Map<String, Json>) {
        for (key, value) in fields {
            if self.are_enough() {
                return;
            }
            if let Some(place) = ty.fields.get(key) {
                self.value(&format!("{path}.{key}"), &place.ty, value);
            } else {
                let key: String = key.chars().take(SHOWN).collect();
                let hint = hint("It has", &key, ty.fields.keys());
                let problem = format!("has a field `{key}` that {name} does not have.{hint}");
                self.say(path, &problem);
            }
        }
        for (key, place) in &ty.fields {
            if place.is_required() && !fields.contains_key(key) {
                self.add(
                    &format!("{path}.{key}"),
                    &format!("is required: its type is {}", place.ty),
                );
            }
        }
        if ty.one_of && (fields.len() != 1 || fields.values().any(Json::is_null)) {
            self.add(path, &format!("must have exactly one field of {name}"));
        }
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
        check(&operation.node, (variables, None), &Model::new(SDL))
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
            (
                "$a: Kind",
                json!({ "a": "city" }),
                "$a is no value of Kind. It is `CITY` or `ALLIANCE`",
            ),
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
                "$a has a field `slag` that Where does not have. It has `slug`, `size`, `and` \
                 and `kind`",
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
