//! Fragments: used, and never inside of themselves.

use std::collections::{HashMap, HashSet};

use super::{report::Report, uses::Definitions};
use crate::graphql::syntax::{Document, Spread};

/// Says whether following the spreads comes to an end.
pub(super) fn check<'d>(
    document: &'d Document<'d>,
    definitions: &Definitions<'d>,
    report: &mut Report,
) -> bool {
    unused(document, definitions, report);
    let mut circles = Circles {
        definitions,
        report,
        seen: HashSet::new(),
        path: Vec::new(),
        open: HashMap::new(),
        has_end: true,
    };
    for fragment in &document.fragments {
        circles.look(fragment.name.text);
    }
    circles.has_end
}

fn unused(document: &Document, definitions: &Definitions, report: &mut Report) {
    let spread = |uses: &super::uses::Uses| {
        uses.spreads
            .iter()
            .map(|spread| spread.name.text.to_owned())
            .collect::<Vec<_>>()
    };
    let mut used = HashSet::new();
    let mut next: Vec<String> = definitions.operations.iter().flat_map(spread).collect();
    while let Some(name) = next.pop() {
        if let Some(uses) = definitions
            .fragments
            .get(name.as_str())
            .filter(|_| !used.contains(&name))
        {
            next.extend(spread(uses));
        }
        used.insert(name);
    }
    for fragment in &document.fragments {
        let name = fragment.name.text;
        if !used.contains(name) {
            report.add([fragment.at], format!("The fragment `{name}` is not used."));
        }
    }
}

/// Follows spreads until they come back.
struct Circles<'d, 'a> {
    definitions: &'a Definitions<'d>,
    report: &'a mut Report,
    /// Fragments that have been followed.
    seen: HashSet<&'d str>,
    /// The spreads that lead to the one that is being looked at.
    path: Vec<&'d Spread<'d>>,
    /// Where on the path a fragment begins.
    open: HashMap<&'d str, usize>,
    has_end: bool,
}

impl<'d> Circles<'d, '_> {
    fn look(&mut self, name: &'d str) {
        let definitions = self.definitions;
        let Some(uses) = definitions.fragments.get(name) else {
            return;
        };
        if !self.seen.insert(name) {
            return;
        }
        self.open.insert(name, self.path.len());
        for spread in &uses.spreads {
            self.path.push(spread);
            match self.open.get(spread.name.text) {
                Some(begin) => self.tell(*begin),
                None => self.look(spread.name.text),
            }
            self.path.pop();
        }
        self.open.remove(name);
    }

    fn tell(&mut self, begin: usize) {
        self.has_end = false;
        let circle = &self.path[begin..];
        let name = circle.last().map_or("", |spread| spread.name.text);
        let message = format!("The fragment `{name}` spreads itself.");
        self.report
            .add(circle.iter().map(|spread| spread.at), message);
    }
}
