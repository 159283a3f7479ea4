//! Reads the text of a schema.

use std::collections::{HashMap, HashSet};

use async_graphql::{
    Name, Positioned,
    parser::{
        parse_schema,
        types::{
            BaseType, DirectiveDefinition, FieldDefinition, InputObjectType, InputValueDefinition,
            SchemaDefinition, Type, TypeDefinition, TypeKind, TypeSystemDefinition,
        },
    },
};

use super::{
    Model,
    introspection::{ENTRIES, INTROSPECTION, SCALARS, TYPENAME},
    kinds::{Composite, Directed, Field, InputObject, Kind, Place, Times},
    pages,
    repeatable::repeatable,
};
use crate::graphql::validity::Scalar;

impl Model {
    /// Reads a schema.
    pub(in crate::graphql) fn new(sdl: &str) -> Self {
        let mut model = Self::default();
        for name in SCALARS {
            let scalar = Kind::Scalar(Scalar::named(name));
            model.types.insert(name.to_owned(), scalar);
        }
        let mut implements = HashMap::new();
        model.read(INTROSPECTION, &mut implements);
        model.read(sdl, &mut implements);
        for (object, interfaces) in implements {
            model.implement(&object, &interfaces);
        }
        model.open();
        pages::mark(&mut model.types);
        model
    }

    fn read(&mut self, sdl: &str, implements: &mut HashMap<String, Vec<String>>) {
        let document = parse_schema(sdl).expect("the library can read what it wrote");
        let repeatable = repeatable(sdl);
        for definition in document.definitions {
            match definition {
                TypeSystemDefinition::Schema(schema) => self.keep_roots(schema.node),
                TypeSystemDefinition::Type(definition) => {
                    if let TypeKind::Object(object) = &definition.node.kind {
                        let name = definition.node.name.node.to_string();
                        implements.insert(name, names(&object.implements));
                    }
                    self.keep(definition.node);
                }
                TypeSystemDefinition::Directive(directive) => {
                    let name = directive.node.name.node.to_string();
                    let is_repeatable = repeatable.contains(&name);
                    let directed = directed(directive.node, is_repeatable);
                    self.directives.insert(name, directed);
                }
            }
        }
    }

    fn keep_roots(&mut self, schema: SchemaDefinition) {
        let name = |root: Option<Positioned<Name>>| Some(root?.node.to_string());
        self.query = name(schema.query);
        self.mutation = name(schema.mutation);
        self.subscription = name(schema.subscription);
    }

    fn keep(&mut self, definition: TypeDefinition) {
        let name = definition.name.node.to_string();
        let mut directives = definition.directives.iter();
        let one_of = directives.any(|directive| directive.node.name.node == "oneOf");
        let kind = match definition.kind {
            TypeKind::Scalar => Kind::Scalar(Scalar::named(&name)),
            TypeKind::Enum(values) => {
                let values = values.values.into_iter();
                Kind::Enum(
                    values
                        .map(|value| value.node.value.node.to_string())
                        .collect(),
                )
            }
            TypeKind::InputObject(object) => Kind::Input(input_object(object, one_of)),
            TypeKind::Object(object) => {
                let itself = HashSet::from([name.clone()]);
                Kind::Object(composite(object.fields, itself))
            }
            TypeKind::Interface(interface) => {
                Kind::Abstract(composite(interface.fields, HashSet::new()))
            }
            TypeKind::Union(union) => {
                let possible = names(&union.members).into_iter().collect();
                Kind::Abstract(composite(Vec::new(), possible))
            }
        };
        self.types.insert(name, kind);
    }

    fn implement(&mut self, object: &str, interfaces: &[String]) {
        for interface in interfaces {
            if let Some(Kind::Abstract(interface)) = self.types.get_mut(interface) {
                interface.possible.insert(object.to_owned());
            }
        }
    }

    /// Lets the schema be asked about itself.
    fn open(&mut self) {
        let entries = self.types.remove(ENTRIES);
        let query = self
            .query
            .as_ref()
            .and_then(|query| self.types.get_mut(query));
        if let (Some(Kind::Object(entries)), Some(Kind::Object(query))) = (entries, query) {
            query.fields.extend(entries.fields);
        }
    }
}

fn names(all: &[Positioned<Name>]) -> Vec<String> {
    all.iter().map(|name| name.node.to_string()).collect()
}

fn composite(fields: Vec<Positioned<FieldDefinition>>, possible: HashSet<String>) -> Composite {
    let mut fields: HashMap<_, _> = fields.into_iter().map(|kept| field(kept.node)).collect();
    fields.insert(TYPENAME.to_owned(), typename());
    Composite { fields, possible }
}

fn typename() -> Field {
    Field {
        ty: Type {
            base: BaseType::Named(Name::new("String")),
            nullable: false,
        },
        of: "String".to_owned(),
        arguments: HashMap::new(),
        times: Times::Once,
    }
}

fn field(definition: FieldDefinition) -> (String, Field) {
    let is_list = matches!(definition.ty.node.base, BaseType::List(_));
    let field = Field {
        of: named(&definition.ty.node).to_owned(),
        ty: definition.ty.node,
        arguments: places(definition.arguments),
        times: if is_list { Times::List } else { Times::Once },
    };
    (definition.name.node.to_string(), field)
}

/// The name inside of all brackets.
pub(in crate::graphql) fn named(ty: &Type) -> &str {
    match &ty.base {
        BaseType::Named(name) => name,
        BaseType::List(inner) => named(inner),
    }
}

fn places(definitions: Vec<Positioned<InputValueDefinition>>) -> HashMap<String, Place> {
    let place = |definition: Positioned<InputValueDefinition>| {
        let definition = definition.node;
        let place = Place {
            ty: definition.ty.node,
            has_default: definition.default_value.is_some(),
        };
        (definition.name.node.to_string(), place)
    };
    definitions.into_iter().map(place).collect()
}

fn input_object(object: InputObjectType, one_of: bool) -> InputObject {
    InputObject {
        fields: places(object.fields),
        one_of,
    }
}

fn directed(definition: DirectiveDefinition, is_repeatable: bool) -> Directed {
    let locations = definition.locations.into_iter();
    Directed {
        arguments: places(definition.arguments),
        locations: locations.map(|location| location.node).collect(),
        is_repeatable,
    }
}
