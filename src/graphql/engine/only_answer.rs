//! The operation that hands in what a citizen answered.

use async_graphql::parser::types::{OperationDefinition, Selection};

use crate::graphql::{
    fault::{Code, Fault},
    survey::SURVEY_RESPOND,
};

/// Whether an operation does nothing but hand in the answers of one citizen.
///
/// Such an answer has a transaction of its own, whoever sends it, and no
/// idempotency key of a client: both would keep something of it.
pub(super) fn only_answers(operation: &OperationDefinition) -> bool {
    match operation.selection_set.node.items.as_slice() {
        [item] => match &item.node {
            Selection::Field(field) => field.node.name.node == SURVEY_RESPOND,
            Selection::FragmentSpread(_) | Selection::InlineFragment(_) => false,
        },
        _ => false,
    }
}

/// In the context of an operation that hands in an answer and does nothing else.
pub(in crate::graphql) struct OnlyAnswer;

/// Headers are kept by whatever lies between, and the key of an answer by nobody.
pub(super) fn key_in_header() -> Fault {
    let message = "`surveyRespond` takes no header Idempotency-Key: give the argument \
                   `idempotencyKey`.";
    Fault::new(Code::BadUserInput, message)
}
