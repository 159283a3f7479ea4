//! What an action changed.

use std::sync::Arc;

use async_graphql::{Context, Object, Union};
use entity::feedback_action_link;

use super::FeedbackAction;
use crate::{
    domain::{Result, offering::Offerings, plan::Plans, programme::Programmes},
    graphql::{
        context::ContextExt,
        feedback::loader::ChangesOf,
        loader::One,
        offering::Offering,
        plan::Plan,
        programme::Programme,
        text::{Locales, maybe},
    },
};

/// What an action changed, read together with its neighbours'.
pub(super) async fn changes(
    ctx: &Context<'_>,
    action: &FeedbackAction,
) -> Result<Vec<FeedbackChange>> {
    let rows = ctx.reader().load_one(ChangesOf(action.0.id)).await?;
    let rows = rows.iter().flat_map(|rows| rows.iter());
    let changes = rows.map(|row| FeedbackChange {
        row: Arc::clone(row),
        default_locale: action.0.default_locale.clone(),
    });
    Ok(changes.collect())
}

/// Something that an action changed.
#[derive(Union)]
pub enum ChangedRecord {
    /// A programme.
    Programme(Programme),
    /// An offering.
    Offering(Offering),
    /// A plan.
    Plan(Plan),
}

/// What an action changed, and how.
pub struct FeedbackChange {
    row: Arc<feedback_action_link::Model>,
    default_locale: String,
}

/// What an action changed, and how.
#[Object]
impl FeedbackChange {
    /// What was changed; null when it is not, or no longer, public.
    async fn changed(&self, ctx: &Context<'_>) -> Option<Result<ChangedRecord>> {
        self.read(ctx).await.transpose()
    }

    /// How it was changed, in the best language available.
    async fn note(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> Option<String> {
        maybe(ctx, self.row.note.as_ref(), &self.default_locale, locales)
    }
}

impl FeedbackChange {
    async fn read(&self, ctx: &Context<'_>) -> Result<Option<ChangedRecord>> {
        let reader = ctx.reader();
        if let Some(id) = self.row.programme_id {
            let found = reader.load_one(One::<Programmes>::new(id.0)).await?;
            return Ok(found.map(|row| ChangedRecord::Programme(Programme(row))));
        }
        if let Some(id) = self.row.offering_id {
            let found = reader.load_one(One::<Offerings>::new(id.0)).await?;
            return Ok(found.map(|row| ChangedRecord::Offering(row.into())));
        }
        if let Some(id) = self.row.plan_id {
            let found = reader.load_one(One::<Plans>::new(id.0)).await?;
            return Ok(found.map(|row| ChangedRecord::Plan(Plan(row))));
        }
        Ok(None)
    }
}
