//! What cities say of themselves.

mod edit;

use std::{collections::HashMap, sync::Arc};

use async_graphql::{Context, ID, Object, dataloader::Loader};
use chrono::{DateTime, Utc};
use entity::{CityId, Localized, ProfileId, city_profile, values::SubjectKind};

pub(super) use self::edit::CityProfileMutation;
use super::{
    city::{City, city},
    context::ContextExt,
    history::History,
    loader::{ProfilesOf, Source},
    provenance::{SourceReference, references},
    scalar::Locale,
    text::{Locales, served},
    values::CityProfileStatus,
};
use crate::domain::{self, Error, Result, body::Body};

impl Loader<ProfileId> for Source {
    type Value = Arc<city_profile::Model>;
    type Error = domain::Error;

    async fn load(&self, ids: &[ProfileId]) -> Result<HashMap<ProfileId, Self::Value>> {
        let profiles = domain::city_profile::by_ids(self.db(), ids, self.sight()).await?;
        let keyed = profiles.into_iter();
        Ok(keyed.map(|(id, profile)| (id, Arc::new(profile))).collect())
    }
}

/// The profile with this id: a published one, or a draft of the viewer's own city.
pub(super) async fn profile(ctx: &Context<'_>, id: ProfileId) -> Result<CityProfile> {
    let profile = ctx.reader().load_one(id).await?;
    profile.map(CityProfile).ok_or(Error::NotFound)
}

/// All profiles of a city, the newest cycle first.
pub(super) async fn profiles(ctx: &Context<'_>, city: CityId) -> Result<Vec<CityProfile>> {
    let profiles = ctx.reader().load_one(ProfilesOf(city)).await?;
    let all = profiles.iter().flat_map(|profiles| profiles.iter());
    Ok(all
        .map(|profile| CityProfile(Arc::clone(profile)))
        .collect())
}

/// The newest profile of a city, in the best language.
pub(super) async fn best_profile(
    ctx: &Context<'_>,
    city: CityId,
    default: &str,
    locales: Locales,
) -> Result<Option<CityProfile>> {
    let mut profiles = profiles(ctx, city).await?;
    let Some(newest) = profiles.first().map(|profile| profile.0.cycle.clone()) else {
        return Ok(None);
    };
    profiles.retain(|profile| profile.0.cycle == newest);
    let languages = profiles
        .iter()
        .map(|profile| (profile.0.locale.clone(), String::new()));
    let languages = Localized(languages.collect());
    let best = served(ctx, &languages, default, locales).map(|(locale, _)| locale);
    Ok(profiles
        .into_iter()
        .find(|profile| Some(profile.0.locale.as_str()) == best))
}

/// What a city says of itself in one cycle and one language. The network passes
/// it on as it is.
#[derive(Clone)]
pub struct CityProfile(Arc<city_profile::Model>);

/// What a city says of itself in one cycle and one language. The network passes
/// it on as it is.
#[Object]
impl CityProfile {
    /// The global id.
    pub(super) async fn id(&self) -> ID {
        self.0.id.into()
    }

    /// The reporting round or year it belongs to, such as `2022`.
    async fn cycle(&self) -> &str {
        &self.0.cycle
    }

    /// The language of its texts.
    async fn locale(&self) -> Locale {
        Locale(self.0.locale.clone())
    }

    /// One line about the city.
    async fn headline(&self) -> Option<&str> {
        self.0.headline.as_deref()
    }

    /// What the city is like; at most 200 words.
    async fn introduction(&self) -> Option<&str> {
        self.0.introduction.as_deref()
    }

    /// Why it wants to be a learning city; at most 200 words.
    async fn vision(&self) -> Option<&str> {
        self.0.vision.as_deref()
    }

    /// What is hard for it, and its goals; at most 200 words.
    async fn challenges(&self) -> Option<&str> {
        self.0.challenges.as_deref()
    }

    /// How it goes about it; at most 200 words.
    async fn implementation(&self) -> Option<&str> {
        self.0.implementation.as_deref()
    }

    /// The city.
    async fn city(&self, ctx: &Context<'_>) -> Result<City> {
        city(ctx, self.0.city_id).await
    }

    /// Whether everyone sees it.
    async fn status(&self) -> CityProfileStatus {
        self.0.status.into()
    }

    /// When it last changed.
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
            subject: (SubjectKind::CityProfile, self.0.id.0),
            owners: vec![Body::City(self.0.city_id)],
        }
    }

    /// Where this comes from, and what contradicts it.
    async fn sources(&self, ctx: &Context<'_>) -> Result<Vec<SourceReference>> {
        references(ctx, SubjectKind::CityProfile, self.0.id.0).await
    }
}
