//! The steps of an action.

use std::sync::Arc;

use async_graphql::{Context, Object};
use chrono::{DateTime, Utc};
use entity::feedback_action_step;

use super::FeedbackAction;
use crate::{
    domain::Result,
    graphql::{
        context::ContextExt,
        feedback::loader::StepsOf,
        scalar::Date,
        text::{Locales, maybe, say},
        values::FeedbackActionStatus,
    },
};

/// The steps of an action, read together with its neighbours'.
pub(super) async fn steps(
    ctx: &Context<'_>,
    action: &FeedbackAction,
) -> Result<Vec<FeedbackActionStep>> {
    let rows = ctx.reader().load_one(StepsOf(action.0.id)).await?;
    let rows = rows.iter().flat_map(|rows| rows.iter());
    let steps = rows.map(|row| FeedbackActionStep {
        row: Arc::clone(row),
        default_locale: action.0.default_locale.clone(),
    });
    Ok(steps.collect())
}

/// What everyone could read of an action from a moment on.
pub struct FeedbackActionStep {
    row: Arc<feedback_action_step::Model>,
    default_locale: String,
}

/// What everyone could read of an action from a moment on.
#[Object]
impl FeedbackActionStep {
    /// Where it stood.
    async fn status(&self) -> FeedbackActionStatus {
        self.row.status.into()
    }

    /// Since when it read so.
    async fn taken_at(&self) -> DateTime<Utc> {
        self.row.taken_at
    }

    /// What citizens said, in the best language available.
    async fn said(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> &str {
        say(ctx, &self.row.said, &self.default_locale, locales)
    }

    /// What the city did, in the best language available.
    async fn did(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> Option<String> {
        maybe(ctx, self.row.did.as_ref(), &self.default_locale, locales)
    }

    /// Why it stood there, in the best language available.
    async fn reason(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> Option<String> {
        maybe(ctx, self.row.reason.as_ref(), &self.default_locale, locales)
    }

    /// The day on which the city meant to come back to it.
    async fn deferred_until(&self) -> Option<Date> {
        self.row.deferred_until.map(Date)
    }

    /// The day by which it was to be done.
    async fn due_on(&self) -> Option<Date> {
        self.row.due_on.map(Date)
    }
}
