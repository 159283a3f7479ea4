//! Programmes that go to another city: towns merge, and some are entered in the wrong one.

use entity::{CityId, ProgrammeId, offering, programme, values::Happening};
use sea_orm::EntityTrait;

use super::{
    bench::hold,
    known::Names,
    whole::{Draft, EVERYTHING, Whole, keep, read},
};
use crate::domain::{
    error::{Error, Result},
    journal::Entry,
    problem::{Complaint, Problems},
    record::{Record, Target, nowhere, own},
    viewer::{ImportNetwork, Permit, WriteProgrammes},
    writing::Writing,
};

/// Hands a programme and its offerings over to another city.
///
/// Whoever follows the city that had it is told that it is gone, and whoever follows
/// the other one that it came.
///
/// # Errors
///
/// Says which name the other city has in use already, and which offerings meet in a
/// space or on a platform: these stay with their city.
pub async fn hand_over(
    writing: &Writing,
    permit: &Permit<ImportNetwork>,
    (id, to): (ProgrammeId, CityId),
) -> Result<programme::Model> {
    let found = programme::Entity::find_by_id(id).one(writing).await?;
    let found = found.ok_or_else(|| nowhere("id"))?;
    let from = permit.for_city(found.city_id);
    let to = permit.for_city(to);
    if from.owner() == to.owner() {
        return Ok(found);
    }
    let row = hold_all(writing, (&from, &to), id).await?;
    let mut wholes = read(writing, vec![row], EVERYTHING).await?;
    let before = wholes.pop().ok_or(Error::NotFound)?;
    check(writing, to.owner(), &before).await?;
    take_leave(writing, &from, &before);
    let mut after = before.clone();
    after.row.city_id = to.owner();
    for run in &mut after.runs {
        run.row.city_id = to.owner();
    }
    let row = after.row.clone();
    let before = Some(before);
    keep(writing, &to, vec![Draft { before, after }]).await?;
    Ok(row)
}

/// Holds both cities, always in the same order, and then the programme.
async fn hold_all(
    writing: &Writing,
    (from, to): (&Permit<WriteProgrammes>, &Permit<WriteProgrammes>),
    id: ProgrammeId,
) -> Result<programme::Model> {
    let mut cities = [from, to];
    cities.sort_by_key(|permit| permit.owner());
    for city in cities {
        hold(writing, city).await?;
    }
    let target = Target {
        id,
        expected_version: None,
    };
    own(writing, from, target).await
}

/// Names are unique in a city, and what an offering meets in is its city's own.
async fn check(writing: &Writing, to: CityId, whole: &Whole) -> Result<()> {
    let mut problems = Problems::default();
    let id = whole.row.id.0;
    let slug = whole.row.slug.clone();
    let mut slugs = Names::of_slugs(writing, to, std::slice::from_ref(&slug)).await?;
    problems.add_option("slug", slugs.give(&slug, id));
    let names: Vec<String> = whole.row.external_id.iter().cloned().collect();
    let mut taken = Names::of_programmes(writing, to, &names).await?;
    for name in &names {
        problems.add_option("externalId", taken.give(name, id));
    }
    let rows = || whole.runs.iter().map(|run| &run.row);
    let names: Vec<String> = rows().filter_map(|row| row.external_id.clone()).collect();
    let mut taken = Names::of_offerings(writing, to, &names).await?;
    for row in rows() {
        let name = row.external_id.as_ref();
        let complaint = name.and_then(|name| taken.give(name, row.id.0));
        problems.add_option(&format!("{}.externalId", row.id), complaint);
        let is_bound =
            row.deleted_at.is_none() && (row.space_id.is_some() || row.platform_id.is_some());
        problems.demand(!is_bound, &row.id.to_string(), Complaint::bound_to_city);
    }
    problems.into_result()
}

/// Tells those who follow the city that nothing of it is theirs to see any more.
fn take_leave(writing: &Writing, from: &Permit<WriteProgrammes>, whole: &Whole) {
    writing.record_leaving(from, leaving(writing, &whole.row));
    let runs = whole.runs.iter().map(|run| &run.row);
    for row in runs.filter(|row: &&offering::Model| row.deleted_at.is_none()) {
        writing.record_leaving(from, leaving(writing, row));
    }
}

fn leaving<R: Record>(writing: &Writing, record: &R) -> Entry {
    Entry {
        at: writing.now(),
        subject_kind: R::KIND,
        subject_id: record.uuid(),
        owner: record.owner(),
        also: None,
        happening: Happening::Deleted,
        before: None,
        after: None,
    }
}
