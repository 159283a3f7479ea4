//! Problems of an input, as clients read them.

use async_graphql::{Context, Enum, SimpleObject};

use crate::{
    domain::{
        locale,
        problem::{Problem, Problems},
    },
    graphql::context::ContextExt,
};

/// What kind of problem it is, for programs. The list is closed.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "crate::domain::problem::ProblemCode")]
pub enum UserErrorCode {
    /// Something is missing.
    Required,
    /// It is not written as it should be.
    Invalid,
    /// The text is too long.
    TooLong,
    /// There are too many of them.
    TooMany,
    /// A number or a date lies outside of its bounds.
    OutOfRange,
    /// Another record has this name or key already.
    Taken,
    /// What it points to does not exist, or is not yours.
    NotFound,
    /// The code list has no such code.
    UnknownCode,
    /// The same thing is given twice.
    Duplicate,
    /// From its status the record cannot go there.
    IllegalTransition,
    /// It contradicts the rest of the record.
    Conflict,
    /// The record has changed since you read it; the payload holds it as it is now.
    StaleVersion,
    /// The idempotency key was used before, with another request or with other scopes.
    IdempotencyKeyReused,
    /// You cannot hand out a scope that your own token lacks.
    ScopeNotHeld,
    /// The survey takes no answers at this moment.
    SurveyNotOpen,
    /// The invitation was used before: each counts once.
    SurveyTokenUsed,
    /// The invitation is missing, or is none of this survey.
    SurveyTokenInvalid,
    /// A survey that everybody may answer asks for a little work: solve a new
    /// `challenge`.
    SurveyWorkRequired,
}

/// Something in the input to mend before trying again. Nothing was changed.
#[derive(SimpleObject, Clone)]
pub struct UserError {
    /// What kind of problem it is.
    code: UserErrorCode,
    /// Where in `input`, step by step from its root, as `["offerings", "3",
    /// "startDate"]`, or `["expectedVersion"]`; null when it is about the whole.
    field: Option<Vec<String>>,
    /// What to mend, in the language of `Accept-Language`: `en`, `ko`, `zh-Hans`
    /// or `zh-Hant`. For people; it may change at any time.
    message: String,
}

/// Every problem in the reader's language.
pub(in crate::graphql) fn user_errors(ctx: &Context<'_>, problems: &Problems) -> Vec<UserError> {
    problems.iter().map(|problem| told(ctx, problem)).collect()
}

fn told(ctx: &Context<'_>, problem: &Problem) -> UserError {
    let sentences = problem.complaint.sentences();
    let (_, message) = locale::best(&sentences, ctx.wishes(), "en").unwrap_or_default();
    UserError {
        code: problem.complaint.code().into(),
        field: (!problem.path.is_empty()).then(|| problem.path.clone()),
        message: message.to_owned(),
    }
}
