//! The kinds of types, as far as documents have to do with them.

use std::collections::{HashMap, HashSet};

use async_graphql::parser::types::{DirectiveLocation, Type};

use crate::graphql::validity::Scalar;

#[derive(Debug)]
pub(in crate::graphql) enum Kind {
    Scalar(Scalar),
    Enum(HashSet<String>),
    Input(InputObject),
    Object(Composite),
    /// An interface or a union.
    Abstract(Composite),
}

/// What has fields of its own, or stands for others that have.
#[derive(Debug, Default)]
pub(in crate::graphql) struct Composite {
    pub(in crate::graphql) fields: HashMap<String, Field>,
    /// The objects that it can turn out to be.
    pub(in crate::graphql) possible: HashSet<String>,
}

#[derive(Debug)]
pub(in crate::graphql) struct Field {
    pub(in crate::graphql) ty: Type,
    /// The name inside of the type.
    pub(in crate::graphql) of: String,
    pub(in crate::graphql) arguments: HashMap<String, Place>,
    pub(in crate::graphql) times: Times,
}

/// How often the selection below a field can come in the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::graphql) enum Times {
    /// One object.
    Once,
    /// A list: by its `first`, its `ids`, or some.
    List,
    /// The page of a connection.
    Page,
    /// The `edges` or `nodes` of a page: as often as its connection says.
    Rows,
}

/// Where a value goes: an argument, or a field of an input object.
#[derive(Debug)]
pub(in crate::graphql) struct Place {
    pub(in crate::graphql) ty: Type,
    pub(in crate::graphql) has_default: bool,
}

impl Place {
    /// Whether there must be a value.
    pub(in crate::graphql) fn is_required(&self) -> bool {
        !self.ty.nullable && !self.has_default
    }
}

#[derive(Debug)]
pub(in crate::graphql) struct InputObject {
    pub(in crate::graphql) fields: HashMap<String, Place>,
    pub(in crate::graphql) one_of: bool,
}

/// A directive and where it may stand.
#[derive(Debug)]
pub(in crate::graphql) struct Directed {
    pub(in crate::graphql) arguments: HashMap<String, Place>,
    pub(in crate::graphql) locations: Vec<DirectiveLocation>,
    pub(in crate::graphql) is_repeatable: bool,
}
