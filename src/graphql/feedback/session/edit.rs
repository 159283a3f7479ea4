//! What a city changes of its sessions.

use async_graphql::{ID, InputObject, MaybeUndefined};
use entity::{FeedbackSessionId, feedback_session};

use super::FeedbackSession;
use crate::{
    domain::{
        Result,
        feedback::{
            FeedbackSessions,
            session::{self, Edit},
        },
        patch::Patch,
        record::{self, Target},
        viewer::WriteFeedback,
    },
    graphql::{
        filter::read_id,
        mutation::{
            DeletePayload,
            input::{Asked, TextInput, id, id_inputs, texts},
            mutations, payloads,
        },
        scalar::{Date, Locale},
        values::FeedbackSessionKind,
    },
};

/// A new session. Everyone sees it as soon as it is there.
#[derive(InputObject)]
pub struct FeedbackSessionCreateInput {
    /// What kind of meeting it was.
    kind: FeedbackSessionKind,
    /// The title, by language. The one in the default locale must be there.
    title: Vec<TextInput>,
    /// The first day.
    held_on: Date,
    #[graphql(flatten)]
    fields: FeedbackSessionFieldsInput,
}

/// What to change of a session. What you leave out stays as it is.
#[derive(InputObject)]
pub struct FeedbackSessionUpdateInput {
    /// The global id.
    id: ID,
    /// What kind of meeting it was.
    kind: MaybeUndefined<FeedbackSessionKind>,
    /// The title, by language.
    title: MaybeUndefined<Vec<TextInput>>,
    /// The first day.
    held_on: MaybeUndefined<Date>,
    #[graphql(flatten)]
    fields: FeedbackSessionFieldsInput,
}

/// What a city may say of a session beside its kind, its title and its day.
#[derive(InputObject)]
pub struct FeedbackSessionFieldsInput {
    /// The id it has in the city's own system; unique in its city, deleted sessions
    /// included. Null when it has none.
    external_id: MaybeUndefined<String>,
    /// The language in which the session is told; for a new one the city's.
    default_locale: MaybeUndefined<Locale>,
    /// The channel of your city that it belongs to; null when it belongs to none.
    channel_id: MaybeUndefined<ID>,
    /// The last day, when it had several.
    ended_on: MaybeUndefined<Date>,
    /// The learning space of your city where it was held; null when it was elsewhere.
    space_id: MaybeUndefined<ID>,
    /// Where it was held, in words, by language; null when there is no text.
    place: MaybeUndefined<Vec<TextInput>>,
    /// How many took part; null when nobody counted.
    participants: MaybeUndefined<i32>,
    /// What was talked about: all of it, each by language, instead of that before.
    topics: MaybeUndefined<Vec<Vec<TextInput>>>,
    /// What was said, by language, without the names of citizens; null when there is
    /// no text.
    summary: MaybeUndefined<Vec<TextInput>>,
    /// The address of the minutes; null when there are none.
    minutes_url: MaybeUndefined<String>,
}

/// What every session has.
struct Required {
    kind: Patch<FeedbackSessionKind>,
    title: Patch<Vec<TextInput>>,
    held_on: Patch<Date>,
}

impl FeedbackSessionFieldsInput {
    fn read(self, required: Required) -> Result<Edit> {
        let list = |list: Vec<_>| list.into_iter().map(texts).collect();
        Ok(Edit {
            external_id: self.external_id.patch(),
            channel: id(self.channel_id)?,
            kind: required.kind.map(Into::into),
            title: required.title.map(texts),
            default_locale: self.default_locale.patch().map(|locale| locale.0),
            held_on: required.held_on.map(Into::into),
            ended_on: self.ended_on.patch().map(Date::end).flat(),
            space: id(self.space_id)?,
            place: self.place.patch().map(texts),
            participants: self.participants.patch(),
            topics: self.topics.patch().map(list),
            summary: self.summary.patch().map(texts),
            minutes_url: self.minutes_url.patch(),
        })
    }
}

impl FeedbackSessionCreateInput {
    fn read(self) -> Result<Edit> {
        self.fields.read(Required {
            kind: Patch::Set(self.kind),
            title: Patch::Set(self.title),
            held_on: Patch::Set(self.held_on),
        })
    }
}

impl FeedbackSessionUpdateInput {
    fn read(self, expected_version: Option<i32>) -> Result<(Target<FeedbackSessionId>, Edit)> {
        let target = Target {
            id: read_id(&self.id)?,
            expected_version,
        };
        let edit = self.fields.read(Required {
            kind: self.kind.patch(),
            title: self.title.patch(),
            held_on: self.held_on.patch(),
        })?;
        Ok((target, edit))
    }
}

id_inputs! {
    /// Which session to delete.
    FeedbackSessionDeleteInput of FeedbackSessionId;
    /// Which session to bring back.
    FeedbackSessionRestoreInput of FeedbackSessionId;
}

payloads! {
    /// What came of changing a session.
    FeedbackSessionPayload {
        /// The session as it is now; null when there is something to mend.
        feedback_session: FeedbackSession of FeedbackSessions
    }
}

mutations! {
    /// What a city changes of its sessions.
    SessionMutation;
    /// Adds a meeting at which your city listened. Requires `feedback:write`.
    creates feedback_session_create(FeedbackSessionCreateInput) -> FeedbackSessionPayload,
        by WriteFeedback:
        |writing, permit, input| {
            Ok(session::create(writing, permit, input.read()?).await?.id.0)
        };
    /// Changes a session of your city. Requires `feedback:write`.
    changes feedback_session_update(FeedbackSessionUpdateInput) -> FeedbackSessionPayload,
        by WriteFeedback:
        |writing, permit, input, version| {
            let (target, edit) = input.read(version)?;
            Ok(session::update(writing, permit, target, edit).await?.id.0)
        };
    /// Deletes a session of your city. Its history stays. Refused with `CONFLICT`
    /// while a theme rests on it. Requires `feedback:write`.
    changes feedback_session_delete(FeedbackSessionDeleteInput) -> DeletePayload,
        by WriteFeedback:
        |writing, permit, input, version| {
            let target = input.target(version)?;
            Ok(session::delete(writing, permit, target).await?.id.into())
        };
    /// Brings a deleted session back as it was. Requires `feedback:write`.
    changes feedback_session_restore(FeedbackSessionRestoreInput) -> FeedbackSessionPayload,
        by WriteFeedback:
        |writing, permit, input, version| {
            let target = input.target(version)?;
            let row: feedback_session::Model = record::restore(writing, permit, target).await?;
            Ok(row.id.0)
        };
}
