//! Published results: frozen, with a hash that a report can cite.

use std::{collections::HashMap, sync::Arc};

use async_graphql::{Context, ID, Object, dataloader::Loader};
use chrono::{DateTime, Utc};
use entity::{
    SnapshotId, SurveyId, survey_result::QuestionResult, survey_snapshot, values::SubjectKind,
};

use super::question::{SurveyQuestionResult, small};
use crate::{
    domain::{
        self, Error, Result,
        body::Body,
        survey::{Surveys, results},
    },
    graphql::{
        city::{City, city},
        context::ContextExt,
        history::History,
        loader::{One, Source},
        survey::Survey,
        text::{Locales, say},
        values::ResponseControl,
    },
};

impl Loader<SnapshotId> for Source {
    type Value = Arc<survey_snapshot::Model>;
    type Error = domain::Error;

    async fn load(&self, ids: &[SnapshotId]) -> Result<HashMap<SnapshotId, Self::Value>> {
        let rows = results::by_ids(self.db(), ids).await?.into_iter();
        Ok(rows.map(|row| (row.id, Arc::new(row))).collect())
    }
}

/// The snapshots of a survey, the newest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct SnapshotsOf(SurveyId);

impl Loader<SnapshotsOf> for Source {
    type Value = Vec<Arc<survey_snapshot::Model>>;
    type Error = domain::Error;

    async fn load(&self, keys: &[SnapshotsOf]) -> Result<HashMap<SnapshotsOf, Self::Value>> {
        let surveys: Vec<SurveyId> = keys.iter().map(|key| key.0).collect();
        let mut found: HashMap<SnapshotsOf, Self::Value> = HashMap::new();
        for (survey, row) in results::of_surveys(self.db(), &surveys).await? {
            found
                .entry(SnapshotsOf(survey))
                .or_default()
                .push(Arc::new(row));
        }
        Ok(found)
    }
}

/// What a snapshot says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct QuestionsOf(SnapshotId);

impl Loader<QuestionsOf> for Source {
    type Value = Arc<Vec<QuestionResult>>;
    type Error = domain::Error;

    async fn load(&self, keys: &[QuestionsOf]) -> Result<HashMap<QuestionsOf, Self::Value>> {
        let snapshots: Vec<SnapshotId> = keys.iter().map(|key| key.0).collect();
        let found = results::questions(self.db(), &snapshots).await?.into_iter();
        let keyed = found.map(|(id, questions)| (QuestionsOf(id), Arc::new(questions)));
        Ok(keyed.collect())
    }
}

/// The snapshot with this id.
pub(in crate::graphql) async fn snapshot(
    ctx: &Context<'_>,
    id: SnapshotId,
) -> Result<ResultSnapshot> {
    let row = ctx.reader().load_one(id).await?;
    row.map(ResultSnapshot).ok_or(Error::NotFound)
}

/// The snapshots of a survey, the newest first.
pub(super) async fn snapshots(ctx: &Context<'_>, survey: SurveyId) -> Result<Vec<ResultSnapshot>> {
    let rows = ctx.reader().load_one(SnapshotsOf(survey)).await?;
    let rows = rows.unwrap_or_default().into_iter();
    Ok(rows.map(ResultSnapshot).collect())
}

/// Results of a survey as its city published them at one moment. They never change,
/// and later ones of the same survey repeat them word for word.
#[derive(Clone)]
pub struct ResultSnapshot(Arc<survey_snapshot::Model>);

impl From<survey_snapshot::Model> for ResultSnapshot {
    fn from(row: survey_snapshot::Model) -> Self {
        Self(Arc::new(row))
    }
}

/// Results of a survey as its city published them at one moment. They never change,
/// and later ones of the same survey repeat them word for word.
#[Object]
impl ResultSnapshot {
    /// The global id.
    pub(in crate::graphql) async fn id(&self) -> ID {
        self.0.id.into()
    }

    /// Counts the snapshots of the survey, from 1.
    async fn number(&self) -> i32 {
        self.0.number
    }

    /// The survey.
    async fn survey(&self, ctx: &Context<'_>) -> Result<Survey> {
        let survey = One::<Surveys>::new(self.0.survey_id.0);
        let row = ctx.reader().load_one(survey).await?;
        row.map(Survey).ok_or(Error::NotFound)
    }

    /// The city that asked.
    async fn city(&self, ctx: &Context<'_>) -> Result<City> {
        city(ctx, self.0.city_id).await
    }

    /// The title of the survey at that moment, in the best language available.
    async fn title(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> &str {
        say(ctx, &self.0.title, &self.0.default_locale, locales)
    }

    /// When it was published: what it says is true of that moment.
    async fn taken_at(&self) -> DateTime<Utc> {
        self.0.taken_at
    }

    /// How many responses there were; null when they were too few to say.
    async fn responses(&self) -> Option<i32> {
        small(
            self.0
                .responses
                .and_then(|number| u64::try_from(number).ok()),
        )
    }

    /// Who could answer, and how often: read the numbers with this in mind.
    async fn response_control(&self) -> ResponseControl {
        self.0.response_control.into()
    }

    /// The fewest people that a published number stands for.
    async fn min_cell_size(&self) -> i32 {
        self.0.min_cell_size
    }

    /// The results, question by question, in the order of the survey.
    async fn questions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The keys of the questions; all when left out.")] keys: Option<
            Vec<String>,
        >,
    ) -> Result<Vec<SurveyQuestionResult>> {
        let questions = self.said(ctx).await?;
        let wanted = questions.iter().filter(|question| {
            keys.as_ref()
                .is_none_or(|keys| keys.contains(&question.key))
        });
        let locale = &self.0.default_locale;
        Ok(wanted
            .map(|question| SurveyQuestionResult::new(question.clone(), locale))
            .collect())
    }

    /// SHA-256 of `canonicalText` in hexadecimal digits: cite it with the results.
    async fn hash(&self) -> &str {
        &self.0.hash
    }

    /// Everything that the snapshot says, as JSON without spaces and with its keys in
    /// alphabetical order. `printf %s "$text" | sha256sum` gives `hash`.
    async fn canonical_text(&self, ctx: &Context<'_>) -> Result<String> {
        let questions = self.said(ctx).await?;
        Ok(results::canonical_text(&self.0, &questions))
    }

    /// When it last changed: what it says never does.
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.updated_at
    }

    /// Counts its changes, from 1.
    async fn version(&self) -> i32 {
        self.0.version
    }

    #[graphql(flatten)]
    fn history(&self) -> History {
        History {
            subject: (SubjectKind::SurveySnapshot, self.0.id.0),
            owners: vec![Body::City(self.0.city_id)],
        }
    }
}

impl ResultSnapshot {
    async fn said(&self, ctx: &Context<'_>) -> Result<Arc<Vec<QuestionResult>>> {
        let questions = ctx.reader().load_one(QuestionsOf(self.0.id)).await?;
        Ok(questions.unwrap_or_default())
    }
}
