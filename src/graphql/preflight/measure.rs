//! What a selection adds up to, and which limits that breaks.

use crate::{graphql::fault::Fault, limits::Limits};

/// The sizes of a selection with all of its fragments expanded.
///
/// Every number saturates: thirty levels of doubling fragments are a number,
/// not an accident.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Measure {
    pub(super) selections: u64,
    pub(super) aliases: u64,
    pub(super) directives: u64,
    pub(super) root_fields: u64,
    /// Levels of fields.
    pub(super) depth: u64,
    /// Levels of selection sets, those of fragments included.
    pub(super) nesting: u64,
    pub(super) introspection_lists: u64,
    /// Fields in the answer, for one object.
    pub(super) fields: u64,
    /// Fields in the answer for each row, when the object is a page.
    pub(super) fields_per_row: u64,
}

impl Measure {
    /// Two selections side by side.
    pub(super) fn beside(self, other: Self) -> Self {
        Self {
            selections: self.selections.saturating_add(other.selections),
            aliases: self.aliases.saturating_add(other.aliases),
            directives: self.directives.saturating_add(other.directives),
            root_fields: self.root_fields.saturating_add(other.root_fields),
            depth: self.depth.max(other.depth),
            nesting: self.nesting.max(other.nesting),
            introspection_lists: self.introspection_lists.max(other.introspection_lists),
            fields: self.fields.saturating_add(other.fields),
            fields_per_row: self.fields_per_row.saturating_add(other.fields_per_row),
        }
    }

    /// The selection set of an operation, a field or a fragment.
    pub(super) fn enclosed(self) -> Self {
        Self {
            nesting: self.nesting.saturating_add(1),
            ..self
        }
    }

    /// A selection more, which has this many directives.
    pub(super) fn selected(self, directives: usize) -> Self {
        Self {
            selections: self.selections.saturating_add(1),
            ..self
        }
        .directed(directives)
    }

    /// This many directives more.
    pub(super) fn directed(self, directives: usize) -> Self {
        Self {
            directives: self.directives.saturating_add(directives as u64),
            ..self
        }
    }

    /// The limits that this document breaks, all of them at once.
    pub(super) fn faults(&self, limits: &Limits) -> Vec<Fault> {
        [
            ("depth", "levels of fields", self.depth, limits.depth),
            (
                "nesting",
                "levels of selections",
                self.nesting,
                limits.nesting,
            ),
            (
                "selections",
                "selections",
                self.selections,
                limits.selections,
            ),
            ("aliases", "aliases", self.aliases, limits.aliases),
            (
                "root_fields",
                "root fields",
                self.root_fields,
                limits.root_fields,
            ),
            (
                "directives",
                "directives",
                self.directives,
                limits.directives,
            ),
            (
                "introspection_lists",
                "lists of the schema inside each other",
                self.introspection_lists,
                limits.introspection_lists,
            ),
            (
                "answer_fields",
                "fields to answer",
                self.fields,
                limits.answer_fields,
            ),
        ]
        .into_iter()
        .filter(|(_, _, found, allowed)| found > allowed)
        .map(|(limit, what, found, allowed)| Fault::beyond(limit, what, found, allowed))
        .collect()
    }
}
