//! Fields that share a name in the answer are the same there.
//!
//! Pairs of fields would be as many as the square of the document, and fragments
//! make more of them. So fields are gathered by name instead, and each group is
//! compared with its first, level by level: once for the shape of the answer,
//! once for what is asked, for each object apart. What a fragment brings is
//! gathered once a level. The fields that are looked at are counted against a
//! limit, because abstract types could still make many of few.

use std::collections::{HashMap, HashSet};

use async_graphql::parser::types::{BaseType, Type};

use super::report::Report;
use crate::{
    graphql::{
        fault::Fault,
        model::{Composite, Kind, Model},
        syntax::{Argument, Document, Field, Fragment, Is, Literal, Selection, Selections},
    },
    limits::Limits,
};

pub(super) fn check(document: &Document, (model, limits): (&Model, &Limits), report: &mut Report) {
    let by_name = document.fragments.iter().rev();
    let mut merging = Merging {
        model,
        fragments: by_name
            .map(|fragment| (fragment.name.text, fragment))
            .collect(),
        left: limits.comparisons,
        told: HashSet::new(),
        report,
    };
    let operations = document.operations.iter();
    let operations =
        operations.map(|operation| (model.root(operation.kind), &operation.selections));
    let fragments = document.fragments.iter();
    let fragments = fragments.map(|fragment| (Some(fragment.on.text), &fragment.selections));
    let done = operations
        .chain(fragments)
        .try_for_each(|(parent, selections)| {
            let fields = merging.gather([(parent, selections)])?;
            merging.shapes(&fields)?;
            merging.asked(&fields)
        });
    if done.is_none() {
        let what = "comparisons of fields with one name, or more";
        let found = limits.comparisons.saturating_add(1);
        report.push(Fault::beyond(
            "comparisons",
            what,
            found,
            limits.comparisons,
        ));
    }
}

/// A field and where it is selected.
#[derive(Clone, Copy)]
struct Found<'d> {
    field: &'d Field<'d>,
    parent: Option<&'d str>,
    ty: Option<&'d Type>,
    /// The name inside of the type.
    of: Option<&'d str>,
}

/// Fields by their name in the answer, in the order of the document.
#[derive(Default)]
struct Groups<'d> {
    places: HashMap<&'d str, usize>,
    groups: Vec<Vec<Found<'d>>>,
}

impl<'d> Groups<'d> {
    fn add(&mut self, found: Found<'d>) {
        let next = self.groups.len();
        let place = *self.places.entry(found.field.key()).or_insert(next);
        if place == next {
            self.groups.push(Vec::new());
        }
        self.groups[place].push(found);
    }
}

struct Merging<'d, 'r> {
    model: &'d Model,
    fragments: HashMap<&'d str, &'d Fragment<'d>>,
    /// Fields that may still be looked at.
    left: u64,
    /// Pairs of fields that have been reported, by their places.
    told: HashSet<[async_graphql::Pos; 2]>,
    report: &'r mut Report,
}

/// `None` when the limit is reached.
type Within<T> = Option<T>;

impl<'d> Merging<'d, '_> {
    /// The fields of these selections, those of fragments included.
    fn gather(
        &mut self,
        from: impl IntoIterator<Item = (Option<&'d str>, &'d Selections<'d>)>,
    ) -> Within<Groups<'d>> {
        let mut groups = Groups::default();
        let mut spread = HashSet::new();
        let mut open: Vec<_> = from.into_iter().collect();
        open.reverse();
        while let Some((parent, selections)) = open.pop() {
            let mut inner = Vec::new();
            for selection in &selections.items {
                self.left = self.left.checked_sub(1)?;
                match selection {
                    Selection::Field(field) => groups.add(self.found(parent, field)),
                    Selection::Inline(inline) => {
                        let on = inline.on.map(|on| on.text).or(parent);
                        inner.push((on, &inline.selections));
                    }
                    Selection::Spread(name) => {
                        let fragment = self.fragments.get(name.name.text);
                        if let Some(fragment) = fragment.filter(|_| spread.insert(name.name.text)) {
                            inner.push((Some(fragment.on.text), &fragment.selections));
                        }
                    }
                }
            }
            open.extend(inner.into_iter().rev());
        }
        Some(groups)
    }

    fn found(&self, parent: Option<&'d str>, field: &'d Field<'d>) -> Found<'d> {
        let known = parent.and_then(|parent| self.model.field(parent, field.name.text));
        Found {
            field,
            parent,
            ty: known.map(|known| &known.ty),
            of: known.map(|known| known.of.as_str()),
        }
    }

    /// What is selected below all of these.
    fn below(&mut self, group: &[Found<'d>]) -> Within<Groups<'d>> {
        let sets = group
            .iter()
            .filter_map(|found| Some((found.of, found.field.selections.as_ref()?)));
        self.gather(sets.collect::<Vec<_>>())
    }

    /// Whatever an object is, a name in its answer has one shape.
    fn shapes(&mut self, fields: &Groups<'d>) -> Within<()> {
        for group in &fields.groups {
            let first = group.iter().find(|found| found.ty.is_some());
            for other in group {
                if let (Some(first), Some(ty)) = (first, other.ty)
                    && !first.ty.is_none_or(|first| self.has_one_shape(first, ty))
                {
                    self.tell(first, other, "have types that one answer cannot hold");
                }
            }
            let below = self.below(group)?;
            self.shapes(&below)?;
        }
        Some(())
    }

    fn has_one_shape(&self, one: &Type, other: &Type) -> bool {
        one.nullable == other.nullable
            && match (&one.base, &other.base) {
                (BaseType::List(one), BaseType::List(other)) => self.has_one_shape(one, other),
                (BaseType::Named(one), BaseType::Named(other)) => {
                    one == other || (self.has_fields(one) && self.has_fields(other))
                }
                _ => false,
            }
    }

    fn has_fields(&self, name: &str) -> bool {
        self.model.composite(name).is_some()
    }

    /// Of one object, a name in its answer is one field with the same arguments.
    fn asked(&mut self, fields: &Groups<'d>) -> Within<()> {
        for group in &fields.groups {
            for alike in self.of_one_object(group) {
                self.left = self.left.checked_sub(alike.len() as u64)?;
                let first = alike[0];
                for other in &alike[1..] {
                    if first.field.name.text != other.field.name.text {
                        self.tell(&first, other, "are different fields");
                    } else if !same_arguments(&first.field.arguments, &other.field.arguments) {
                        self.tell(&first, other, "have different arguments");
                    }
                }
                let below = self.below(&alike)?;
                self.asked(&below)?;
            }
        }
        Some(())
    }

    /// The fields that can meet in one object: those of each object with those
    /// of interfaces.
    fn of_one_object(&self, group: &[Found<'d>]) -> Vec<Vec<Found<'d>>> {
        let is_object = |found: &Found| {
            let kind = found.parent.and_then(|parent| self.model.kind(parent));
            matches!(kind, Some((_, Kind::Object(Composite { .. }))))
        };
        let mut objects: Vec<&str> = Vec::new();
        for found in group.iter().filter(|found| is_object(found)) {
            let parent = found.parent.unwrap_or_default();
            if objects.last() != Some(&parent) && !objects.contains(&parent) {
                objects.push(parent);
            }
        }
        if objects.len() < 2 {
            return vec![group.to_vec()];
        }
        let of = |object: &&str| {
            let belongs = |found: &&Found| !is_object(found) || found.parent == Some(*object);
            group.iter().filter(belongs).copied().collect()
        };
        objects.iter().map(of).collect()
    }

    fn tell(&mut self, one: &Found, other: &Found, what: &str) {
        let places = [one.field.at, other.field.at];
        if self.told.insert(places) {
            let key = one.field.key();
            let message = format!(
                "`{key}` stands for two fields that {what}: give one of them another name."
            );
            self.report.add(places, message);
        }
    }
}

fn same_arguments(ones: &[Argument], others: &[Argument]) -> bool {
    ones.len() == others.len()
        && ones.iter().all(|one| {
            let mut others = others.iter();
            let other = others.find(|other| other.name.text == one.name.text);
            other.is_some_and(|other| same(&one.value, &other.value))
        })
}

fn same(one: &Literal, other: &Literal) -> bool {
    match (&one.is, &other.is) {
        (Is::Null, Is::Null) => true,
        (Is::Boolean(one), Is::Boolean(other)) => one == other,
        (Is::Int(one), Is::Int(other))
        | (Is::Float(one), Is::Float(other))
        | (Is::Enum(one), Is::Enum(other))
        | (Is::Variable(one), Is::Variable(other)) => one == other,
        (Is::Text(one), Is::Text(other)) => one == other,
        (Is::List(ones), Is::List(others)) => {
            ones.len() == others.len()
                && ones.iter().zip(others).all(|(one, other)| same(one, other))
        }
        (Is::Object(ones), Is::Object(others)) => same_arguments(ones, others),
        _ => false,
    }
}
