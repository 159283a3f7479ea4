//! What a survey is about and what it asks, as fields of the survey.

use std::sync::Arc;

use async_graphql::{Context, Object, Union};
use chrono::{DateTime, Utc};
use entity::{survey, survey_version};

use super::{
    loader::{CurrentOf, DraftOf, FrozenOf},
    version::{SurveyVersion, TranslationCompleteness},
};
use crate::{
    domain::{Result, learning_space::LearningSpaces, plan::Plans, programme::Programmes},
    graphql::{
        city::{City, city},
        context::ContextExt,
        learning_space::LearningSpace,
        loader::One,
        plan::Plan,
        programme::Programme,
        scalar::Locale,
    },
};

/// What a survey is about.
#[derive(Union)]
pub enum SurveySubject {
    /// The city itself.
    City(City),
    /// A programme.
    Programme(Programme),
    /// A learning space.
    LearningSpace(LearningSpace),
    /// A plan.
    Plan(Plan),
}

/// What a survey is about and what it asks.
pub(super) struct Authoring(pub(super) Arc<survey::Model>);

/// What a survey is about and what it asks.
#[Object]
impl Authoring {
    /// What it is about: a programme, a learning space, a plan, else the city. Null
    /// when you cannot see it.
    async fn subject(&self, ctx: &Context<'_>) -> Option<Result<SurveySubject>> {
        self.find_subject(ctx).await.transpose()
    }

    /// The version that is answered now; null before the first is published.
    async fn current_version(&self, ctx: &Context<'_>) -> Option<Result<SurveyVersion>> {
        let version = self.current(ctx).await.transpose()?;
        Some(version.map(|row| self.shown(row)))
    }

    /// Every version that was published, the oldest first. None of them ever changes.
    async fn versions(&self, ctx: &Context<'_>) -> Result<Vec<SurveyVersion>> {
        let versions = ctx.reader().load_one(FrozenOf(self.0.id)).await?;
        let versions = versions.iter().flat_map(|versions| versions.iter());
        Ok(versions.map(|row| self.shown(Arc::clone(row))).collect())
    }

    /// The version that its city works on, for a token of the city with
    /// `survey:read` or `survey:write`; null when there is none, and for everyone else.
    async fn draft_version(&self, ctx: &Context<'_>) -> Option<Result<SurveyVersion>> {
        let version = self.draft(ctx).await.transpose()?;
        Some(version.map(|row| self.shown(row)))
    }

    /// How much of it there is in a language: of the version that you work on, else
    /// of the one that is answered now.
    async fn translation_completeness(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The language.")] locale: Locale,
    ) -> Option<Result<TranslationCompleteness>> {
        let version = self.newest(ctx).await.transpose()?;
        Some(version.map(|row| self.shown(row).completeness(&locale)))
    }

    /// When it was first published.
    async fn published_at(&self) -> Option<DateTime<Utc>> {
        self.0.published_at
    }

    /// When it first opened.
    async fn opened_at(&self) -> Option<DateTime<Utc>> {
        self.0.opened_at
    }

    /// When it closed; null while it can still be answered.
    async fn closed_at(&self) -> Option<DateTime<Utc>> {
        self.0.closed_at
    }
}

type Found = Result<Option<Arc<survey_version::Model>>>;

impl Authoring {
    async fn find_subject(&self, ctx: &Context<'_>) -> Result<Option<SurveySubject>> {
        let reader = ctx.reader();
        if let Some(id) = self.0.programme_id {
            let row = reader.load_one(One::<Programmes>::new(id.0)).await?;
            return Ok(row.map(|row| SurveySubject::Programme(row.into())));
        }
        if let Some(id) = self.0.space_id {
            let row = reader.load_one(One::<LearningSpaces>::new(id.0)).await?;
            return Ok(row.map(|row| SurveySubject::LearningSpace(row.into())));
        }
        if let Some(id) = self.0.plan_id {
            let row = reader.load_one(One::<Plans>::new(id.0)).await?;
            return Ok(row.map(|row| SurveySubject::Plan(row.into())));
        }
        let city = city(ctx, self.0.city_id).await?;
        Ok(Some(SurveySubject::City(city)))
    }

    async fn current(&self, ctx: &Context<'_>) -> Found {
        match self.0.published_version {
            Some(number) => ctx.reader().load_one(CurrentOf(self.0.id, number)).await,
            None => Ok(None),
        }
    }

    async fn draft(&self, ctx: &Context<'_>) -> Found {
        match ctx.viewer().sight().surveys_of() {
            Some(city) if city == self.0.city_id => ctx.reader().load_one(DraftOf(self.0.id)).await,
            _ => Ok(None),
        }
    }

    async fn newest(&self, ctx: &Context<'_>) -> Found {
        match self.draft(ctx).await? {
            Some(draft) => Ok(Some(draft)),
            None => self.current(ctx).await,
        }
    }

    fn shown(&self, row: Arc<survey_version::Model>) -> SurveyVersion {
        SurveyVersion {
            survey: Arc::clone(&self.0),
            row,
        }
    }
}
