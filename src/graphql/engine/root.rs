//! The one field at the root of a subscription.

use std::{convert::Infallible, sync::Arc};

use async_graphql::{
    Name, Positioned, Value,
    parser::types::{
        Directive, DocumentOperations, ExecutableDocument, Field, OperationDefinition, Selection,
        SelectionSet,
    },
};

/// The field that a subscription asks for, and all that it selects.
///
/// The library runs none that stands in a fragment. The rules have seen to it that
/// there is one, however often it is written.
pub(super) fn only_field(
    document: &ExecutableDocument,
    operation: &OperationDefinition,
) -> Option<Positioned<Field>> {
    let mut found = Vec::new();
    gather(document, &operation.selection_set.node, &mut found);
    let mut fields = found.into_iter();
    let mut only = fields.next()?.clone();
    for field in fields {
        let more = field.node.selection_set.node.items.iter().cloned();
        only.node.selection_set.node.items.extend(more);
    }
    Some(only)
}

fn gather<'a>(
    document: &'a ExecutableDocument,
    set: &'a SelectionSet,
    found: &mut Vec<&'a Positioned<Field>>,
) {
    for selection in &set.items {
        match &selection.node {
            Selection::Field(field) => found.push(field),
            Selection::InlineFragment(inline) => {
                gather(document, &inline.node.selection_set.node, found);
            }
            Selection::FragmentSpread(spread) => {
                if let Some(fragment) = document.fragments.get(&spread.node.fragment_name.node) {
                    gather(document, &fragment.node.selection_set.node, found);
                }
            }
        }
    }
}

/// The same document with this field alone at the root of the operation.
pub(super) fn with_only(
    document: Arc<ExecutableDocument>,
    name: Option<&str>,
    field: Positioned<Field>,
) -> Arc<ExecutableDocument> {
    let mut document = Arc::unwrap_or_clone(document);
    let operation = match &mut document.operations {
        DocumentOperations::Single(operation) => Some(operation),
        DocumentOperations::Multiple(operations) => match name {
            Some(name) => operations.get_mut(name),
            None => operations.values_mut().next(),
        },
    };
    if let Some(operation) = operation {
        let at = field.pos;
        let field = Positioned::new(Selection::Field(field), at);
        operation.node.selection_set.node.items = vec![field];
    }
    Arc::new(document)
}

/// The variable that says where to begin, if it says nothing else.
///
/// Followers differ in it, and what they are told does not.
pub(super) fn place(document: &ExecutableDocument, field: &Field) -> Option<String> {
    let mut place = Uses::default();
    let after = field.get_argument("after")?;
    let Ok(_) = after
        .node
        .clone()
        .into_const_with(|name| Ok::<_, Infallible>(place.note(name)));
    let mut all = Uses::default();
    for (_, operation) in document.operations.iter() {
        all.directives(&operation.node.directives);
        all.set(&operation.node.selection_set.node);
    }
    for fragment in document.fragments.values() {
        all.directives(&fragment.node.directives);
        all.set(&fragment.node.selection_set.node);
    }
    let name = place.0.pop()?;
    let times = all.0.iter().filter(|other| **other == name).count();
    (times == 1).then(|| name.to_string())
}

/// The variables that are used, each as often as it is.
#[derive(Default)]
struct Uses(Vec<Name>);

impl Uses {
    fn set(&mut self, set: &SelectionSet) {
        for selection in &set.items {
            self.directives(selection.node.directives());
            match &selection.node {
                Selection::Field(field) => {
                    for (_, value) in &field.node.arguments {
                        let Ok(_) = value
                            .node
                            .clone()
                            .into_const_with(|name| Ok::<_, Infallible>(self.note(name)));
                    }
                    self.set(&field.node.selection_set.node);
                }
                Selection::InlineFragment(inline) => self.set(&inline.node.selection_set.node),
                Selection::FragmentSpread(_) => {}
            }
        }
    }

    fn directives(&mut self, directives: &[Positioned<Directive>]) {
        for directive in directives {
            for (_, value) in &directive.node.arguments {
                let Ok(_) = value
                    .node
                    .clone()
                    .into_const_with(|name| Ok::<_, Infallible>(self.note(name)));
            }
        }
    }

    /// As if the variable were null: the library has no other walk through values.
    fn note(&mut self, name: Name) -> Value {
        self.0.push(name);
        Value::Null
    }
}
