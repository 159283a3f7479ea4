//! Results that come by themselves.

use std::sync::Arc;

use async_graphql::{Context, ID, Subscription};
use entity::{survey, values::SubjectKind};
use futures_util::stream::{self, Stream};

use super::{SurveyResults, exact};
use crate::{
    domain::{Error, Result, survey::Surveys, viewer::ReadSurveys},
    graphql::{
        context::ContextExt,
        loader::One,
        mutation::{requires_scopes, scopes_of},
        node::subject_of,
        occasion::{self, Plan},
    },
};

pub(in crate::graphql) struct TallySubscription;

#[Subscription]
impl TallySubscription {
    /// What was answered to your own survey, exact: now, and again whenever more have
    /// answered, at most once a second. Requires `survey:read`.
    #[graphql(directive = requires_scopes::apply(scopes_of::<ReadSurveys>()))]
    async fn survey_tally(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The id of the survey.")] id: ID,
    ) -> Result<impl Stream<Item = SurveyResults>> {
        let survey = own(ctx, &id).await?;
        let results = match occasion::event(ctx, Plan::Tally(survey.id)) {
            Some(_) => Some(exact(ctx, &survey, (None, None)).await?),
            None => None,
        };
        Ok(stream::iter(results))
    }
}

/// A survey of the viewer's own city.
async fn own(ctx: &Context<'_>, id: &ID) -> Result<Arc<survey::Model>> {
    let permit = ctx.viewer().permit::<ReadSurveys>()?;
    let subject = subject_of(id)?;
    if subject.kind != SubjectKind::Survey {
        return Err(Error::NotFound);
    }
    let survey = ctx
        .reader()
        .load_one(One::<Surveys>::new(subject.id))
        .await?;
    let survey = survey.filter(|survey| survey.city_id == permit.owner());
    survey.ok_or(Error::NotFound)
}
