//! One walk over a parsed document, as long as the document and no longer.
//!
//! What a fragment adds up to is worked out once, however often it is spread:
//! the library itself would walk each spread again, and thirty fragments that
//! each spread the next one twice would keep it busy for ever.

use std::collections::{HashMap, HashSet};

use async_graphql::{
    Name, Positioned, Value,
    parser::types::{
        Directive, ExecutableDocument, Field, FragmentSpread, OperationDefinition, OperationType,
        Selection, SelectionSet,
    },
};
use serde_json::{Map, Value as Json};

use super::{
    measure::Measure,
    sizes::{Given, InputSize, no_variable},
};
use crate::{
    graphql::{
        fault::Fault,
        model::{Model, Times},
    },
    limits::Limits,
};

/// The walk over one operation and the fragments that it reaches.
pub(super) struct Walk<'a> {
    document: &'a ExecutableDocument,
    model: &'a Model,
    limits: &'a Limits,
    given: Given<'a>,
    /// `None` while a fragment is being walked.
    fragments: HashMap<&'a str, Option<Measure>>,
    /// Those that some operation spreads.
    reached: HashSet<&'a str>,
    /// The largest of the arguments so far.
    pub(super) input: InputSize,
    /// Selections looked at.
    pub(super) visits: u64,
}

impl<'a> Walk<'a> {
    pub(super) fn new(
        document: &'a ExecutableDocument,
        model: &'a Model,
        limits: &'a Limits,
        variables: &'a Map<String, Json>,
    ) -> Self {
        Self {
            document,
            model,
            limits,
            given: Given {
                values: variables,
                definitions: &[],
                rows: 0,
            },
            fragments: HashMap::new(),
            reached: HashSet::new(),
            input: InputSize::default(),
            visits: 0,
        }
    }

    /// Measures an operation.
    pub(super) fn operation(
        &mut self,
        operation: &'a OperationDefinition,
    ) -> Result<Measure, Fault> {
        self.given.definitions = &operation.variable_definitions;
        self.fragments.clear();
        let root = self.model.root(operation.ty).unwrap_or_default();
        if operation.ty == OperationType::Mutation {
            self.given.rows = self.rows(operation);
        }
        self.directives(&operation.directives);
        let mut directives = operation.directives.len();
        for definition in &operation.variable_definitions {
            self.directives(&definition.node.directives);
            directives += definition.node.directives.len();
            if let Some(default) = &definition.node.default_value {
                self.note(&default.node);
            }
        }
        let inside = self.set(root, &operation.selection_set.node, 1)?;
        Ok(inside.directed(directives))
    }

    /// The longest list that an operation is given.
    fn rows(&self, operation: &OperationDefinition) -> u64 {
        let variables = self.given.values.values().map(InputSize::of_json);
        let fields = operation.selection_set.node.items.iter();
        let arguments = fields.flat_map(|selection| match &selection.node {
            Selection::Field(field) => field.node.arguments.as_slice(),
            _ => &[],
        });
        let literals = arguments.map(|(_, value)| {
            let Ok(value) = value.node.clone().into_const_with(no_variable);
            InputSize::of(&value)
        });
        variables
            .chain(literals)
            .fold(InputSize::default(), InputSize::or)
            .longest
    }

    /// Measures the fragments that no operation has reached.
    ///
    /// They are never executed, but the library validates them.
    pub(super) fn leftovers(&mut self) -> Result<Measure, Fault> {
        let names: Vec<&'a Name> = self.document.fragments.keys().collect();
        let mut sum = Measure::default();
        for name in names {
            if !self.reached.contains(name.as_str()) {
                sum = sum.beside(self.fragment(name, 1)?);
            }
        }
        Ok(Measure {
            root_fields: 0,
            fields: 0,
            fields_per_row: 0,
            ..sum
        })
    }

    fn set(
        &mut self,
        parent: &'a str,
        set: &'a SelectionSet,
        level: u64,
    ) -> Result<Measure, Fault> {
        if level > self.limits.nesting {
            let what = "levels of selections or more";
            return Err(Fault::beyond("nesting", what, level, self.limits.nesting));
        }
        let mut sum = Measure::default();
        for selection in &set.items {
            self.visits += 1;
            let directives = selection.node.directives();
            self.directives(directives);
            let measure = match &selection.node {
                Selection::Field(field) => self.field(parent, &field.node, level)?,
                Selection::FragmentSpread(spread) => self.spread(&spread.node, level)?,
                Selection::InlineFragment(inline) => {
                    let on = inline.node.type_condition.as_ref();
                    let parent = on.map_or(parent, |condition| condition.node.on.node.as_str());
                    self.set(parent, &inline.node.selection_set.node, level + 1)?
                }
            };
            sum = sum.beside(measure.selected(directives.len()));
        }
        Ok(sum.enclosed())
    }

    fn field(&mut self, parent: &'a str, field: &'a Field, level: u64) -> Result<Measure, Fault> {
        for (_, value) in &field.arguments {
            let Ok(value) = value.node.clone().into_const_with(no_variable);
            self.note(&value);
        }
        let model = self.model;
        let shape = model.field(parent, &field.name.node);
        let inside = if field.selection_set.node.items.is_empty() {
            Measure::default()
        } else {
            let parent = shape.map_or("", |shape| shape.of.as_str());
            self.set(parent, &field.selection_set.node, level + 1)?
        };
        let times = shape.map_or(Times::Once, |shape| shape.times);
        let (fields, fields_per_row) = self.answer(times, field, inside);
        let is_list_of_schema = parent == "__Type" && is_list_of_schema(&field.name.node);
        Ok(Measure {
            aliases: inside.aliases.saturating_add(field.alias.is_some().into()),
            root_fields: 1,
            depth: inside.depth.saturating_add(1),
            introspection_lists: inside.introspection_lists + u64::from(is_list_of_schema),
            fields,
            fields_per_row,
            ..inside
        })
    }

    /// How many fields a field adds to the answer: once, and per row of a page.
    fn answer(&self, times: Times, field: &Field, inside: Measure) -> (u64, u64) {
        let each = inside.fields.saturating_add(inside.fields_per_row);
        let below = match times {
            Times::Once => each,
            Times::List => each.saturating_mul(self.given.list(field, self.limits)),
            Times::Rows => return (1, each),
            Times::Page => inside
                .fields_per_row
                .saturating_mul(self.given.page(field, self.limits))
                .saturating_add(inside.fields),
        };
        (below.saturating_add(1), 0)
    }

    fn spread(&mut self, spread: &'a FragmentSpread, level: u64) -> Result<Measure, Fault> {
        let name = &spread.fragment_name.node;
        match self.fragments.get(name.as_str()) {
            Some(Some(known)) => Ok(*known),
            // It spreads itself, which the rules have a word on.
            Some(None) => Ok(Measure::default()),
            None => self.fragment(name, level + 1),
        }
    }

    /// Measures a fragment for the first time. An unknown one is left to validation.
    fn fragment(&mut self, name: &'a Name, level: u64) -> Result<Measure, Fault> {
        let Some(fragment) = self.document.fragments.get(name) else {
            return Ok(Measure::default());
        };
        self.fragments.insert(name, None);
        self.reached.insert(name);
        self.directives(&fragment.node.directives);
        let on = &fragment.node.type_condition.node.on.node;
        let inside = self.set(on, &fragment.node.selection_set.node, level)?;
        let measure = inside.directed(fragment.node.directives.len());
        self.fragments.insert(name, Some(measure));
        Ok(measure)
    }

    /// Looks at the arguments of directives.
    fn directives(&mut self, directives: &'a [Positioned<Directive>]) {
        for directive in directives {
            for (_, value) in &directive.node.arguments {
                let Ok(value) = value.node.clone().into_const_with(no_variable);
                self.note(&value);
            }
        }
    }

    fn note(&mut self, value: &Value) {
        self.input = self.input.or(InputSize::of(value));
    }
}

/// The lists by which a question about the schema goes round in circles.
fn is_list_of_schema(field: &str) -> bool {
    matches!(
        field,
        "fields" | "interfaces" | "possibleTypes" | "inputFields"
    )
}
