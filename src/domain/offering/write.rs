//! Making and changing one offering of a programme.

use entity::{OfferingId, ProgrammeId, offering, programme};
use sea_orm::EntityTrait;

use super::{Edit, run};
use crate::domain::{
    error::Result,
    programme::{
        bench::{Bench, hold},
        whole::{Parts, Whole, read},
    },
    record::{self, Record, Target, nowhere},
    viewer::{Permit, WriteProgrammes},
    writing::Writing,
};

/// Adds an offering to a programme.
pub async fn create(
    writing: &Writing,
    permit: &Permit<WriteProgrammes>,
    (programme, edit): (ProgrammeId, Edit),
) -> Result<OfferingId> {
    let city = hold(writing, permit).await?;
    let programme = programme_of(writing, permit, programme).await?;
    let programme = programme.ok_or_else(|| nowhere("programmeId"))?;
    let mut bench = Bench::of_offering(writing, (city, &programme), &edit).await?;
    let (after, problems) = bench.run(None, &programme.row, edit);
    problems.into_result()?;
    let id = after.row.id;
    run::keep(writing, permit, vec![(None, after)]).await?;
    Ok(id)
}

/// Changes an offering.
pub async fn update(
    writing: &Writing,
    permit: &Permit<WriteProgrammes>,
    target: Target<OfferingId>,
    edit: Edit,
) -> Result<OfferingId> {
    let city = hold(writing, permit).await?;
    let row: offering::Model = record::own(writing, permit, target).await?;
    let programme = programme_of(writing, permit, row.programme_id).await?;
    let programme = programme.ok_or_else(|| nowhere("id"))?;
    let before = programme.runs.iter().find(|run| run.row.id == row.id);
    let before = before.cloned().ok_or_else(|| nowhere("id"))?;
    let mut bench = Bench::of_offering(writing, (city, &programme), &edit).await?;
    let (after, problems) = bench.run(Some(before.clone()), &programme.row, edit);
    problems.into_result()?;
    run::keep(writing, permit, vec![(Some(before), after)]).await?;
    Ok(row.id)
}

/// Deletes an offering: it stays as a tombstone, with its history.
pub async fn delete(
    writing: &Writing,
    permit: &Permit<WriteProgrammes>,
    target: Target<OfferingId>,
) -> Result<OfferingId> {
    hold(writing, permit).await?;
    let row: offering::Model = record::delete(writing, permit, target).await?;
    Ok(row.id)
}

/// Brings a deleted offering back, if its programme is there.
pub async fn restore(
    writing: &Writing,
    permit: &Permit<WriteProgrammes>,
    target: Target<OfferingId>,
) -> Result<OfferingId> {
    hold(writing, permit).await?;
    let row: offering::Model = record::restore(writing, permit, target).await?;
    let programme = programme_of(writing, permit, row.programme_id).await?;
    programme.map(|_| row.id).ok_or_else(|| nowhere("id"))
}

/// The programme with its offerings, if it is the city's and not deleted.
async fn programme_of(
    writing: &Writing,
    permit: &Permit<WriteProgrammes>,
    id: ProgrammeId,
) -> Result<Option<Whole>> {
    let row = programme::Entity::find_by_id(id).one(writing).await?;
    let own = row.filter(|row| row.city_id == permit.owner() && !row.is_deleted());
    let parts = Parts {
        runs: true,
        ..Parts::default()
    };
    Ok(read(writing, own.into_iter().collect(), parts).await?.pop())
}
