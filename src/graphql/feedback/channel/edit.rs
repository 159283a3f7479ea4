//! What a city changes of its channels.

use async_graphql::{ID, InputObject, MaybeUndefined};
use entity::{ChannelId, feedback_channel};

use super::FeedbackChannel;
use crate::{
    domain::{
        Result,
        feedback::{
            FeedbackChannels,
            channel::{self, Edit},
        },
        patch::Patch,
        record::{self, Target},
        viewer::WriteFeedback,
    },
    graphql::{
        filter::read_id,
        mutation::{
            DeletePayload,
            input::{Asked, TextInput, id_inputs, texts},
            mutations, payloads,
        },
        scalar::Locale,
        values::FeedbackChannelKind,
    },
};

/// A new channel. Everyone sees it as soon as it is there.
#[derive(InputObject)]
pub struct FeedbackChannelCreateInput {
    /// In which way the city hears.
    kind: FeedbackChannelKind,
    /// The title, by language. The one in the default locale must be there.
    title: Vec<TextInput>,
    #[graphql(flatten)]
    fields: FeedbackChannelFieldsInput,
}

/// What to change of a channel. What you leave out stays as it is.
#[derive(InputObject)]
pub struct FeedbackChannelUpdateInput {
    /// The global id.
    id: ID,
    /// In which way the city hears.
    kind: MaybeUndefined<FeedbackChannelKind>,
    /// The title, by language.
    title: MaybeUndefined<Vec<TextInput>>,
    #[graphql(flatten)]
    fields: FeedbackChannelFieldsInput,
}

/// What a city may say of a channel beside its kind and its title.
#[derive(InputObject)]
pub struct FeedbackChannelFieldsInput {
    /// The id it has in the city's own system; unique in its city, deleted channels
    /// included. Null when it has none.
    external_id: MaybeUndefined<String>,
    /// The language in which the channel is described; for a new one the city's.
    default_locale: MaybeUndefined<Locale>,
    /// How it works, by language; null when there is no text.
    description: MaybeUndefined<Vec<TextInput>>,
    /// Who is asked, such as learners: all of them, each by language, instead of
    /// those before.
    asked: MaybeUndefined<Vec<Vec<TextInput>>>,
    /// What it changed: all of it, each by language, instead of that before.
    effects: MaybeUndefined<Vec<Vec<TextInput>>>,
    /// The website; null when there is none.
    website: MaybeUndefined<String>,
}

impl FeedbackChannelFieldsInput {
    fn read(self, (kind, title): (Patch<FeedbackChannelKind>, Patch<Vec<TextInput>>)) -> Edit {
        let list = |list: Vec<_>| list.into_iter().map(texts).collect();
        Edit {
            external_id: self.external_id.patch(),
            kind: kind.map(Into::into),
            title: title.map(texts),
            default_locale: self.default_locale.patch().map(|locale| locale.0),
            description: self.description.patch().map(texts),
            asked: self.asked.patch().map(list),
            effects: self.effects.patch().map(list),
            website: self.website.patch(),
        }
    }
}

impl FeedbackChannelUpdateInput {
    fn read(self, expected_version: Option<i32>) -> Result<(Target<ChannelId>, Edit)> {
        let target = Target {
            id: read_id(&self.id)?,
            expected_version,
        };
        let named = (self.kind.patch(), self.title.patch());
        Ok((target, self.fields.read(named)))
    }
}

id_inputs! {
    /// Which channel to delete.
    FeedbackChannelDeleteInput of ChannelId;
    /// Which channel to bring back.
    FeedbackChannelRestoreInput of ChannelId;
}

payloads! {
    /// What came of changing a channel.
    FeedbackChannelPayload {
        /// The channel as it is now; null when there is something to mend.
        feedback_channel: FeedbackChannel of FeedbackChannels
    }
}

mutations! {
    /// What a city changes of its channels.
    ChannelMutation;
    /// Adds a way in which your city hears its citizens. Requires `feedback:write`.
    creates feedback_channel_create(FeedbackChannelCreateInput) -> FeedbackChannelPayload,
        by WriteFeedback:
        |writing, permit, input| {
            let edit = input.fields.read((Patch::Set(input.kind), Patch::Set(input.title)));
            Ok(channel::create(writing, permit, edit).await?.id.0)
        };
    /// Changes a channel of your city. Requires `feedback:write`.
    changes feedback_channel_update(FeedbackChannelUpdateInput) -> FeedbackChannelPayload,
        by WriteFeedback:
        |writing, permit, input, version| {
            let (target, edit) = input.read(version)?;
            Ok(channel::update(writing, permit, target, edit).await?.id.0)
        };
    /// Deletes a channel of your city. Its history stays, and its sessions show no
    /// channel. Requires `feedback:write`.
    changes feedback_channel_delete(FeedbackChannelDeleteInput) -> DeletePayload,
        by WriteFeedback:
        |writing, permit, input, version| {
            let target = input.target(version)?;
            let row: feedback_channel::Model = record::delete(writing, permit, target).await?;
            Ok(row.id.into())
        };
    /// Brings a deleted channel back as it was. Requires `feedback:write`.
    changes feedback_channel_restore(FeedbackChannelRestoreInput) -> FeedbackChannelPayload,
        by WriteFeedback:
        |writing, permit, input, version| {
            let target = input.target(version)?;
            let row: feedback_channel::Model = record::restore(writing, permit, target).await?;
            Ok(row.id.0)
        };
}
