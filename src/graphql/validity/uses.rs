//! Variables where they are used, and fragments where they are spread.

use std::collections::{HashMap, HashSet};

use async_graphql::{
    Pos,
    parser::types::{BaseType, Type},
};

use super::{literals::Wanted, report::Report};
use crate::graphql::syntax::{Document, Is, Operation, Spread, Variable};

/// What each definition uses.
#[derive(Debug, Default)]
pub(super) struct Definitions<'d> {
    /// In the order of the text.
    pub(super) operations: Vec<Uses<'d>>,
    pub(super) fragments: HashMap<&'d str, Uses<'d>>,
}

/// What one definition uses.
#[derive(Debug, Default)]
pub(super) struct Uses<'d> {
    pub(super) variables: Vec<Use<'d>>,
    pub(super) spreads: Vec<&'d Spread<'d>>,
}

/// A variable in its place.
#[derive(Debug)]
pub(super) struct Use<'d> {
    pub(super) name: &'d str,
    pub(super) at: Pos,
    pub(super) wanted: Option<Wanted<'d>>,
}

/// The variables that may be left out and must not be null, by operation.
///
/// The specification lets a variable that can be null stand where nothing can,
/// if it has a default, and looks at its value when the field runs. That is too
/// late for us.
#[derive(Debug, Default)]
pub(in crate::graphql) struct NeverNull(HashMap<Option<String>, HashSet<String>>);

impl NeverNull {
    /// Those of an operation.
    pub(in crate::graphql) fn of(&self, operation: Option<&str>) -> Option<&HashSet<String>> {
        self.0.get(&operation.map(str::to_owned))
    }
}

impl<'d> Definitions<'d> {
    /// What an operation uses, itself or by a fragment.
    fn reached<'a>(&'a self, uses: &'a Uses<'d>) -> Vec<&'a Uses<'d>> {
        let mut reached = vec![uses];
        let mut names = HashSet::new();
        let mut next = 0;
        while let Some(uses) = reached.get(next).copied() {
            next += 1;
            let spreads = uses.spreads.iter().map(|spread| spread.name.text);
            let fresh = spreads.filter(|name| names.insert(*name));
            reached.extend(fresh.filter_map(|name| self.fragments.get(name)));
        }
        reached
    }
}

/// Holds each use of a variable to its definition.
pub(super) fn check(
    document: &Document,
    definitions: &Definitions,
    report: &mut Report,
) -> NeverNull {
    let mut never_null = NeverNull::default();
    for (operation, uses) in document.operations.iter().zip(&definitions.operations) {
        let mut variables = Variables::of(operation, report);
        for uses in definitions.reached(uses) {
            uses.variables.iter().for_each(|used| variables.hold(used));
        }
        let found = variables.end();
        if !found.is_empty() {
            let name = operation.name.map(|name| name.text.to_owned());
            never_null.0.insert(name, found);
        }
    }
    never_null
}

/// The variables of one operation.
struct Variables<'d, 'r> {
    operation: &'d Operation<'d>,
    by_name: HashMap<&'d str, &'d Variable<'d>>,
    used: HashSet<&'d str>,
    never_null: HashSet<String>,
    report: &'r mut Report,
}

impl<'d, 'r> Variables<'d, 'r> {
    fn of(operation: &'d Operation<'d>, report: &'r mut Report) -> Self {
        let variables = operation.variables.iter();
        Self {
            operation,
            by_name: variables
                .map(|variable| (variable.name.text, variable))
                .collect(),
            used: HashSet::new(),
            never_null: HashSet::new(),
            report,
        }
    }

    fn hold(&mut self, used: &Use) {
        let name = used.name;
        let Some(variable) = self.by_name.get(name).copied() else {
            let of = self
                .operation
                .name
                .map_or_else(String::new, |name| format!(" `{}`", name.text));
            let message = format!("The operation{of} does not define the variable `${name}`.");
            self.report.add([used.at, self.operation.at], message);
            return;
        };
        self.used.insert(variable.name.text);
        if let Some(wanted) = &used.wanted {
            self.fit(variable, (used.at, wanted));
        }
    }

    fn fit(&mut self, variable: &Variable, (at, wanted): (Pos, &Wanted)) {
        let (name, ty) = (variable.name.text, &variable.ty.ty);
        let default = variable.default.as_ref();
        let has_default = default.is_some_and(|default| !matches!(default.is, Is::Null));
        let is_filled = ty.nullable && !wanted.ty.nullable && (has_default || wanted.has_default);
        if !fits(ty, &wanted.ty, is_filled) {
            let wanted = &wanted.ty;
            let message = format!("`${name}` is {ty} and stands where {wanted} is wanted.");
            self.report.add([variable.at, at], message);
        } else if is_filled {
            self.never_null.insert(name.to_owned());
        }
        if wanted.one_of && ty.nullable {
            let message = format!(
                "`${name}` is {ty}, which can be null, and stands where exactly one field is wanted."
            );
            self.report.add([variable.at, at], message);
        }
    }

    /// The variables that nobody uses, and those that must not be null.
    fn end(self) -> HashSet<String> {
        let is_unused = |variable: &&Variable| !self.used.contains(variable.name.text);
        for variable in self.operation.variables.iter().filter(is_unused) {
            let message = format!("The variable `${}` is not used.", variable.name.text);
            self.report.add([variable.at], message);
        }
        self.never_null
    }
}

/// Whether each value of a type is one of another; `is_filled` says that null is
/// replaced or refused.
fn fits(ty: &Type, wanted: &Type, is_filled: bool) -> bool {
    let is_null_fine = wanted.nullable || !ty.nullable || is_filled;
    is_null_fine
        && match (&ty.base, &wanted.base) {
            (BaseType::Named(name), BaseType::Named(wanted)) => name == wanted,
            (BaseType::List(inner), BaseType::List(wanted)) => fits(inner, wanted, false),
            _ => false,
        }
}
