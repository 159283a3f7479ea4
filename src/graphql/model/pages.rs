//! Which fields lead to the page of a connection.

use std::collections::{HashMap, HashSet};

use super::kinds::{Composite, Field, Kind, Times};

/// A connection is known by its `edges` and its `pageInfo`.
pub(super) fn mark(types: &mut HashMap<String, Kind>) {
    let is_page = |fields: &HashMap<String, Field>| {
        fields.contains_key("edges") && fields.contains_key("pageInfo")
    };
    let pages: HashSet<String> = types
        .iter()
        .filter(|(_, kind)| matches!(kind, Kind::Object(object) if is_page(&object.fields)))
        .map(|(name, _)| name.clone())
        .collect();
    for (name, kind) in types {
        if let Kind::Object(composite) | Kind::Abstract(composite) = kind {
            mark_fields(composite, pages.contains(name), &pages);
        }
    }
}

fn mark_fields(composite: &mut Composite, is_page: bool, pages: &HashSet<String>) {
    for field in composite.fields.values_mut() {
        if pages.contains(&field.of) {
            field.times = Times::Page;
        } else if is_page && field.times == Times::List {
            field.times = Times::Rows;
        }
    }
}
