//! The walk over all definitions: what is selected, and of what.

use async_graphql::parser::types::{DirectiveLocation, OperationType};

use super::{
    hints::hint,
    report::Report,
    uses::{Definitions, Uses},
};
use crate::graphql::{
    model::{Composite, Kind, Model, named},
    syntax::{Document, Field, Fragment, Inline, Operation, Selection, Selections, Spread, Word},
};

/// Looks at each definition once, whoever spreads it.
pub(super) struct Visitor<'d, 'r> {
    pub(super) document: &'d Document<'d>,
    pub(super) model: &'d Model,
    pub(super) report: &'r mut Report,
    /// What the definition that is being looked at uses.
    pub(super) uses: Uses<'d>,
}

/// What fields are selected of; unknown below something that is unknown.
type Parent<'d> = Option<(&'d str, &'d Composite)>;

impl<'d, 'r> Visitor<'d, 'r> {
    pub(super) fn new(
        document: &'d Document<'d>,
        model: &'d Model,
        report: &'r mut Report,
    ) -> Self {
        Self {
            document,
            model,
            report,
            uses: Uses::default(),
        }
    }

    /// Looks at everything, and gives back who uses what.
    pub(super) fn definitions(&mut self) -> Definitions<'d> {
        let mut definitions = Definitions::default();
        for operation in &self.document.operations {
            self.operation(operation);
            definitions.operations.push(std::mem::take(&mut self.uses));
        }
        for fragment in &self.document.fragments {
            self.fragment(fragment);
            let uses = std::mem::take(&mut self.uses);
            definitions
                .fragments
                .entry(fragment.name.text)
                .or_insert(uses);
        }
        definitions
    }

    fn operation(&mut self, operation: &'d Operation<'d>) {
        let location = match operation.kind {
            OperationType::Query => DirectiveLocation::Query,
            OperationType::Mutation => DirectiveLocation::Mutation,
            OperationType::Subscription => DirectiveLocation::Subscription,
        };
        self.directives(&operation.directives, location);
        for variable in &operation.variables {
            self.variable(variable);
        }
        let root = self.model.root(operation.kind);
        self.selections(
            root.and_then(|root| self.parent(root)),
            &operation.selections,
        );
    }

    fn fragment(&mut self, fragment: &'d Fragment<'d>) {
        self.directives(&fragment.directives, DirectiveLocation::FragmentDefinition);
        let parent = self.condition(fragment.on);
        self.selections(parent, &fragment.selections);
    }

    fn parent(&self, name: &str) -> Parent<'d> {
        let (name, kind) = self.model.kind(name)?;
        match kind {
            Kind::Object(composite) | Kind::Abstract(composite) => Some((name, composite)),
            Kind::Scalar(_) | Kind::Enum(_) | Kind::Input(_) => None,
        }
    }

    /// The type that a fragment is of.
    fn condition(&mut self, on: Word) -> Parent<'d> {
        let parent = self.parent(on.text);
        if parent.is_none() {
            let message = match self.model.kind(on.text) {
                None => unknown_type(on.text),
                Some(_) => format!(
                    "A fragment is of an object, an interface or a union: `{}` is none.",
                    on.text
                ),
            };
            self.report.add([on.at], message);
        }
        parent
    }

    fn selections(&mut self, parent: Parent<'d>, selections: &'d Selections<'d>) {
        for selection in &selections.items {
            match selection {
                Selection::Field(field) => self.field(parent, field),
                Selection::Spread(spread) => self.spread(parent, spread),
                Selection::Inline(inline) => self.inline(parent, inline),
            }
        }
    }

    fn field(&mut self, parent: Parent<'d>, field: &'d Field<'d>) {
        self.directives(&field.directives, DirectiveLocation::Field);
        let Some((of, parent)) = parent else {
            return self.unknown_field(field);
        };
        let name = field.name.text;
        let Some(known) = parent.fields.get(name) else {
            let hint = hint("It has", name, parent.fields.keys());
            self.report
                .add([field.at], format!("`{of}` has no field `{name}`.{hint}"));
            return self.unknown_field(field);
        };
        let asked = (field.at, field.arguments.as_slice());
        self.arguments(asked, &known.arguments, &format!("`{of}.{name}`"));
        self.leaf(field, (of, &known.of));
        if let Some(selections) = &field.selections {
            self.selections(self.parent(&known.of), selections);
        }
    }

    /// Of what is unknown only the variables and fragments are looked at.
    fn unknown_field(&mut self, field: &'d Field<'d>) {
        for argument in &field.arguments {
            self.literal(None, &argument.value);
        }
        if let Some(selections) = &field.selections {
            self.selections(None, selections);
        }
    }

    /// What has fields is asked for some, and nothing else is.
    fn leaf(&mut self, field: &Field, (of, ty): (&str, &str)) {
        let name = field.name.text;
        match (&field.selections, self.parent(ty)) {
            (None, Some(_)) => {
                let message =
                    format!("`{of}.{name}` is a `{ty}`: say in curly brackets which fields of it.");
                self.report.add([field.at], message);
            }
            (Some(selections), None) => {
                let message = format!("`{of}.{name}` is a `{ty}`, which has no fields.");
                self.report.add([selections.at], message);
            }
            _ => {}
        }
    }

    fn inline(&mut self, parent: Parent<'d>, inline: &'d Inline<'d>) {
        self.directives(&inline.directives, DirectiveLocation::InlineFragment);
        let inner = match inline.on {
            Some(on) => self.condition(on),
            None => parent,
        };
        if !can_be(parent, inner) {
            let (parent, inner) = (name_of(parent), name_of(inner));
            self.report
                .add([inline.at], format!("A `{parent}` is never a `{inner}`."));
        }
        self.selections(inner, &inline.selections);
    }

    fn spread(&mut self, parent: Parent<'d>, spread: &'d Spread<'d>) {
        self.directives(&spread.directives, DirectiveLocation::FragmentSpread);
        self.uses.spreads.push(spread);
        let name = spread.name.text;
        let Some(fragment) = self.document.fragment(name) else {
            self.report
                .add([spread.name.at], format!("There is no fragment `{name}`."));
            return;
        };
        let inner = self.parent(fragment.on.text);
        if !can_be(parent, inner) {
            let (parent, inner) = (name_of(parent), name_of(inner));
            let message =
                format!("The fragment `{name}` is of a `{inner}`, and a `{parent}` is never one.");
            self.report.add([spread.at], message);
        }
    }

    /// The type of a variable has to be one for input.
    pub(super) fn variable_type(&mut self, variable: &crate::graphql::syntax::Variable) -> bool {
        let name = named(&variable.ty.ty);
        let message = match self.model.kind(name) {
            Some((_, Kind::Scalar(_) | Kind::Enum(_) | Kind::Input(_))) => return true,
            None => {
                self.report.add([variable.ty.name.at], unknown_type(name));
                return false;
            }
            Some(_) => format!(
                "`${}` is a `{name}`, which is no type for input.",
                variable.name.text
            ),
        };
        self.report.add([variable.ty.at], message);
        false
    }
}

fn unknown_type(name: &str) -> String {
    format!("The schema has no type `{name}`.")
}

fn name_of(parent: Parent) -> String {
    parent.map_or_else(String::new, |(name, _)| name.to_owned())
}

/// Whether something can be both.
fn can_be(outer: Parent, inner: Parent) -> bool {
    match (outer, inner) {
        (Some((_, outer)), Some((_, inner))) => !outer.possible.is_disjoint(&inner.possible),
        // One of them is unknown, which has been said.
        _ => true,
    }
}
