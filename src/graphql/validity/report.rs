//! What is found on the way.

use async_graphql::Pos;

use crate::graphql::fault::{Code, Fault, Location};

/// The faults of a document, in the order in which they were found.
#[derive(Debug, Default)]
pub(super) struct Report(Vec<Fault>);

impl Report {
    /// A fault and the places where it shows.
    pub(super) fn add(&mut self, places: impl IntoIterator<Item = Pos>, message: String) {
        let places = places.into_iter().map(Location::from).collect();
        self.push(Fault::new(Code::BadUserInput, message).at(places));
    }

    pub(super) fn push(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    /// What was to be found out, if there is no fault.
    pub(super) fn end<T>(self, found: T) -> Result<T, Vec<Fault>> {
        if self.0.is_empty() {
            Ok(found)
        } else {
            Err(self.0)
        }
    }
}

/// The groups of items that share a name with others, in the order of the text.
pub(super) fn namesakes<T>(
    items: &[T],
    name: impl Fn(&T) -> &str,
) -> impl Iterator<Item = Vec<&T>> {
    let mut groups: Vec<Vec<&T>> = Vec::new();
    let mut known = std::collections::HashMap::new();
    for item in items {
        let group = *known.entry(name(item).to_owned()).or_insert(groups.len());
        match groups.get_mut(group) {
            Some(group) => group.push(item),
            None => groups.push(vec![item]),
        }
    }
    groups.into_iter().filter(|group| group.len() > 1)
}
