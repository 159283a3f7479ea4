//! What the schema says about who may.

use async_graphql::parser::{
    parse_schema,
    types::{FieldDefinition, TypeKind, TypeSystemDefinition},
};

const SDL: &str = include_str!("../../../schema.graphql");

/// Every field of every object, as `Object.field`.
fn fields() -> Vec<(String, FieldDefinition)> {
    let document = parse_schema(SDL).unwrap();
    let mut fields = Vec::new();
    for definition in document.definitions {
        let TypeSystemDefinition::Type(ty) = definition else {
            continue;
        };
        if let TypeKind::Object(object) = ty.node.kind {
            let name = ty.node.name.node.to_string();
            let own = object.fields.into_iter().map(|field| field.node);
            fields.extend(own.map(|field| (name.clone(), field)));
        }
    }
    fields
}

/// The names of the fields of an object.
pub fn fields_of(object: &str) -> Vec<String> {
    let own = fields().into_iter().filter(|(name, _)| name == object);
    own.map(|(_, field)| field.name.node.to_string()).collect()
}

/// The fields beside mutations that need a scope, as `Object.field`. Those of
/// subscriptions are played over sockets, in `subscriptions/tally.rs`.
pub fn protected_fields() -> Vec<String> {
    let protected = fields().into_iter().filter(|(object, field)| {
        let description = field.description.as_ref().map_or("", |text| &text.node);
        let is_asked = !["Mutation", "Subscription"].contains(&object.as_str());
        is_asked && (scope(field).is_some() || description.contains("Requires `"))
    });
    protected
        .map(|(object, field)| format!("{object}.{}", field.name.node))
        .collect()
}

/// The only scope of the directive.
fn scope(field: &FieldDefinition) -> Option<String> {
    let mut directives = field.directives.iter();
    let directive = directives.find(|directive| directive.node.name.node == "requiresScopes")?;
    let scopes = directive.node.get_argument("scopes")?;
    let text = scopes.node.to_string();
    Some(text.trim_matches(['[', ']', '"']).to_owned())
}

/// The directive and the description name this scope.
pub fn assert_scope(object: &str, name: &str, expected: &str) {
    let all = fields();
    let found = all
        .iter()
        .find(|(of, field)| of == object && field.name.node == name);
    let (_, field) = found.unwrap_or_else(|| panic!("there is no {object}.{name}"));
    assert_eq!(scope(field).as_deref(), Some(expected), "{object}.{name}");
    let description = field.description.as_ref().map_or("", |text| &text.node);
    let description = description.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        description.contains(&format!("Requires `{expected}`.")),
        "the description of {object}.{name} does not say that it requires {expected}"
    );
}
