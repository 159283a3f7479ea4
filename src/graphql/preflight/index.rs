//! What the walk has to know of the schema, worked out once from its text.

use std::collections::{HashMap, HashSet};

use async_graphql::{
    Name, Positioned,
    parser::{
        parse_schema,
        types::{BaseType, FieldDefinition, InputObjectType, Type, TypeKind, TypeSystemDefinition},
    },
};

/// The types of the schema by name.
#[derive(Debug, Default)]
pub(in crate::graphql) struct Index {
    pub(super) outputs: HashMap<String, Fields>,
    pub(super) inputs: HashMap<String, Input>,
    /// The directives that a document may use.
    pub(super) directives: HashSet<String>,
    query: String,
    mutation: Option<String>,
    subscription: Option<String>,
}

/// The fields of an object or interface that lead to other objects.
pub(super) type Fields = HashMap<String, Shape>;

/// What a field leads to.
#[derive(Debug)]
pub(super) struct Shape {
    pub(super) of: String,
    pub(super) times: Times,
}

/// How often the selection below a field can come in the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Times {
    /// One object.
    Once,
    /// A list: by its `first`, its `ids`, or some.
    List,
    /// The page of a connection.
    Page,
    /// The `edges` or `nodes` of a page: as often as its connection says.
    Rows,
}

/// What a variable or argument may hold.
#[derive(Debug)]
pub(super) enum Input {
    Enum(HashSet<String>),
    Object(InputObject),
}

/// An input object; each field with its type and whether it must be there.
#[derive(Debug)]
pub(super) struct InputObject {
    pub(super) fields: HashMap<String, (Type, bool)>,
    pub(super) one_of: bool,
}

/// What a schema says about itself is not in its text.
const INTROSPECTION: &str = "
    type __Schema {
        types: [__Type!]! queryType: __Type! mutationType: __Type
        subscriptionType: __Type directives: [__Directive!]!
    }
    type __Type {
        fields: [__Field!] interfaces: [__Type!] possibleTypes: [__Type!]
        enumValues: [__EnumValue!] inputFields: [__InputValue!] ofType: __Type
    }
    type __Field { args: [__InputValue!]! type: __Type! }
    type __InputValue { type: __Type! }
    type __EnumValue { name: String! }
    type __Directive { args: [__InputValue!]! }
    type __Root { __schema: __Schema! __type: __Type }";

impl Index {
    /// Reads a schema.
    pub(in crate::graphql) fn new(sdl: &str) -> Self {
        let mut index = Self {
            directives: ["skip", "include"].map(str::to_owned).into(),
            ..Self::default()
        };
        index.read(sdl);
        index.read(INTROSPECTION);
        if let Some(entries) = index.outputs.remove("__Root") {
            let query = index.query.clone();
            index.outputs.entry(query).or_default().extend(entries);
        }
        index.mark_pages();
        index
    }

    fn read(&mut self, sdl: &str) {
        let document = parse_schema(sdl).expect("the library can read what it wrote");
        for definition in document.definitions {
            match definition {
                TypeSystemDefinition::Schema(schema) => {
                    let name = |root: Option<Positioned<Name>>| Some(root?.node.to_string());
                    self.query = name(schema.node.query).unwrap_or_default();
                    self.mutation = name(schema.node.mutation);
                    self.subscription = name(schema.node.subscription);
                }
                TypeSystemDefinition::Type(definition) => {
                    let name = definition.node.name.node.to_string();
                    let one_of = definition
                        .node
                        .directives
                        .iter()
                        .any(|directive| directive.node.name.node == "oneOf");
                    self.keep(name, definition.node.kind, one_of);
                }
                TypeSystemDefinition::Directive(directive) => {
                    self.directives.insert(directive.node.name.node.to_string());
                }
            }
        }
    }

    fn keep(&mut self, name: String, kind: TypeKind, one_of: bool) {
        match kind {
            TypeKind::Object(object) => {
                self.outputs.insert(name, fields(&object.fields));
            }
            TypeKind::Interface(interface) => {
                self.outputs.insert(name, fields(&interface.fields));
            }
            TypeKind::Enum(values) => {
                let values = values.values.into_iter();
                let values = values.map(|value| value.node.value.node.to_string());
                self.inputs.insert(name, Input::Enum(values.collect()));
            }
            TypeKind::InputObject(object) => {
                let object = input_object(object, one_of);
                self.inputs.insert(name, Input::Object(object));
            }
            TypeKind::Scalar | TypeKind::Union(_) => {}
        }
    }

    /// A connection is known by its `edges` and its `pageInfo`.
    fn mark_pages(&mut self) {
        let is_page =
            |fields: &Fields| fields.contains_key("edges") && fields.contains_key("pageInfo");
        let pages: HashSet<String> = self
            .outputs
            .iter()
            .filter(|(_, fields)| is_page(fields))
            .map(|(name, _)| name.clone())
            .collect();
        for (name, fields) in &mut self.outputs {
            for shape in fields.values_mut() {
                if pages.contains(&shape.of) {
                    shape.times = Times::Page;
                } else if pages.contains(name) && shape.times == Times::List {
                    shape.times = Times::Rows;
                }
            }
        }
    }

    /// The root type of queries.
    pub(super) fn query(&self) -> &str {
        &self.query
    }

    /// The root type of mutations.
    pub(super) fn mutation(&self) -> &str {
        self.mutation.as_deref().unwrap_or_default()
    }

    /// The root type of subscriptions.
    pub(super) fn subscription(&self) -> &str {
        self.subscription.as_deref().unwrap_or_default()
    }

    /// What a field of a type leads to; `None` for leaves and unknown fields.
    pub(super) fn shape(&self, parent: &str, field: &str) -> Option<&Shape> {
        self.outputs.get(parent)?.get(field)
    }
}

fn fields(definitions: &[Positioned<FieldDefinition>]) -> Fields {
    definitions
        .iter()
        .map(|field| {
            let (of, is_list) = named(&field.node.ty.node);
            let times = if is_list { Times::List } else { Times::Once };
            (field.node.name.node.to_string(), Shape { of, times })
        })
        .collect()
}

fn named(ty: &Type) -> (String, bool) {
    match &ty.base {
        BaseType::Named(name) => (name.to_string(), false),
        BaseType::List(inner) => (named(inner).0, true),
    }
}

fn input_object(object: InputObjectType, one_of: bool) -> InputObject {
    let fields = object.fields.into_iter().map(|field| {
        let field = field.node;
        let required = !field.ty.node.nullable && field.default_value.is_none();
        (field.name.node.to_string(), (field.ty.node, required))
    });
    InputObject {
        fields: fields.collect(),
        one_of,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(sdl: &str, parent: &str, field: &str) -> Times {
        Index::new(sdl).shape(parent, field).unwrap().times
    }

    const SDL: &str = "
        type CityConnection { edges: [CityEdge!]! nodes: [City!]! pageInfo: PageInfo! totalCount: Int! }
        type CityEdge { node: City! }
        type PageInfo { hasNextPage: Boolean! }
        type City { name: String! labels: [[Label!]!] cities(first: Int): CityConnection! }
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
}
