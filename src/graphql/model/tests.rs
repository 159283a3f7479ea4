//! The model knows all that the schema says.

use std::collections::BTreeSet;

use async_graphql::parser::types::{FieldDefinition, TypeKind, TypeSystemDefinition};
use serde_json::Value as Json;

use super::*;

fn times(sdl: &str, parent: &str, field: &str) -> Times {
    Model::new(sdl).field(parent, field).unwrap().times
}

const SDL: &str = "
    type CityConnection { edges: [CityEdge!]! nodes: [City!]! pageInfo: PageInfo! totalCount: Int! }
    type CityEdge { node: City! }
    type PageInfo { hasNextPage: Boolean! }
    interface Named { name: String! }
    type City implements Named { name: String! labels: [[Label!]!] cities(first: Int): CityConnection! }
    type Label { text: String! }
    type Query { city: City cities: CityConnection! }
    schema { query: Query }";

#[test]
fn a_connection_counts_its_rows_and_nothing_else() {
    assert_eq!(times(SDL, "Query", "cities"), Times::Page);
    assert_eq!(times(SDL, "City", "cities"), Times::Page);
    assert_eq!(times(SDL, "CityConnection", "edges"), Times::Rows);
    assert_eq!(times(SDL, "CityConnection", "nodes"), Times::Rows);
    assert_eq!(times(SDL, "CityConnection", "pageInfo"), Times::Once);
    assert_eq!(times(SDL, "City", "labels"), Times::List);
}

#[test]
fn the_schema_can_be_asked_about_itself() {
    assert_eq!(times(SDL, "Query", "__schema"), Times::Once);
    assert_eq!(times(SDL, "__Type", "fields"), Times::List);
}

#[test]
fn an_interface_stands_for_the_objects_that_have_it() {
    let model = Model::new(SDL);

    assert!(model.composite("Named").unwrap().possible.contains("City"));
    assert!(model.composite("City").unwrap().possible.contains("City"));
}

#[test]
fn every_scalar_of_the_schema_has_its_reader() {
    let model = Model::new(&crate::graphql::sdl());

    assert_eq!(
        model.strangers(),
        [""; 0],
        "add them to validity/scalars.rs"
    );
}

/// The types of introspection as the library tells them, in the form of our text.
#[tokio::test]
async fn the_text_of_introspection_is_what_the_library_answers() {
    let ours = async_graphql::parser::parse_schema(introspection::INTROSPECTION).unwrap();
    for definition in ours.definitions {
        let TypeSystemDefinition::Type(definition) = definition else {
            continue;
        };
        let name = definition.node.name.node.to_string();
        if name == introspection::ENTRIES {
            continue;
        }
        let told = told(&name).await;
        // By the specification a schema may lack a description; the library has it always.
        let told: BTreeSet<String> = told
            .into_iter()
            .map(|line| line.replace("description: String!", "description: String"))
            .collect();
        match definition.node.kind {
            TypeKind::Object(object) => {
                let fields: BTreeSet<String> = object
                    .fields
                    .iter()
                    .map(|field| line(&field.node))
                    .collect();
                assert_eq!(fields, told, "{name}");
            }
            TypeKind::Enum(values) => {
                let values: BTreeSet<String> = values
                    .values
                    .iter()
                    .map(|value| value.node.value.node.to_string())
                    .collect();
                assert_eq!(values, told, "{name}");
            }
            _ => panic!("{name} is of no such kind"),
        }
    }
}

fn line(field: &FieldDefinition) -> String {
    let arguments = field.arguments.iter().map(|argument| {
        let default = argument
            .node
            .default_value
            .as_ref()
            .map(|default| default.node.to_string());
        format!(
            "({}: {} = {})",
            argument.node.name.node,
            argument.node.ty.node,
            default.unwrap_or_default()
        )
    });
    format!(
        "{}{}: {}",
        field.name.node,
        arguments.collect::<String>(),
        field.ty.node
    )
}

/// The fields or values of a type as the library tells them.
async fn told(name: &str) -> BTreeSet<String> {
    const TYPE: &str = "type { ...t ofType { ...t ofType { ...t ofType { ...t } } } }";
    let query = format!(
        "{{ __type(name: \"{name}\") {{ enumValues {{ name }}
            fields {{ name {TYPE} args {{ name defaultValue {TYPE} }} }} }} }}
         fragment t on __Type {{ kind name }}"
    );
    let schema = crate::graphql::builder().finish();
    let answer = schema.execute(query).await.data.into_json().unwrap();
    let told = &answer["__type"];
    let lines = told["fields"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|field| {
            let arguments = field["args"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|argument| {
                    let (name, default) =
                        (text(&argument["name"]), text(&argument["defaultValue"]));
                    format!("({name}: {} = {default})", written(&argument["type"]))
                });
            let arguments: String = arguments.collect();
            format!(
                "{}{arguments}: {}",
                text(&field["name"]),
                written(&field["type"])
            )
        });
    let values = told["enumValues"].as_array().into_iter().flatten();
    lines
        .chain(values.map(|value| text(&value["name"]).to_owned()))
        .collect()
}

fn text(value: &Json) -> &str {
    value.as_str().unwrap_or_default()
}

fn written(ty: &Json) -> String {
    match text(&ty["kind"]) {
        "NON_NULL" => format!("{}!", written(&ty["ofType"])),
        "LIST" => format!("[{}]", written(&ty["ofType"])),
        _ => text(&ty["name"]).to_owned(),
    }
}
