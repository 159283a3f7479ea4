//! Learning platforms.

mod edit;

use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use entity::{offering, platform, values::SubjectKind};

pub(super) use self::edit::PlatformMutation;
use super::{
    city::{City, city},
    connection::{Shown, by, lists},
    filter::{BodyFilter, TextFilter, filter_input},
    history::History,
    order::order_input,
    provenance::{Observation, SourceReference, observations, references},
    scalar::Locale,
    text::{Locales, Named, maybe},
    values::{Channel, Origin},
};
use crate::domain::{
    Result,
    body::Body,
    offering::Offerings,
    platform::{PlatformOrder as Order, PlatformTest, Platforms},
};

filter_input! {
    /// Which platforms to list. All conditions that are given must hold.
    LearningPlatformFilter for PlatformTest;
    /// The city.
    city: BodyFilter => City,
    /// The name, in any language.
    name: TextFilter => Name,
}

order_input! {
    /// The order of platforms.
    LearningPlatformOrder,
    /// What platforms can be ordered by.
    LearningPlatformOrderField of Order, by default Name Asc;
    /// By name in the platform's own language.
    Name,
    /// In the order in which they came to the register.
    Created,
}

impl Shown for Platforms {
    type Node = LearningPlatform;
    type Filter = LearningPlatformFilter;
    type OrderBy = LearningPlatformOrder;
}

/// A website, app or account where people learn.
#[derive(Clone)]
pub struct LearningPlatform(pub(super) Arc<platform::Model>);

impl From<Arc<platform::Model>> for LearningPlatform {
    fn from(row: Arc<platform::Model>) -> Self {
        Self(row)
    }
}

/// A website, app or account where people learn.
#[Object]
impl LearningPlatform {
    /// The global id.
    pub(super) async fn id(&self) -> ID {
        self.0.id.into()
    }

    /// The short name in addresses; unique in its city.
    async fn slug(&self) -> &str {
        &self.0.slug
    }

    #[graphql(flatten)]
    fn named(&self) -> Named<'_> {
        Named {
            name: &self.0.name,
            default_locale: &self.0.default_locale,
        }
    }

    /// The language in which the platform describes itself.
    async fn default_locale(&self) -> Locale {
        Locale(self.0.default_locale.clone())
    }

    /// The city that runs it.
    async fn city(&self, ctx: &Context<'_>) -> Result<City> {
        city(ctx, self.0.city_id).await
    }

    /// How it reaches learners.
    async fn channels(&self) -> Vec<Channel> {
        self.0
            .channels
            .0
            .iter()
            .copied()
            .map(Channel::from)
            .collect()
    }

    /// The website.
    async fn website(&self) -> Option<&str> {
        self.0.website.as_deref()
    }

    /// What it offers, in the best language available.
    async fn description(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> Option<String> {
        let description = self.0.description.as_ref();
        maybe(ctx, description, &self.0.default_locale, locales)
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
    fn lists(&self) -> PlatformLists {
        PlatformLists(self.clone())
    }

    /// Figures that were stated about the platform.
    async fn observations(&self, ctx: &Context<'_>) -> Result<Vec<Observation>> {
        observations(ctx, SubjectKind::LearningPlatform, self.0.id.0).await
    }

    #[graphql(flatten)]
    fn history(&self) -> History {
        History {
            subject: (SubjectKind::LearningPlatform, self.0.id.0),
            owners: vec![Body::City(self.0.city_id)],
        }
    }

    /// Where this comes from, and what contradicts it.
    async fn sources(&self, ctx: &Context<'_>) -> Result<Vec<SourceReference>> {
        references(ctx, SubjectKind::LearningPlatform, self.0.id.0).await
    }
}

lists! {
    /// What a platform has.
    PlatformLists of LearningPlatform;
    /// The offerings that run on it.
    offerings: Offerings = |platform| by(platform.0.id, offering::Column::PlatformId);
}
