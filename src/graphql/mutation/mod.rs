//! What all mutations share: the permit, the transaction, the payload.

pub(super) mod input;
mod transaction;
mod upsert;
mod user_error;

use async_graphql::{Context, ID, SimpleObject, TypeDirective};
use futures_util::future::{BoxFuture, try_join_all};
use uuid::Uuid;

pub(super) use self::transaction::{Terms, Transaction};
use self::user_error::user_errors;
pub use self::{
    upsert::{UpsertCounts, UpsertOutcome, UpsertPolicy},
    user_error::UserError,
};
use super::{connection::Shown, context::ContextExt, loader::One};
use crate::domain::{
    Error, Result,
    problem::Problems,
    viewer::{Action, Permit},
};

/// The scopes that a token needs for this field: all of one of the lists.
#[TypeDirective(location = "FieldDefinition", name = "requiresScopes")]
pub fn requires_scopes(scopes: Vec<Vec<String>>) {}

/// The scope of an action, as the directive takes it.
pub(super) fn scopes_of<A: Action>() -> Vec<Vec<String>> {
    let scope = A::SCOPE.map(|scope| scope.as_str().to_owned());
    vec![scope.into_iter().collect()]
}

/// What a mutation answers.
pub(super) trait Payload: Sized {
    /// What the work hands over when it is done.
    type Done: Send;

    /// The answer when it is done.
    async fn done(ctx: &Context<'_>, done: Self::Done) -> Result<Self>;

    /// The answer when the input has problems.
    async fn refused(ctx: &Context<'_>, problems: &Problems) -> Result<Self>;
}

/// The permit that a mutation asks for, and where its work is written.
pub(super) fn allowed<'a, A: Action>(ctx: &'a Context<'_>) -> Result<(Permit<A>, &'a Transaction)> {
    let permit = ctx.viewer().permit::<A>()?;
    let transaction = ctx.transaction().ok_or(Error::Unauthenticated)?;
    Ok((permit, transaction))
}

/// The work of a mutation, on the heap and without its type.
///
/// The futures of all mutations together would fill the stack; and what is a type of
/// its own is proven to be `Send`, laid out and compiled again with all that is below
/// it by everything that holds it.
pub(super) fn work<'a, T>(
    work: impl Future<Output = Result<T>> + Send + 'a,
) -> BoxFuture<'a, Result<T>> {
    Box::pin(work)
}

/// What a mutation answers to what came of its work.
pub(super) async fn answered<P: Payload>(ctx: &Context<'_>, outcome: Result<P::Done>) -> Result<P> {
    match outcome {
        Ok(done) => P::done(ctx, done).await,
        Err(Error::Invalid(problems)) => P::refused(ctx, &problems).await,
        Err(error) => Err(error),
    }
}

/// The record of a list with this id, as this viewer sees it.
pub(super) async fn shown<L: Shown>(ctx: &Context<'_>, id: Uuid) -> Result<Option<L::Node>> {
    let row = ctx.reader().load_one(One::<L>::new(id)).await?;
    Ok(row.map(L::Node::from))
}

/// The records of a list with these ids, as this viewer sees them, in the same order.
pub(super) async fn shown_all<L: Shown>(ctx: &Context<'_>, ids: &[Uuid]) -> Result<Vec<L::Node>> {
    let all = ids.iter().map(|id| shown::<L>(ctx, *id));
    Ok(try_join_all(all).await?.into_iter().flatten().collect())
}

/// The problems of an input as the schema has them.
pub(super) fn told(ctx: &Context<'_>, problems: &Problems) -> Vec<UserError> {
    user_errors(ctx, problems)
}

/// Declares payloads that hold one record of a list.
macro_rules! payloads {
    ($($(#[$doc:meta])* $payload:ident {
        $(#[$field_doc:meta])* $field:ident: $object:ident of $list:ty
    })+) => { $(
        $(#[$doc])*
        #[derive(async_graphql::SimpleObject)]
        pub struct $payload {
            $(#[$field_doc])*
            $field: Option<$object>,
            /// What to mend in the input. Empty when it worked.
            user_errors: Vec<$crate::graphql::mutation::UserError>,
        }

        impl $crate::graphql::mutation::Payload for $payload {
            type Done = uuid::Uuid;

            async fn done(
                ctx: &async_graphql::Context<'_>,
                id: uuid::Uuid,
            ) -> $crate::domain::Result<Self> {
                Ok(Self {
                    $field: $crate::graphql::mutation::shown::<$list>(ctx, id).await?,
                    user_errors: Vec::new(),
                })
            }

            async fn refused(
                ctx: &async_graphql::Context<'_>,
                problems: &$crate::domain::problem::Problems,
            ) -> $crate::domain::Result<Self> {
                let $field = match problems.current() {
                    Some(id) => $crate::graphql::mutation::shown::<$list>(ctx, id).await?,
                    None => None,
                };
                Ok(Self {
                    $field,
                    user_errors: $crate::graphql::mutation::told(ctx, problems),
                })
            }
        }
    )+ };
}

pub(super) use payloads;

/// What came of a deletion.
#[derive(SimpleObject)]
pub struct DeletePayload {
    /// The id of what is deleted now; it can be restored by this id.
    deleted_id: Option<ID>,
    /// What to mend in the input. Empty when it worked.
    user_errors: Vec<UserError>,
}

impl Payload for DeletePayload {
    type Done = ID;

    async fn done(_: &Context<'_>, id: ID) -> Result<Self> {
        Ok(Self {
            deleted_id: Some(id),
            user_errors: Vec::new(),
        })
    }

    async fn refused(ctx: &Context<'_>, problems: &Problems) -> Result<Self> {
        Ok(Self {
            deleted_id: None,
            user_errors: told(ctx, problems),
        })
    }
}

/// Declares the mutations of a concept, an item each: what they are called, what
/// they take and answer, which permit they ask for, and what they do.
///
/// `creates` makes something; `changes` takes the version that the client has read.
/// `in ctx` names the context of the field, where the work needs it.
macro_rules! mutations {
    ($(#[$doc:meta])* $mutations:ident; $($item:tt)+) => {
        $crate::graphql::mutation::mutations!(@ [$(#[$doc])* $mutations] [] $($item)+);
    };
    (@ [$($head:tt)*] [$($done:tt)*]
        $(#[$doc:meta])*
        creates $name:ident($input:ty) -> $payload:ty, by $action:ty:
        |$writing:ident, $permit:ident, $given:ident $(, in $asked:ident)?| $work:expr;
        $($rest:tt)*
    ) => {
        $crate::graphql::mutation::mutations!(@ [$($head)*] [$($done)*
            $(#[$doc])*
            #[graphql(directive = crate::graphql::mutation::requires_scopes::apply(
                crate::graphql::mutation::scopes_of::<$action>()
            ))]
            async fn $name(
                &self,
                ctx: &async_graphql::Context<'_>,
                #[graphql(desc = "What to make.")]
                input: $input,
                #[graphql(desc = "Everything runs, and nothing is kept.")]
                dry_run: Option<bool>,
                #[graphql(desc = "Your name for this request: within 24 hours the same key gets \
                    the same answer, and the work is done once. Instead of the header \
                    `Idempotency-Key`.")]
                idempotency_key: Option<String>,
            ) -> crate::domain::Result<$payload> {
                let terms = crate::graphql::mutation::Terms {
                    dry_run: dry_run.unwrap_or_default(),
                    key: idempotency_key,
                };
                let (permit, transaction) = crate::graphql::mutation::allowed::<$action>(ctx)?;
                let work = crate::graphql::mutation::work(async {
                    let ($writing, $permit) = (transaction.writing(), &permit);
                    let $given = input;
                    $(let $asked = ctx;)?
                    $work
                });
                let outcome = transaction.attempt(terms, work).await;
                crate::graphql::mutation::answered::<$payload>(ctx, outcome).await
            }
        ] $($rest)*);
    };
    (@ [$($head:tt)*] [$($done:tt)*]
        $(#[$doc:meta])*
        changes $name:ident($input:ty) -> $payload:ty, by $action:ty:
        |$writing:ident, $permit:ident, $given:ident, $version:ident $(, in $asked:ident)?| $work:expr;
        $($rest:tt)*
    ) => {
        $crate::graphql::mutation::mutations!(@ [$($head)*] [$($done)*
            $(#[$doc])*
            #[graphql(directive = crate::graphql::mutation::requires_scopes::apply(
                crate::graphql::mutation::scopes_of::<$action>()
            ))]
            #[expect(
                clippy::too_many_arguments,
                reason = "every mutation takes the same terms beside its input"
            )]
            async fn $name(
                &self,
                ctx: &async_graphql::Context<'_>,
                #[graphql(desc = "What to change.")]
                input: $input,
                #[graphql(desc = "The `version` that you have read: when the record has changed \
                    since, nothing happens but a `STALE_VERSION` with the record as it is.")]
                expected_version: Option<i32>,
                #[graphql(desc = "Everything runs, and nothing is kept.")]
                dry_run: Option<bool>,
                #[graphql(desc = "Your name for this request: within 24 hours the same key gets \
                    the same answer, and the work is done once. Instead of the header \
                    `Idempotency-Key`.")]
                idempotency_key: Option<String>,
            ) -> crate::domain::Result<$payload> {
                let terms = crate::graphql::mutation::Terms {
                    dry_run: dry_run.unwrap_or_default(),
                    key: idempotency_key,
                };
                let (permit, transaction) = crate::graphql::mutation::allowed::<$action>(ctx)?;
                let work = crate::graphql::mutation::work(async {
                    let ($writing, $permit) = (transaction.writing(), &permit);
                    let ($given, $version) = (input, expected_version);
                    $(let $asked = ctx;)?
                    $work
                });
                let outcome = transaction.attempt(terms, work).await;
                crate::graphql::mutation::answered::<$payload>(ctx, outcome).await
            }
        ] $($rest)*);
    };
    (@ [$(#[$doc:meta])* $mutations:ident] [$($done:tt)*]) => {
        $(#[$doc])*
        pub(crate) struct $mutations;

        #[async_graphql::Object]
        impl $mutations {
            $($done)*
        }
    };
}

pub(super) use mutations;
