//! The evidence of a theme.

use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use entity::feedback_evidence;

use super::FeedbackTheme;
use crate::{
    domain::{Result, feedback::FeedbackSessions},
    graphql::{
        context::ContextExt,
        feedback::{loader::EvidenceOf, session::FeedbackSession},
        loader::One,
        survey::{ResultSnapshot, snapshot},
        text::{Locales, maybe},
    },
};

/// The evidence of a theme, read together with its neighbours'.
pub(super) async fn evidence(
    ctx: &Context<'_>,
    theme: &FeedbackTheme,
) -> Result<Vec<FeedbackEvidence>> {
    let pieces = ctx.reader().load_one(EvidenceOf(theme.0.id)).await?;
    let pieces = pieces.iter().flat_map(|pieces| pieces.iter());
    let pieces = pieces.map(|row| FeedbackEvidence {
        row: Arc::clone(row),
        default_locale: theme.0.default_locale.clone(),
    });
    Ok(pieces.collect())
}

/// Where a theme was heard: at a question of published results, or at a session.
pub struct FeedbackEvidence {
    row: Arc<feedback_evidence::Model>,
    default_locale: String,
}

/// Where a theme was heard: at a question of published results, or at a session.
#[Object]
impl FeedbackEvidence {
    /// The id of the published results; null when it was heard at a session.
    async fn snapshot_id(&self) -> Option<ID> {
        self.row.snapshot_id.map(ID::from)
    }

    /// The published results; null when it was heard at a session.
    async fn snapshot(&self, ctx: &Context<'_>) -> Option<Result<ResultSnapshot>> {
        Some(snapshot(ctx, self.row.snapshot_id?).await)
    }

    /// The key of the question in these results.
    async fn question_key(&self) -> Option<&str> {
        self.row.question_key.as_deref()
    }

    /// The session; null when it was heard in a survey.
    async fn session(&self, ctx: &Context<'_>) -> Option<Result<FeedbackSession>> {
        let session = One::<FeedbackSessions>::new(self.row.session_id?.0);
        let found = ctx.reader().load_one(session).await;
        Some(found.transpose()?.map(FeedbackSession))
    }

    /// What was said there, in the best language available.
    async fn note(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> Option<String> {
        maybe(ctx, self.row.note.as_ref(), &self.default_locale, locales)
    }
}
