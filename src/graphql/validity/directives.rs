//! Directives: known, where they may stand, and once.

use async_graphql::parser::types::DirectiveLocation;

use super::{report::namesakes, selections::Visitor};
use crate::graphql::syntax::Directive;

impl<'d> Visitor<'d, '_> {
    /// The directives of one part of a document.
    pub(super) fn directives(
        &mut self,
        directives: &'d [Directive<'d>],
        location: DirectiveLocation,
    ) {
        for directive in directives {
            self.directive(directive, location);
        }
        for same in namesakes(directives, |directive| directive.name.text) {
            let name = same[0].name.text;
            if self
                .model
                .directive(name)
                .is_some_and(|known| !known.is_repeatable)
            {
                let message = format!("`@{name}` stands several times in one place.");
                self.report
                    .add(same.iter().map(|directive| directive.at), message);
            }
        }
    }

    fn directive(&mut self, directive: &'d Directive<'d>, location: DirectiveLocation) {
        let name = directive.name.text;
        let Some(known) = self.model.directive(name) else {
            self.report.add(
                [directive.at],
                format!("The schema has no directive `@{name}`."),
            );
            for argument in &directive.arguments {
                self.literal(None, &argument.value);
            }
            return;
        };
        if !known.locations.contains(&location) {
            let message = format!("`@{name}` may not stand here.");
            self.report.add([directive.at], message);
        }
        let asked = (directive.at, directive.arguments.as_slice());
        self.arguments(asked, &known.arguments, &format!("`@{name}`"));
    }
}
