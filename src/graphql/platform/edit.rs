//! What a city changes of its learning platforms.

use async_graphql::{ID, InputObject, MaybeUndefined};
use entity::{PlatformId, platform, values::Channels};

use super::LearningPlatform;
use crate::{
    domain::{
        self, Result,
        patch::Patch,
        platform::{Edit, Platforms},
        record::{self, Target},
        viewer::WriteSpaces,
    },
    graphql::{
        filter::read_id,
        mutation::{
            DeletePayload,
            input::{Asked, TextInput, id_inputs, texts},
            mutations, payloads,
        },
        scalar::Locale,
        values::Channel,
    },
};

/// A new learning platform.
#[derive(InputObject)]
pub struct PlatformCreateInput {
    /// The name, by language. The one in the default locale must be there.
    name: Vec<TextInput>,
    #[graphql(flatten)]
    fields: PlatformFieldsInput,
}

/// What to change of a learning platform. What you leave out stays as it is.
#[derive(InputObject)]
pub struct PlatformUpdateInput {
    /// The global id.
    id: ID,
    /// The name, by language.
    name: MaybeUndefined<Vec<TextInput>>,
    #[graphql(flatten)]
    fields: PlatformFieldsInput,
}

/// What a city may say of a learning platform beside its name.
#[derive(InputObject)]
pub struct PlatformFieldsInput {
    /// The short name in addresses; unique in its city, deleted platforms included.
    /// A new platform without one gets one that is made of its name or its id.
    slug: MaybeUndefined<String>,
    /// The language in which the platform describes itself; for a new one the city's.
    default_locale: MaybeUndefined<Locale>,
    /// How it reaches learners: all channels, instead of those before.
    channels: MaybeUndefined<Vec<Channel>>,
    /// The website; null when there is none.
    website: MaybeUndefined<String>,
    /// What it offers, by language; null when there is no text.
    description: MaybeUndefined<Vec<TextInput>>,
}

impl PlatformFieldsInput {
    fn read(self, name: Patch<Vec<TextInput>>) -> Edit {
        let channels =
            |channels: Vec<Channel>| Channels(channels.into_iter().map(Into::into).collect());
        Edit {
            slug: self.slug.patch(),
            name: name.map(texts),
            default_locale: self.default_locale.patch().map(|locale| locale.0),
            channels: self.channels.patch().map(channels),
            website: self.website.patch(),
            description: self.description.patch().map(texts),
        }
    }
}

impl PlatformUpdateInput {
    fn read(self, expected_version: Option<i32>) -> Result<(Target<PlatformId>, Edit)> {
        let target = Target {
            id: read_id(&self.id)?,
            expected_version,
        };
        Ok((target, self.fields.read(self.name.patch())))
    }
}

id_inputs! {
    /// Which learning platform to delete.
    PlatformDeleteInput of PlatformId;
    /// Which learning platform to bring back.
    PlatformRestoreInput of PlatformId;
}

payloads! {
    /// What came of changing a learning platform.
    PlatformPayload {
        /// The platform as it is now; null when there is something to mend.
        platform: LearningPlatform of Platforms
    }
}

mutations! {
    /// What a city changes of its learning platforms.
    PlatformMutation;
    /// Adds a learning platform to your city. Requires `space:write`.
    creates platform_create(PlatformCreateInput) -> PlatformPayload, by WriteSpaces:
        |writing, permit, input| {
            let edit = input.fields.read(Patch::Set(input.name));
            Ok(domain::platform::create(writing, permit, edit).await?.id.0)
        };
    /// Changes a learning platform of your city. Requires `space:write`.
    changes platform_update(PlatformUpdateInput) -> PlatformPayload, by WriteSpaces:
        |writing, permit, input, version| {
            let (target, edit) = input.read(version)?;
            Ok(domain::platform::update(writing, permit, target, edit).await?.id.0)
        };
    /// Deletes a learning platform of your city. Its history stays, and offerings
    /// that ran on it show no platform. Refused with `CONFLICT` while offerings of
    /// published programmes that are not over run on it. Requires `space:write`.
    changes platform_delete(PlatformDeleteInput) -> DeletePayload, by WriteSpaces:
        |writing, permit, input, version| {
            let target = input.target(version)?;
            Ok(domain::platform::delete(writing, permit, target).await?.id.into())
        };
    /// Brings a deleted learning platform back as it was. Requires `space:write`.
    changes platform_restore(PlatformRestoreInput) -> PlatformPayload, by WriteSpaces:
        |writing, permit, input, version| {
            let target = input.target(version)?;
            let row: platform::Model = record::restore(writing, permit, target).await?;
            Ok(row.id.0)
        };
}
