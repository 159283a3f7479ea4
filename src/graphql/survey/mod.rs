//! Surveys.

mod answer;
mod authoring;
mod change;
mod erasure;
mod filter;
mod import;
mod input;
mod invite;
mod loader;
mod own;
mod paper;
mod question;
mod respond;
mod results;
mod version;

use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use entity::{survey, values::SubjectKind};

use self::{
    authoring::Authoring, erasure::Erasing, invite::Invitations, respond::Challenges,
    results::Results,
};
pub(super) use self::{
    change::SurveyMutation,
    input::{SurveyOptionInput, choices},
    invite::InvitationMutation,
    own::ViewerSurveys,
    paper::AnswersMutation,
    question::Asked,
    respond::{RespondMutation, SURVEY_RESPOND},
    results::{ResultSnapshot, ResultsMutation, RollupQuery, TallySubscription, snapshot},
};
use super::{
    city::{City, city},
    connection::lists,
    context::ContextExt,
    error::found,
    history::History,
    scalar::Locale,
    text::{Locales, maybe, missing, say, served_locale},
    values::{Anonymity, Origin, ResponseControl, SurveyStatus},
};
use crate::domain::{
    self, Result,
    body::Body,
    survey::{Surveys, status_at},
};

/// A survey by which a city asks its citizens.
#[derive(Clone)]
pub struct Survey(pub(super) Arc<survey::Model>);

impl From<Arc<survey::Model>> for Survey {
    fn from(row: Arc<survey::Model>) -> Self {
        Self(row)
    }
}

/// A survey by which a city asks its citizens.
#[Object]
impl Survey {
    /// The global id.
    pub(super) async fn id(&self) -> ID {
        self.0.id.into()
    }

    /// The short name in addresses; unique in its city.
    async fn slug(&self) -> &str {
        &self.0.slug
    }

    /// The id it has in the city's own system; unique in its city.
    async fn external_id(&self) -> Option<&str> {
        self.0.external_id.as_deref()
    }

    /// The title in the best language available.
    async fn title(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> &str {
        say(ctx, &self.0.title, &self.0.default_locale, locales)
    }

    /// The language in which `title` answers.
    async fn served_locale(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> Locale {
        served_locale(ctx, &self.0.title, &self.0.default_locale, locales)
    }

    /// The languages of the network (`en`, `ko`, `zh-Hans`, `zh-Hant`), and the
    /// survey's own, in which there is no title yet.
    async fn missing_locales(&self) -> Vec<Locale> {
        missing(&self.0.title, &self.0.default_locale)
    }

    /// The language in which the survey was written.
    async fn default_locale(&self) -> Locale {
        Locale(self.0.default_locale.clone())
    }

    /// The languages in which it is meant to be answered.
    async fn locales(&self) -> Vec<Locale> {
        self.0.locales.0.iter().cloned().map(Locale).collect()
    }

    /// Why the city asks, in the best language available.
    async fn purpose(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> Option<String> {
        let purpose = self.0.purpose.as_ref();
        maybe(ctx, purpose, &self.0.default_locale, locales)
    }

    /// The city that asks.
    async fn city(&self, ctx: &Context<'_>) -> Result<City> {
        city(ctx, self.0.city_id).await
    }

    /// What surveys that repeat one another have in common, such as `residents`.
    async fn series(&self) -> Option<&str> {
        self.0.series.as_deref()
    }

    /// Where it stands at this moment.
    async fn status(&self, ctx: &Context<'_>) -> SurveyStatus {
        status_at(&self.0, ctx.now()).into()
    }

    /// Who may answer it, and how often: read every result with this in mind.
    async fn response_control(&self) -> ResponseControl {
        self.0.response_control.into()
    }

    /// Whether the city can tell who gave an answer.
    async fn anonymity(&self) -> Anonymity {
        self.0.anonymity.into()
    }

    /// The fewest people that a published number of its results stands for.
    async fn min_cell_size(&self) -> i32 {
        self.0.min_cell_size
    }

    /// When it opens by itself; null when the city opens it.
    async fn opens_at(&self) -> Option<DateTime<Utc>> {
        self.0.opens_at
    }

    /// When it closes by itself; null when the city closes it.
    async fn closes_at(&self) -> Option<DateTime<Utc>> {
        self.0.closes_at
    }

    /// When its results came out.
    async fn results_published_at(&self) -> Option<DateTime<Utc>> {
        self.0.results_published_at
    }

    /// When the city had the answers of single citizens erased: from then on nobody can
    /// read them. Its published results stay. `erasure` says how far it is.
    async fn answers_erased_at(&self) -> Option<DateTime<Utc>> {
        self.0.answers_erased_at
    }

    /// Whether the record is real.
    async fn origin(&self) -> Origin {
        self.0.origin.into()
    }

    /// When it last changed.
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.updated_at
    }

    /// Counts its changes, from 1. What it asks has versions of its own.
    async fn version(&self) -> i32 {
        self.0.version
    }

    #[graphql(flatten)]
    fn authoring(&self) -> Authoring {
        Authoring(Arc::clone(&self.0))
    }

    #[graphql(flatten)]
    fn challenges(&self) -> Challenges {
        Challenges(Arc::clone(&self.0))
    }

    #[graphql(flatten)]
    fn invitations(&self) -> Invitations {
        Invitations(Arc::clone(&self.0))
    }

    #[graphql(flatten)]
    fn outcome(&self) -> Results {
        Results(Arc::clone(&self.0))
    }

    #[graphql(flatten)]
    fn erasing(&self) -> Erasing {
        Erasing(Arc::clone(&self.0))
    }

    #[graphql(flatten)]
    fn history(&self) -> History {
        History {
            subject: (SubjectKind::Survey, self.0.id.0),
            owners: vec![Body::City(self.0.city_id)],
        }
    }
}

lists! {
    /// All surveys.
    AllSurveys of ();
    /// The surveys of all cities that are no longer drafts.
    surveys: Surveys;
}

pub(super) struct SurveyQuery;

#[Object]
impl SurveyQuery {
    /// The survey of a city with this slug.
    async fn survey(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The city's slug, such as `kr-hanam`.")] city: String,
        #[graphql(desc = "The survey's slug, which is unique in its city.")] slug: String,
    ) -> Option<Result<Survey>> {
        let row = domain::survey::by_slugs(ctx.db(), &city, &slug).await;
        Some(found(row.map(|row| row.map(|row| Survey(Arc::new(row))))))
    }
}
