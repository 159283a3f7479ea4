//! Making and changing one programme.

use entity::{ProgrammeId, programme};

use super::{
    bench::{Bench, Order, hold},
    edit::Edit,
    whole::{Parts, keep, read},
};
use crate::domain::{
    error::Result,
    patch::Patch,
    record::{self, Target},
    viewer::{Permit, WriteProgrammes},
    writing::Writing,
};

/// Makes a programme: a draft, until it is published.
pub async fn create(
    writing: &Writing,
    permit: &Permit<WriteProgrammes>,
    edit: Edit,
) -> Result<ProgrammeId> {
    let city = hold(writing, permit).await?;
    let order = Order {
        before: None,
        edit,
        publish: false,
        again: false,
        revive: false,
    };
    carry_out(writing, permit, (city, order)).await
}

/// Changes a programme, its offerings and their schedules.
pub async fn update(
    writing: &Writing,
    permit: &Permit<WriteProgrammes>,
    target: Target<ProgrammeId>,
    edit: Edit,
) -> Result<ProgrammeId> {
    let city = hold(writing, permit).await?;
    let row: programme::Model = record::own(writing, permit, target).await?;
    let parts = edit.parts();
    let order = Order {
        before: read(writing, vec![row], parts).await?.pop(),
        edit,
        publish: false,
        again: false,
        revive: false,
    };
    carry_out(writing, permit, (city, order)).await
}

impl Edit {
    /// What has to be read of a programme to change it so. Its codes always: what
    /// is public has a topic.
    pub(super) fn parts(&self) -> Parts {
        Parts {
            codes: true,
            alliances: self.alliances != Patch::Keep,
            runs: !self.offerings.is_empty() || !self.removed.is_empty(),
        }
    }
}

async fn carry_out(
    writing: &Writing,
    permit: &Permit<WriteProgrammes>,
    (city, order): (entity::city::Model, Order),
) -> Result<ProgrammeId> {
    let mut bench = Bench::of(writing, city, std::iter::once(&order)).await?;
    let (draft, problems) = bench.work(order);
    problems.into_result()?;
    let id = draft.after.row.id;
    keep(writing, permit, vec![draft]).await?;
    Ok(id)
}
