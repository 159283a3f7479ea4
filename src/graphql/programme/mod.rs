//! Programmes.

mod change;
mod codes;
mod fields;
mod input;
mod own;
mod rows;
mod upsert;

use std::sync::Arc;

use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::{offering, programme, survey, values::SubjectKind};

use self::codes::ProgrammeCodes;
pub use self::input::ProgrammeFilter;
pub(super) use self::{
    change::ProgrammeMutation, rows::read as read_row, upsert::ProgrammesMutation,
};
use super::{
    alliance::Alliance,
    city::{City, city},
    connection::{by, lists, parts, through},
    context::ContextExt,
    error::found,
    history::History,
    loader::{AlliancesOf, TextsOf},
    organisation::{Organisation, organisation},
    provenance::{Observation, SourceReference, observations, references},
    scalar::{Locale, PartialDate},
    text::{Locales, maybe, missing, say, served_locale},
    values::{
        IscedLevel, LearningSetting, Origin, ProgrammeKind, ProgrammeStatus, Recognition,
        Recurrence,
    },
};
use crate::domain::{
    self, Error, Result,
    body::Body,
    feedback::{FeedbackActions, of_programme},
    offering::Offerings,
    programme::Programmes,
    survey::Surveys,
};

/// Something that can be learnt in a city: a course, a festival, a study circle.
/// Its runs are its offerings.
#[derive(Clone)]
pub struct Programme(pub(super) Arc<programme::Row>);

impl From<Arc<programme::Row>> for Programme {
    fn from(row: Arc<programme::Row>) -> Self {
        Self(row)
    }
}

/// A programme's texts in one language.
#[derive(SimpleObject)]
pub struct ProgrammeTranslation {
    /// The language of the texts.
    locale: Locale,
    /// The title in that language.
    title: Option<String>,
    /// The summary in that language.
    summary: Option<String>,
    /// The description in that language.
    description: Option<String>,
}

/// Something that can be learnt in a city: a course, a festival, a study circle.
/// Its runs are its offerings.
#[Object]
impl Programme {
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
    /// programme's own, in which there is no title yet.
    async fn missing_locales(&self) -> Vec<Locale> {
        missing(&self.0.title, &self.0.default_locale)
    }

    /// All texts, by language.
    async fn translations(&self, ctx: &Context<'_>) -> Result<Vec<ProgrammeTranslation>> {
        let texts = self.texts(ctx).await?;
        let kept = [
            Some(&self.0.title),
            self.0.summary.as_ref(),
            texts.description.as_ref(),
        ];
        let mut locales: Vec<&str> = kept
            .iter()
            .flatten()
            .flat_map(|text| text.locales())
            .collect();
        locales.sort_unstable();
        locales.dedup();
        let [title, summary, description] = kept;
        let translation = |locale: &str| {
            let text = |texts: Option<&entity::Localized>| texts?.get(locale).map(str::to_owned);
            ProgrammeTranslation {
                locale: Locale(locale.to_owned()),
                title: text(title),
                summary: text(summary),
                description: text(description),
            }
        };
        Ok(locales.into_iter().map(translation).collect())
    }

    /// The language in which the programme was written.
    async fn default_locale(&self) -> Locale {
        Locale(self.0.default_locale.clone())
    }

    /// A few words about it, in the best language available.
    async fn summary(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> Option<String> {
        maybe(
            ctx,
            self.0.summary.as_ref(),
            &self.0.default_locale,
            locales,
        )
    }

    /// What it is, in the best language available.
    async fn description(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> Option<Result<String>> {
        let texts = self.texts(ctx).await;
        let default = &self.0.default_locale;
        texts
            .map(|texts| maybe(ctx, texts.description.as_ref(), default, locales))
            .transpose()
    }

    /// What one knows or can do afterwards, each in the best language available.
    async fn learning_outcomes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> Result<Vec<String>> {
        let texts = self.texts(ctx).await?;
        let default = &self.0.default_locale;
        let outcomes = texts.learning_outcomes.0.iter();
        let best = |text| maybe(ctx, Some(text), default, locales.clone());
        Ok(outcomes.filter_map(best).collect())
    }

    /// Whom it is for, in words, in the best language available.
    async fn audience(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> Option<Result<String>> {
        let texts = self.texts(ctx).await;
        let default = &self.0.default_locale;
        texts
            .map(|texts| maybe(ctx, texts.audience.as_ref(), default, locales))
            .transpose()
    }

    /// What form it has.
    async fn kind(&self) -> ProgrammeKind {
        self.0.kind.into()
    }

    /// How formal the learning is.
    async fn setting(&self) -> LearningSetting {
        self.0.setting.into()
    }

    /// The city that owns it.
    async fn city(&self, ctx: &Context<'_>) -> Result<City> {
        city(ctx, self.0.city_id).await
    }

    /// Who provides it, when that is not the city itself.
    async fn provider(&self, ctx: &Context<'_>) -> Option<Result<Organisation>> {
        Some(organisation(ctx, self.0.provider_id?).await)
    }

    /// The alliances in whose frame it takes place.
    async fn alliances(&self, ctx: &Context<'_>) -> Result<Vec<Alliance>> {
        let alliances = ctx.reader().load_one(AlliancesOf(self.0.id)).await?;
        let all = alliances.iter().flat_map(|alliances| alliances.iter());
        Ok(all.map(|alliance| Alliance(Arc::clone(alliance))).collect())
    }

    #[graphql(flatten)]
    fn codes(&self) -> ProgrammeCodes {
        ProgrammeCodes(self.0.id)
    }

    /// The level of education.
    async fn isced_level(&self) -> Option<IscedLevel> {
        self.0.isced_level.map(IscedLevel::from)
    }

    /// The youngest age in years.
    async fn age_min(&self) -> Option<i32> {
        self.0.age_min
    }

    /// The oldest age in years.
    async fn age_max(&self) -> Option<i32> {
        self.0.age_max
    }

    /// The languages in which it is taught.
    async fn languages(&self) -> Vec<Locale> {
        self.0.languages.0.iter().cloned().map(Locale).collect()
    }

    /// What a learner can have recognised afterwards.
    async fn recognitions(&self) -> Vec<Recognition> {
        self.0
            .recognitions
            .0
            .iter()
            .copied()
            .map(Recognition::from)
            .collect()
    }

    /// Keywords.
    async fn keywords(&self) -> &[String] {
        &self.0.keywords.0
    }

    /// The website.
    async fn website(&self) -> Option<&str> {
        self.0.website.as_deref()
    }

    /// When it first took place.
    async fn started_on(&self) -> Option<PartialDate> {
        self.0.started_on.as_ref().map(PartialDate::from)
    }

    /// How often it comes round.
    async fn recurrence(&self) -> Option<Recurrence> {
        self.0.recurrence.map(Recurrence::from)
    }

    /// Where it stands.
    async fn status(&self) -> ProgrammeStatus {
        self.0.status.into()
    }

    /// When it was published.
    async fn published_at(&self) -> Option<DateTime<Utc>> {
        self.0.published_at
    }

    /// When it last changed.
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.updated_at
    }

    /// Counts its changes, from 1.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// Whether the record is real.
    async fn origin(&self) -> Origin {
        self.0.origin.into()
    }

    #[graphql(flatten)]
    fn lists(&self) -> ProgrammeLists {
        ProgrammeLists(self.clone())
    }

    /// Figures that were stated about the programme.
    async fn observations(&self, ctx: &Context<'_>) -> Result<Vec<Observation>> {
        observations(ctx, SubjectKind::Programme, self.0.id.0).await
    }

    #[graphql(flatten)]
    fn history(&self) -> History {
        History {
            subject: (SubjectKind::Programme, self.0.id.0),
            owners: vec![Body::City(self.0.city_id)],
        }
    }

    /// Where this comes from, and what contradicts it.
    async fn sources(&self, ctx: &Context<'_>) -> Result<Vec<SourceReference>> {
        references(ctx, SubjectKind::Programme, self.0.id.0).await
    }
}

impl Programme {
    async fn texts(&self, ctx: &Context<'_>) -> Result<Arc<programme::Texts>> {
        ctx.reader()
            .load_one(TextsOf(self.0.id))
            .await?
            .ok_or(Error::NotFound)
    }
}

lists! {
    /// The runs of a programme, and what was asked about it.
    ProgrammeLists of Programme;
    /// Its offerings: when, where, for how many, at what price.
    offerings: Offerings = |programme| parts(programme.0.id, offering::Column::ProgrammeId);
    /// The surveys about it that are no longer drafts.
    surveys: Surveys = |programme| by(programme.0.id, survey::Column::ProgrammeId);
    /// The published actions that changed it or one of its offerings: what citizens
    /// said, and what the city did about it.
    changed_because_of: FeedbackActions = |programme| through(programme.0.id, of_programme());
}

lists! {
    /// All programmes.
    AllProgrammes of ();
    /// The published programmes of all cities.
    programmes: Programmes;
}

pub(super) struct ProgrammeQuery;

#[Object]
impl ProgrammeQuery {
    /// The programme of a city with this slug.
    async fn programme(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The city's slug, such as `kr-hanam`.")] city: String,
        #[graphql(desc = "The programme's slug, which is unique in its city.")] slug: String,
    ) -> Option<Result<Programme>> {
        let row = domain::programme::by_slugs(ctx.db(), &city, &slug).await;
        Some(found(
            row.map(|row| row.map(|row| Programme(Arc::new(row)))),
        ))
    }
}
