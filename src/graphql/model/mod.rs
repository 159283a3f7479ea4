//! What has to be known of the schema to judge a document and to weigh it,
//! worked out once from the schema's text.

mod introspection;
mod kinds;
mod pages;
mod read;
mod repeatable;

use std::collections::HashMap;

use async_graphql::parser::types::OperationType;

pub(super) use self::{
    kinds::{Composite, Directed, Field, InputObject, Kind, Place, Times},
    read::named,
};

/// The types of the schema by name.
#[derive(Debug, Default)]
pub(in crate::graphql) struct Model {
    types: HashMap<String, Kind>,
    directives: HashMap<String, Directed>,
    query: Option<String>,
    mutation: Option<String>,
    subscription: Option<String>,
}

impl Model {
    /// The type of this name, with the name as the schema keeps it.
    pub(super) fn kind(&self, name: &str) -> Option<(&str, &Kind)> {
        let (name, kind) = self.types.get_key_value(name)?;
        Some((name, kind))
    }

    /// The object, interface or union of this name.
    pub(super) fn composite(&self, name: &str) -> Option<&Composite> {
        match self.types.get(name)? {
            Kind::Object(composite) | Kind::Abstract(composite) => Some(composite),
            Kind::Scalar(_) | Kind::Enum(_) | Kind::Input(_) => None,
        }
    }

    /// A field of an object or interface.
    pub(super) fn field(&self, parent: &str, field: &str) -> Option<&Field> {
        self.composite(parent)?.fields.get(field)
    }

    pub(super) fn directive(&self, name: &str) -> Option<&Directed> {
        self.directives.get(name)
    }

    /// The type at the root of such operations.
    pub(super) fn root(&self, of: OperationType) -> Option<&str> {
        match of {
            OperationType::Query => self.query.as_deref(),
            OperationType::Mutation => self.mutation.as_deref(),
            OperationType::Subscription => self.subscription.as_deref(),
        }
    }

    /// The scalars that it knows by name alone.
    #[cfg(test)]
    pub(super) fn strangers(&self) -> Vec<&str> {
        let is_strange = |kind: &Kind| matches!(kind, Kind::Scalar(scalar) if scalar.is_strange());
        let types = self.types.iter().filter(|(_, kind)| is_strange(kind));
        types.map(|(name, _)| name.as_str()).collect()
    }
}

#[cfg(test)]
mod tests;
