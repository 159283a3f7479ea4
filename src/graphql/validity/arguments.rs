//! Arguments of fields and directives: known, once, and there when they must be.

use std::collections::HashMap;

use async_graphql::Pos;

use super::{literals::Wanted, report::namesakes, selections::Visitor};
use crate::graphql::{model::Place, syntax::Argument};

impl<'d> Visitor<'d, '_> {
    /// The arguments of something that stands here.
    pub(super) fn arguments(
        &mut self,
        (at, given): (Pos, &'d [Argument<'d>]),
        known: &'d HashMap<String, Place>,
        of: &str,
    ) {
        for argument in given {
            let name = argument.name.text;
            let place = known.get(name);
            if place.is_none() {
                let message = format!("{of} has no argument `{name}`.");
                self.report.add([argument.name.at], message);
            }
            self.literal(place.map(Wanted::at), &argument.value);
        }
        self.once(given, &format!("{of} is given the argument"));
        for name in missing(given, known) {
            let ty = &known[name].ty;
            let message = format!("{of} needs the argument `{name}`: its type is {ty}.");
            self.report.add([at], message);
        }
    }

    /// No two of these share a name.
    pub(super) fn once(&mut self, given: &[Argument], what: &str) {
        for same in namesakes(given, |argument| argument.name.text) {
            let message = format!("{what} `{}` several times.", same[0].name.text);
            self.report
                .add(same.iter().map(|argument| argument.name.at), message);
        }
    }
}

/// Those that must be there and are not, in the order of the alphabet.
pub(super) fn missing<'a>(given: &[Argument], known: &'a HashMap<String, Place>) -> Vec<&'a str> {
    let is_missing = |name: &str| given.iter().all(|argument| argument.name.text != name);
    let mut missing: Vec<&str> = known
        .iter()
        .filter(|(name, place)| place.is_required() && is_missing(name))
        .map(|(name, _)| name.as_str())
        .collect();
    missing.sort_unstable();
    missing
}
