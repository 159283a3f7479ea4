//! The results of surveys.

mod publish;
mod question;
mod rollup;
mod snapshot;
mod tally;

use std::{collections::HashMap, sync::Arc};

use async_graphql::{Context, Object, SimpleObject, dataloader::Loader};
use chrono::{DateTime, Utc};
use entity::survey;

pub(in crate::graphql) use self::{
    publish::ResultsMutation,
    rollup::RollupQuery,
    snapshot::{ResultSnapshot, snapshot},
    tally::TallySubscription,
};
use self::{
    question::{SurveyQuestionResult, small},
    snapshot::snapshots,
};
use super::Survey;
use crate::{
    domain::{
        self, Error, Result,
        survey::results::{self, Point, Series},
        viewer::ReadSurveys,
    },
    graphql::{
        context::ContextExt,
        loader::Source,
        mutation::{requires_scopes, scopes_of},
    },
};

/// What was answered up to now, exact and without gaps: for the city alone.
#[derive(SimpleObject)]
pub struct SurveyResults {
    /// Whether nothing was left out: what you read here must not be passed on.
    is_exact: bool,
    /// When it was true.
    as_of: DateTime<Utc>,
    /// How many responses there are.
    responses: i32,
    /// The questions, in the order of the newest version.
    questions: Vec<SurveyQuestionResult>,
}

/// A question in one of several surveys that repeat one another.
#[derive(SimpleObject)]
pub struct TrendPoint {
    /// The survey.
    survey: Survey,
    /// The published results from which it comes.
    snapshot: ResultSnapshot,
    /// What they say of the question.
    result: SurveyQuestionResult,
}

/// What came of a survey.
pub(super) struct Results(pub(super) Arc<survey::Model>);

/// What came of a survey.
#[Object]
impl Results {
    /// What was answered to your own survey up to now, exact, also while it is open.
    /// Everybody else sees `publishedResults`. Requires `survey:read`.
    #[graphql(directive = requires_scopes::apply(scopes_of::<ReadSurveys>()))]
    async fn results(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "One version alone. Without it all versions are added up that \
            ask a question in the same way.")]
        version: Option<i32>,
        #[graphql(desc = "The key of a segment by which to break the results down, or `VERSION`.")]
        by: Option<String>,
    ) -> Option<Result<SurveyResults>> {
        Some(exact(ctx, &self.0, (version, by)).await)
    }

    /// The newest published results; null while there are none.
    async fn published_results(&self, ctx: &Context<'_>) -> Option<Result<ResultSnapshot>> {
        let snapshots = snapshots(ctx, self.0.id).await;
        snapshots
            .map(|snapshots| snapshots.into_iter().next())
            .transpose()
    }

    /// All published results, the newest first. Each has what came before it, so that
    /// what was cited stays.
    async fn snapshots(&self, ctx: &Context<'_>) -> Result<Vec<ResultSnapshot>> {
        snapshots(ctx, self.0.id).await
    }

    /// One question in all surveys of the same `series` that asked it in the same way,
    /// the oldest first: published results only.
    async fn trend(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The key of the question.")] question: String,
    ) -> Result<Vec<TrendPoint>> {
        let wanted = Wanted(Series {
            survey: self.0.id,
            city: self.0.city_id,
            series: self.0.series.clone(),
            question,
        });
        let points = ctx.reader().load_one(wanted).await?.unwrap_or_default();
        Ok(points.iter().cloned().map(TrendPoint::from).collect())
    }
}

impl From<Point> for TrendPoint {
    fn from(point: Point) -> Self {
        let locale = point.snapshot.default_locale.clone();
        Self {
            survey: Survey(Arc::new(point.survey)),
            result: SurveyQuestionResult::new(point.result, &locale),
            snapshot: point.snapshot.into(),
        }
    }
}

/// A question of which the trend is asked.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Wanted(Series);

impl Loader<Wanted> for Source {
    type Value = Arc<Vec<Point>>;
    type Error = domain::Error;

    async fn load(&self, keys: &[Wanted]) -> Result<HashMap<Wanted, Self::Value>> {
        let series: Vec<Series> = keys.iter().map(|key| key.0.clone()).collect();
        let trends = results::trends(self.db(), &series).await?.into_iter();
        Ok(trends
            .map(|(series, points)| (Wanted(series), Arc::new(points)))
            .collect())
    }
}

async fn exact(
    ctx: &Context<'_>,
    survey: &survey::Model,
    (version, by): (Option<i32>, Option<String>),
) -> Result<SurveyResults> {
    let permit = ctx.viewer().permit::<ReadSurveys>()?;
    if permit.owner() != survey.city_id {
        return Err(Error::NotFound);
    }
    let mut material = results::material(ctx.db(), survey.id).await?;
    if let Some(by) = &by
        && !material.attributes().contains(by)
    {
        return Err(Error::input("`by` names no segment of the survey."));
    }
    if let Some(version) = version {
        if !material.contents.contains_key(&version) {
            return Err(Error::input(
                "The survey has no published version of this number.",
            ));
        }
        material = material.only(version);
    }
    let by: Vec<String> = by.into_iter().collect();
    let questions = material
        .questions()
        .into_iter()
        .map(|question| SurveyQuestionResult::new(question.exact(&by), &survey.default_locale));
    Ok(SurveyResults {
        is_exact: true,
        as_of: ctx.now(),
        responses: small(Some(material.responses())).unwrap_or_default(),
        questions: questions.collect(),
    })
}
