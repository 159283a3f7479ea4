//! What a city changes of what it says of itself.

use async_graphql::{Context, InputObject, MaybeUndefined, SimpleObject};
use entity::{ProfileId, city_profile};

use super::{CityProfile, profile};
use crate::{
    domain::{
        self, Result,
        city_profile::{Edit, Key},
        problem::Problems,
        record,
        viewer::WriteCity,
    },
    graphql::{
        context::ContextExt,
        mutation::{
            DeletePayload, Payload, UserError,
            input::{Asked, id_inputs},
            mutations, told,
        },
        scalar::Locale,
    },
};

/// What to say in one cycle and one language. What you leave out stays as it is.
#[derive(InputObject)]
pub struct CityProfileSaveInput {
    /// The reporting round or year, such as `2026`; at most 40 characters.
    cycle: String,
    /// The language of the texts.
    locale: Locale,
    #[graphql(flatten)]
    texts: CityProfileTextsInput,
}

/// The texts of a profile: at most 200 words each. Where no spaces stand between
/// words, in Chinese and Japanese, each character counts as one.
#[derive(InputObject)]
pub struct CityProfileTextsInput {
    /// One line about the city, at most 300 characters; null when there is none.
    headline: MaybeUndefined<String>,
    /// What the city is like, at most 200 words; in Chinese and Japanese each
    /// character counts as a word. Null when there is no text.
    introduction: MaybeUndefined<String>,
    /// Why it wants to be a learning city, at most 200 words; null when there is
    /// no text.
    vision: MaybeUndefined<String>,
    /// What is hard for it, and its goals, at most 200 words; null when there is
    /// no text.
    challenges: MaybeUndefined<String>,
    /// How it goes about it, at most 200 words; null when there is no text.
    implementation: MaybeUndefined<String>,
}

impl CityProfileSaveInput {
    fn read(self) -> (Key, Edit) {
        let key = Key {
            cycle: self.cycle,
            locale: self.locale.0,
        };
        let edit = Edit {
            headline: self.texts.headline.patch(),
            introduction: self.texts.introduction.patch(),
            vision: self.texts.vision.patch(),
            challenges: self.texts.challenges.patch(),
            implementation: self.texts.implementation.patch(),
        };
        (key, edit)
    }
}

id_inputs! {
    /// Which profile to publish.
    CityProfilePublishInput of ProfileId;
    /// Which profile to withdraw.
    CityProfileWithdrawInput of ProfileId;
    /// Which profile to delete.
    CityProfileDeleteInput of ProfileId;
    /// Which profile to bring back.
    CityProfileRestoreInput of ProfileId;
}

/// What came of changing a profile.
#[derive(SimpleObject)]
pub struct CityProfilePayload {
    /// The profile as it is now; null when there is something to mend.
    profile: Option<CityProfile>,
    /// What to mend in the input. Empty when it worked.
    user_errors: Vec<UserError>,
}

impl Payload for CityProfilePayload {
    type Done = ProfileId;

    async fn done(ctx: &Context<'_>, id: ProfileId) -> Result<Self> {
        Ok(Self {
            profile: Some(profile(ctx, id).await?),
            user_errors: Vec::new(),
        })
    }

    async fn refused(ctx: &Context<'_>, problems: &Problems) -> Result<Self> {
        let profile = match problems.current() {
            Some(id) => ctx.reader().load_one(ProfileId(id)).await?.map(CityProfile),
            None => None,
        };
        Ok(Self {
            profile,
            user_errors: told(ctx, problems),
        })
    }
}

mutations! {
    /// What a city says of itself.
    CityProfileMutation;
    /// Changes what your city says of itself in one cycle and one language, or
    /// begins it as a draft. A published profile stays published; a deleted one
    /// comes back as a draft with the texts that it had. Requires `city:write`.
    changes city_profile_save(CityProfileSaveInput) -> CityProfilePayload, by WriteCity:
        |writing, permit, input, version| {
            let row = domain::city_profile::save(writing, permit, version, input.read()).await?;
            Ok(row.id)
        };
    /// Shows a profile to everyone. It must have a text. Requires `city:write`.
    changes city_profile_publish(CityProfilePublishInput) -> CityProfilePayload, by WriteCity:
        |writing, permit, input, version| {
            let target = input.target(version)?;
            Ok(domain::city_profile::publish(writing, permit, target).await?.id)
        };
    /// Makes a profile a draft again, which only your city sees. Requires `city:write`.
    changes city_profile_withdraw(CityProfileWithdrawInput) -> CityProfilePayload, by WriteCity:
        |writing, permit, input, version| {
            let target = input.target(version)?;
            Ok(domain::city_profile::withdraw(writing, permit, target).await?.id)
        };
    /// Deletes a profile. Its history stays. Requires `city:write`.
    changes city_profile_delete(CityProfileDeleteInput) -> DeletePayload, by WriteCity:
        |writing, permit, input, version| {
            let target = input.target(version)?;
            let row: city_profile::Model = record::delete(writing, permit, target).await?;
            Ok(row.id.into())
        };
    /// Brings a deleted profile back as it was. Requires `city:write`.
    changes city_profile_restore(CityProfileRestoreInput) -> CityProfilePayload, by WriteCity:
        |writing, permit, input, version| {
            let target = input.target(version)?;
            let row: city_profile::Model = record::restore(writing, permit, target).await?;
            Ok(row.id)
        };
}
