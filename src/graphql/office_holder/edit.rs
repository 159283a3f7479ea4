//! What a body changes of its terms of office.

use async_graphql::{ID, InputObject, MaybeUndefined};
use entity::{OfficeHolderId, Words, office_holder};

use super::Office;
use crate::{
    domain::{
        self, Result,
        office_holder::{Edit, OfficeHolders},
        patch::Patch,
        record::{self, Target},
        viewer::WriteOffices,
    },
    graphql::{
        filter::read_id,
        mutation::{
            DeletePayload,
            input::{Asked, TextInput, id_inputs, texts},
            mutations, payloads,
        },
        scalar::PartialDate,
    },
};

/// A new term of office.
#[derive(InputObject)]
pub struct OfficeCreateInput {
    /// The name of the person, by language.
    person_name: Vec<TextInput>,
    /// The office: a code of the list `OFFICE`, such as `MAYOR`.
    office: String,
    #[graphql(flatten)]
    fields: OfficeFieldsInput,
}

/// What to change of a term of office. What you leave out stays as it is.
#[derive(InputObject)]
pub struct OfficeUpdateInput {
    /// The global id.
    id: ID,
    /// The name of the person, by language.
    person_name: MaybeUndefined<Vec<TextInput>>,
    /// The office: a code of the list `OFFICE`, such as `MAYOR`.
    office: MaybeUndefined<String>,
    #[graphql(flatten)]
    fields: OfficeFieldsInput,
}

/// What a body may say of a term of office beside the person and the office.
#[derive(InputObject)]
pub struct OfficeFieldsInput {
    /// All other spellings of the name, instead of those before.
    aliases: MaybeUndefined<Vec<String>>,
    /// The office as it is printed, by language; null when there is no text.
    title: MaybeUndefined<Vec<TextInput>>,
    /// Since when; null when nobody knows.
    since: MaybeUndefined<PartialDate>,
    /// Until when; null while it lasts, or when nobody knows.
    until: MaybeUndefined<PartialDate>,
    /// When a source saw the person in office, not before `since` and not after
    /// `until`; null when none did.
    as_of: MaybeUndefined<PartialDate>,
}

impl OfficeFieldsInput {
    fn read(self) -> Edit {
        let date = |date: MaybeUndefined<PartialDate>| date.patch().map(|date| date.0);
        Edit {
            person_name: Patch::Keep,
            aliases: self.aliases.patch().map(Words),
            office: Patch::Keep,
            title: self.title.patch().map(texts),
            since: date(self.since),
            until: self.until.patch().map(PartialDate::end).flat(),
            as_of: date(self.as_of),
        }
    }
}

impl OfficeCreateInput {
    fn read(self) -> Edit {
        Edit {
            person_name: Patch::Set(texts(self.person_name)),
            office: Patch::Set(self.office),
            ..self.fields.read()
        }
    }
}

impl OfficeUpdateInput {
    fn read(self, expected_version: Option<i32>) -> Result<(Target<OfficeHolderId>, Edit)> {
        let target = Target {
            id: read_id(&self.id)?,
            expected_version,
        };
        let edit = Edit {
            person_name: self.person_name.patch().map(texts),
            office: self.office.patch(),
            ..self.fields.read()
        };
        Ok((target, edit))
    }
}

id_inputs! {
    /// Which term of office to delete.
    OfficeDeleteInput of OfficeHolderId;
    /// Which term of office to bring back.
    OfficeRestoreInput of OfficeHolderId;
}

payloads! {
    /// What came of changing a term of office.
    OfficePayload {
        /// The term of office as it is now; null when there is something to mend.
        office: Office of OfficeHolders
    }
}

mutations! {
    /// What a body changes of its terms of office.
    OfficeMutation;
    /// Says who holds an office of your city, alliance or organisation: public
    /// offices only. Requires `office:write`.
    creates office_create(OfficeCreateInput) -> OfficePayload, by WriteOffices:
        |writing, permit, input| {
            let row = domain::office_holder::create(writing, permit, input.read()).await?;
            Ok(row.id.0)
        };
    /// Changes a term of office of your city, alliance or organisation. Requires
    /// `office:write`.
    changes office_update(OfficeUpdateInput) -> OfficePayload, by WriteOffices:
        |writing, permit, input, version| {
            let (target, edit) = input.read(version)?;
            let row = domain::office_holder::update(writing, permit, target, edit).await?;
            Ok(row.id.0)
        };
    /// Deletes a term of office that never was; one that is over gets an `until`.
    /// Its history stays. Requires `office:write`.
    changes office_delete(OfficeDeleteInput) -> DeletePayload, by WriteOffices:
        |writing, permit, input, version| {
            let target = input.target(version)?;
            let row: office_holder::Model = record::delete(writing, permit, target).await?;
            Ok(row.id.into())
        };
    /// Brings a deleted term of office back as it was. Requires `office:write`.
    changes office_restore(OfficeRestoreInput) -> OfficePayload, by WriteOffices:
        |writing, permit, input, version| {
            let target = input.target(version)?;
            let row: office_holder::Model = record::restore(writing, permit, target).await?;
            Ok(row.id.0)
        };
}
