//! What a city says of an action.

use async_graphql::{ID, InputObject, MaybeUndefined};
use entity::{ActionId, OfferingId, PlanId, ProgrammeId, ThemeId, values::SubjectKind};

use crate::{
    domain::{
        Error, Result,
        feedback::action::{Change, Changed, Edit, Move},
        patch::Patch,
        record::Target,
    },
    graphql::{
        filter::read_id,
        mutation::input::{Asked, TextInput, id, texts},
        node::subject_of,
        scalar::{Date, Locale},
        values::FeedbackActionStatus,
    },
};

/// A new action. It is `RECEIVED`, and only you see it until you publish it.
#[derive(InputObject)]
pub struct FeedbackActionCreateInput {
    /// The theme of your city that it answers.
    theme_id: ID,
    /// What citizens said, by language. The one in the default locale must be there.
    said: Vec<TextInput>,
    #[graphql(flatten)]
    fields: FeedbackActionFieldsInput,
}

/// What to change of an action. What you leave out stays as it is.
#[derive(InputObject)]
pub struct FeedbackActionUpdateInput {
    /// The global id.
    id: ID,
    /// What citizens said, by language.
    said: MaybeUndefined<Vec<TextInput>>,
    #[graphql(flatten)]
    fields: FeedbackActionFieldsInput,
}

/// What a city may say of an action beside its theme and what citizens said.
#[derive(InputObject)]
pub struct FeedbackActionFieldsInput {
    /// The id it has in the city's own system; unique in its city, deleted actions
    /// included. Null when it has none.
    external_id: MaybeUndefined<String>,
    /// The language in which the action is told; for a new one the city's.
    default_locale: MaybeUndefined<Locale>,
    /// What your city did, by language; null when there is no text.
    did: MaybeUndefined<Vec<TextInput>>,
    /// The organisation that is to do it; null when that is the city itself.
    responsible_id: MaybeUndefined<ID>,
    /// The day by which it is to be done; null when nobody said.
    due_on: MaybeUndefined<Date>,
    /// What it changed: all of it, at most 50, instead of that before.
    changes: MaybeUndefined<Vec<FeedbackChangeInput>>,
}

/// Something that an action changed.
#[derive(InputObject)]
pub struct FeedbackChangeInput {
    /// A programme, an offering or a plan of your city.
    changed_id: ID,
    /// How it was changed, by language.
    note: Option<Vec<TextInput>>,
}

/// Where to take an action.
#[derive(InputObject)]
pub struct FeedbackActionMoveInput {
    /// The global id.
    id: ID,
    /// The status to which it goes. `RECEIVED`, `UNDER_REVIEW`, `ACCEPTED`, `PLANNED`,
    /// `IN_PROGRESS` and `DONE` follow each other; from `UNDER_REVIEW` it can be
    /// `DECLINED`; from `UNDER_REVIEW`, `ACCEPTED` and `PLANNED` it can be `DEFERRED`,
    /// and goes from there to `UNDER_REVIEW`.
    to: FeedbackActionStatus,
    /// Why, by language. `DECLINED` needs one in the action's own language.
    reason: Option<Vec<TextInput>>,
    /// The day after today on which you come back to it. `DEFERRED` needs it, and
    /// nothing else has it.
    deferred_until: Option<Date>,
    /// What your city did, by language: languages that you do not name stay. `DONE`
    /// needs a text in the action's own language.
    did: Option<Vec<TextInput>>,
}

impl FeedbackChangeInput {
    fn read(self) -> Result<Change> {
        let id = &self.changed_id;
        let to = match subject_of(id)?.kind {
            SubjectKind::Programme => Changed::Programme(read_id::<ProgrammeId>(id)?),
            SubjectKind::Offering => Changed::Offering(read_id::<OfferingId>(id)?),
            SubjectKind::Plan => Changed::Plan(read_id::<PlanId>(id)?),
            _ => {
                return Err(Error::input(
                    "An action changes a programme, an offering or a plan.",
                ));
            }
        };
        let note = self.note.map(texts);
        Ok(Change { to, note })
    }
}

impl FeedbackActionFieldsInput {
    fn read(self, said: Patch<Vec<TextInput>>) -> Result<Edit> {
        let changes = match self.changes.patch() {
            Patch::Keep => Patch::Keep,
            Patch::Clear => Patch::Clear,
            Patch::Set(changes) => {
                let changes = changes.into_iter().map(FeedbackChangeInput::read);
                Patch::Set(changes.collect::<Result<_>>()?)
            }
        };
        Ok(Edit {
            external_id: self.external_id.patch(),
            said: said.map(texts),
            did: self.did.patch().map(texts),
            default_locale: self.default_locale.patch().map(|locale| locale.0),
            responsible: id(self.responsible_id)?,
            due_on: self.due_on.patch().map(Into::into),
            changes,
        })
    }
}

impl FeedbackActionCreateInput {
    pub(super) fn read(self) -> Result<(ThemeId, Edit)> {
        let edit = self.fields.read(Patch::Set(self.said))?;
        Ok((read_id(&self.theme_id)?, edit))
    }
}

impl FeedbackActionUpdateInput {
    pub(super) fn read(self, expected_version: Option<i32>) -> Result<(Target<ActionId>, Edit)> {
        let target = Target {
            id: read_id(&self.id)?,
            expected_version,
        };
        Ok((target, self.fields.read(self.said.patch())?))
    }
}

impl FeedbackActionMoveInput {
    pub(super) fn read(self, expected_version: Option<i32>) -> Result<(Target<ActionId>, Move)> {
        let target = Target {
            id: read_id(&self.id)?,
            expected_version,
        };
        let step = Move {
            to: self.to.into(),
            reason: self.reason.map(texts),
            deferred_until: self.deferred_until.map(Into::into),
            did: self.did.map(texts),
        };
        Ok((target, step))
    }
}
