//! What a city changes of a single offering.

use async_graphql::{ID, InputObject, MaybeUndefined};

use super::{Offering, input::OfferingFields};
use crate::{
    domain::{
        Result,
        offering::{self, Edit, Offerings},
        patch::Patch,
        record::Target,
        viewer::WriteProgrammes,
    },
    graphql::{
        filter::read_id,
        mutation::{DeletePayload, input::Asked, mutations, payloads},
        values::DeliveryMode,
    },
};

/// A new offering of a programme.
#[derive(InputObject)]
pub struct OfferingCreateInput {
    /// The programme that it is a run of: one of your own.
    programme_id: ID,
    /// How it reaches learners.
    delivery_mode: DeliveryMode,
    #[graphql(flatten)]
    fields: OfferingFields,
}

/// What to change of an offering. What you leave out stays as it is.
#[derive(InputObject)]
pub struct OfferingUpdateInput {
    /// The offering.
    id: ID,
    /// How it reaches learners.
    delivery_mode: MaybeUndefined<DeliveryMode>,
    #[graphql(flatten)]
    fields: OfferingFields,
}

/// Which offering to delete.
#[derive(InputObject)]
pub struct OfferingDeleteInput {
    /// The offering.
    id: ID,
}

/// Which offering to bring back.
#[derive(InputObject)]
pub struct OfferingRestoreInput {
    /// The offering.
    id: ID,
}

impl OfferingCreateInput {
    fn read(self) -> Result<(entity::ProgrammeId, Edit)> {
        let edit = self.fields.read(Patch::Set(self.delivery_mode))?;
        Ok((read_id(&self.programme_id)?, edit))
    }
}

payloads! {
    /// What came of changing an offering.
    OfferingPayload {
        /// The offering as it is now; null when there is something to mend.
        offering: Offering of Offerings
    }
}

mutations! {
    /// What a city changes of single offerings.
    OfferingMutation;
    /// Adds an offering to one of your programmes. Requires `programme:write`.
    creates offering_create(OfferingCreateInput) -> OfferingPayload, by WriteProgrammes:
        |writing, permit, input| {
            Ok(offering::create(writing, permit, input.read()?).await?.0)
        };
    /// Changes an offering, and its schedules as a whole when they are given.
    /// Requires `programme:write`.
    changes offering_update(OfferingUpdateInput) -> OfferingPayload, by WriteProgrammes:
        |writing, permit, input, expected_version| {
            let target = Target { id: read_id(&input.id)?, expected_version };
            let edit = input.fields.read(input.delivery_mode.patch())?;
            Ok(offering::update(writing, permit, target, edit).await?.0)
        };
    /// Deletes an offering. It keeps its history, its code and its external id, and
    /// can be restored. Requires `programme:write`.
    changes offering_delete(OfferingDeleteInput) -> DeletePayload, by WriteProgrammes:
        |writing, permit, input, expected_version| {
            let target = Target { id: read_id(&input.id)?, expected_version };
            Ok(offering::delete(writing, permit, target).await?.into())
        };
    /// Brings a deleted offering back. Requires `programme:write`.
    changes offering_restore(OfferingRestoreInput) -> OfferingPayload, by WriteProgrammes:
        |writing, permit, input, expected_version| {
            let target = Target { id: read_id(&input.id)?, expected_version };
            Ok(offering::restore(writing, permit, target).await?.0)
        };
}
