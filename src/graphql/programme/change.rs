//! What a city changes of a single programme.

use async_graphql::{ID, InputObject, MaybeUndefined};
use entity::ProgrammeId;

use super::{
    Programme,
    fields::{ProgrammeFields, Required},
};
use crate::{
    domain::{
        Result,
        patch::Patch,
        programme::{self, Edit, Programmes, Step},
        record::Target,
        viewer::WriteProgrammes,
    },
    graphql::{
        filter::read_id,
        mutation::{
            DeletePayload,
            input::{Asked, TextInput},
            mutations, payloads,
        },
        values::ProgrammeKind,
    },
};

/// A new programme. It is a draft, which you alone see, until you publish it.
#[derive(InputObject)]
pub struct ProgrammeCreateInput {
    /// The id in your own system, unique in your city.
    external_id: Option<String>,
    /// The title, by language.
    title: Vec<TextInput>,
    /// What form it has.
    kind: ProgrammeKind,
    #[graphql(flatten)]
    fields: ProgrammeFields,
}

/// What to change of a programme. What you leave out stays as it is.
#[derive(InputObject)]
pub struct ProgrammeUpdateInput {
    /// The programme.
    id: ID,
    /// The id in your own system, unique in your city; null when it has none.
    external_id: MaybeUndefined<String>,
    /// The title, by language.
    title: MaybeUndefined<Vec<TextInput>>,
    /// What form it has.
    kind: MaybeUndefined<ProgrammeKind>,
    #[graphql(flatten)]
    fields: ProgrammeFields,
    /// Offerings to delete.
    #[graphql(default)]
    remove_offerings: Vec<ID>,
}

impl ProgrammeCreateInput {
    fn read(self) -> Result<Edit> {
        self.fields.read(Required {
            external_id: self.external_id.map_or(Patch::Keep, Patch::Set),
            title: Patch::Set(self.title),
            kind: Patch::Set(self.kind),
        })
    }
}

impl ProgrammeUpdateInput {
    fn read(self) -> Result<(ProgrammeId, Edit)> {
        let edit = self.fields.read(Required {
            external_id: self.external_id.patch(),
            title: self.title.patch(),
            kind: self.kind.patch(),
        })?;
        let removed = self.remove_offerings.iter().map(read_id);
        let removed = removed.collect::<Result<_>>()?;
        Ok((read_id(&self.id)?, Edit { removed, ..edit }))
    }
}

macro_rules! inputs {
    ($($(#[$doc:meta])* $name:ident;)+) => { $(
        $(#[$doc])*
        #[derive(InputObject)]
        pub struct $name {
            /// The programme.
            id: ID,
        }

        impl $name {
            fn target(&self, expected_version: Option<i32>) -> Result<Target<ProgrammeId>> {
                let id = read_id(&self.id)?;
                Ok(Target { id, expected_version })
            }
        }
    )+ };
}

inputs! {
    /// Which programme to publish.
    ProgrammePublishInput;
    /// Which programme to suspend.
    ProgrammeSuspendInput;
    /// Which programme to archive.
    ProgrammeArchiveInput;
    /// Which programme to bring back.
    ProgrammeRestoreInput;
    /// Which programme to delete.
    ProgrammeDeleteInput;
}

payloads! {
    /// What came of changing a programme.
    ProgrammePayload {
        /// The programme as it is now; null when there is something to mend.
        programme: Programme of Programmes
    }
}

mutations! {
    /// What a city changes of single programmes.
    ProgrammeMutation;
    /// Makes a programme with its offerings and their schedules. It is a draft until
    /// you publish it. Requires `programme:write`.
    creates programme_create(ProgrammeCreateInput) -> ProgrammePayload, by WriteProgrammes:
        |writing, permit, input| {
            Ok(programme::create(writing, permit, input.read()?).await?.0)
        };
    /// Changes a programme, its offerings and their schedules: all of it or nothing.
    /// `expectedVersion` is that of the programme; offerings count theirs themselves.
    /// Requires `programme:write`.
    changes programme_update(ProgrammeUpdateInput) -> ProgrammePayload, by WriteProgrammes:
        |writing, permit, input, expected_version| {
            let (id, edit) = input.read()?;
            let target = Target { id, expected_version };
            Ok(programme::update(writing, permit, target, edit).await?.0)
        };
    /// Shows a draft or a suspended programme to everyone. It needs a topic, and a
    /// title in its own language. Requires `programme:write`.
    changes programme_publish(ProgrammePublishInput) -> ProgrammePayload, by WriteProgrammes:
        |writing, permit, input, version| {
            let step = (input.target(version)?, Step::Publish);
            Ok(programme::take(writing, permit, step).await?.0)
        };
    /// Takes a published programme back for a time. Requires `programme:write`.
    changes programme_suspend(ProgrammeSuspendInput) -> ProgrammePayload, by WriteProgrammes:
        |writing, permit, input, version| {
            let step = (input.target(version)?, Step::Suspend);
            Ok(programme::take(writing, permit, step).await?.0)
        };
    /// Puts a programme away that is over. Only you see it from then on. Requires
    /// `programme:write`.
    changes programme_archive(ProgrammeArchiveInput) -> ProgrammePayload, by WriteProgrammes:
        |writing, permit, input, version| {
            let step = (input.target(version)?, Step::Archive);
            Ok(programme::take(writing, permit, step).await?.0)
        };
    /// Brings a programme back: a deleted one as it was; an archived one as a draft,
    /// or suspended when it had been public. Requires `programme:write`.
    changes programme_restore(ProgrammeRestoreInput) -> ProgrammePayload, by WriteProgrammes:
        |writing, permit, input, version| {
            Ok(programme::restore(writing, permit, input.target(version)?).await?.0)
        };
    /// Deletes a programme, and hides its offerings with it. It keeps its history, its
    /// slug and its external id, and can be restored. Requires `programme:write`.
    changes programme_delete(ProgrammeDeleteInput) -> DeletePayload, by WriteProgrammes:
        |writing, permit, input, version| {
            Ok(programme::delete(writing, permit, input.target(version)?).await?.into())
        };
}
