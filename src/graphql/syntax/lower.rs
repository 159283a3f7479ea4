//! A document as the library wants it.
//!
//! Nothing is checked here. Of two things with one name the first is kept: a
//! document that has such never runs.

use async_graphql::{
    Name, Pos, Positioned,
    parser::types::{
        self, DocumentOperations, ExecutableDocument, FragmentDefinition, FragmentSpread,
        InlineFragment, OperationDefinition, SelectionSet, TypeCondition, VariableDefinition,
    },
};
use async_graphql_value::{Value, indexmap::IndexMap};
use serde_json::Number;

use super::document::{
    Argument, Directive, Document, Field, Fragment, Inline, Is, Literal, Operation, Selection,
    Selections, Variable, Word,
};

/// The same document in the library's form.
pub(in crate::graphql) fn lower(document: &Document) -> ExecutableDocument {
    let mut fragments = std::collections::HashMap::new();
    for lowered in document.fragments.iter().rev() {
        fragments.insert(Name::new(lowered.name.text), fragment(lowered));
    }
    ExecutableDocument {
        operations: operations(&document.operations),
        fragments,
    }
}

fn operations(all: &[Operation]) -> DocumentOperations {
    if let Some(anonymous) = all.iter().find(|operation| operation.name.is_none()) {
        return DocumentOperations::Single(operation(anonymous));
    }
    let named = |lowered: &Operation| Some((Name::new(lowered.name?.text), operation(lowered)));
    DocumentOperations::Multiple(all.iter().rev().filter_map(named).collect())
}

fn operation(from: &Operation) -> Positioned<OperationDefinition> {
    let operation = OperationDefinition {
        ty: from.kind,
        variable_definitions: from.variables.iter().map(variable).collect(),
        directives: directives(&from.directives),
        selection_set: selections(&from.selections),
    };
    Positioned::new(operation, from.at)
}

fn variable(from: &Variable) -> Positioned<VariableDefinition> {
    let constant = |literal: &Literal| {
        let value = value(literal).into_const().unwrap_or_default();
        Positioned::new(value, literal.at)
    };
    let variable = VariableDefinition {
        name: name(from.name),
        var_type: Positioned::new(from.ty.ty.clone(), from.ty.at),
        directives: directives(&from.directives),
        default_value: from.default.as_ref().map(constant),
    };
    Positioned::new(variable, from.at)
}

fn fragment(from: &Fragment) -> Positioned<FragmentDefinition> {
    let fragment = FragmentDefinition {
        type_condition: condition(from.on),
        directives: directives(&from.directives),
        selection_set: selections(&from.selections),
    };
    Positioned::new(fragment, from.at)
}

fn condition(on: Word) -> Positioned<TypeCondition> {
    Positioned::new(TypeCondition { on: name(on) }, on.at)
}

fn selections(from: &Selections) -> Positioned<SelectionSet> {
    let items = from.items.iter().map(selection).collect();
    Positioned::new(SelectionSet { items }, from.at)
}

fn selection(from: &Selection) -> Positioned<types::Selection> {
    match from {
        Selection::Field(from) => at(from.at, types::Selection::Field, field(from)),
        Selection::Inline(from) => at(from.at, types::Selection::InlineFragment, inline(from)),
        Selection::Spread(from) => {
            let spread = FragmentSpread {
                fragment_name: name(from.name),
                directives: directives(&from.directives),
            };
            at(from.at, types::Selection::FragmentSpread, spread)
        }
    }
}

fn at<T, S>(at: Pos, select: impl Fn(Positioned<T>) -> S, node: T) -> Positioned<S> {
    Positioned::new(select(Positioned::new(node, at)), at)
}

fn field(from: &Field) -> types::Field {
    let nothing = || Positioned::new(SelectionSet::default(), from.at);
    types::Field {
        alias: from.alias.map(name),
        name: name(from.name),
        arguments: arguments(&from.arguments),
        directives: directives(&from.directives),
        selection_set: from.selections.as_ref().map_or_else(nothing, selections),
    }
}

fn inline(from: &Inline) -> InlineFragment {
    InlineFragment {
        type_condition: from.on.map(condition),
        directives: directives(&from.directives),
        selection_set: selections(&from.selections),
    }
}

fn directives(from: &[Directive]) -> Vec<Positioned<types::Directive>> {
    let directive = |from: &Directive| {
        let directive = types::Directive {
            name: name(from.name),
            arguments: arguments(&from.arguments),
        };
        Positioned::new(directive, from.at)
    };
    from.iter().map(directive).collect()
}

fn arguments(from: &[Argument]) -> Vec<(Positioned<Name>, Positioned<Value>)> {
    let argument = |from: &Argument| {
        let value = Positioned::new(value(&from.value), from.value.at);
        (name(from.name), value)
    };
    from.iter().map(argument).collect()
}

fn name(from: Word) -> Positioned<Name> {
    Positioned::new(Name::new(from.text), from.at)
}

/// A value in the library's form.
pub(in crate::graphql) fn value(from: &Literal) -> Value {
    match &from.is {
        Is::Null => Value::Null,
        Is::Boolean(is) => Value::Boolean(*is),
        Is::Int(digits) | Is::Float(digits) => number(digits).map_or(Value::Null, Value::Number),
        Is::Text(text) => Value::String(text.clone()),
        Is::Enum(name) => Value::Enum(Name::new(name)),
        Is::Variable(name) => Value::Variable(Name::new(name)),
        Is::List(items) => Value::List(items.iter().map(value).collect()),
        Is::Object(fields) => {
            let mut object = IndexMap::with_capacity(fields.len());
            for field in fields.iter().rev() {
                object.insert(Name::new(field.name.text), value(&field.value));
            }
            object.reverse();
            Value::Object(object)
        }
    }
}

/// A number as JSON has it; none when it is larger than any that a computer
/// knows.
pub(in crate::graphql) fn number(digits: &str) -> Option<Number> {
    let whole = digits.parse::<i64>().map(Number::from).ok();
    let whole = whole.or_else(|| digits.parse::<u64>().map(Number::from).ok());
    whole.or_else(|| Number::from_f64(digits.parse().ok()?))
}
