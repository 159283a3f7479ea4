//! Designations: titles that were granted to cities.

use entity::{AllianceId, CityId, DesignationId, PartialDate, designation, values::Happening};
use sea_orm::{Condition, sea_query::Expr};

use super::{
    body::Body,
    city::Cities,
    code::{self, CodeKey},
    error::Result,
    filter::{Is, IsBody, Test},
    page::{listed, orders},
    patch::Patch,
    problem::{Complaint, Problems},
    record::{self, Fields, Target, record, unlinked},
    related, term,
    viewer::{GrantDesignations, Permit, Sight},
    writing::Writing,
};

/// The code list of the titles.
pub const TITLES: &str = "DESIGNATION";

record! {
    designation as Designation, owned by |row| row.granting_alliance_id.map(Body::Alliance),
    concerning |row| Some(Body::City(row.city_id)),
    generated [SinceSort],
    unique []
}

orders! {
    /// The orders of designations.
    DesignationOrder of designation::Model, columns of entity::designation;
    /// By the first day; those that do not say come last.
    Since: Text = SinceSort.since_sort;
    /// In the order in which they came to the network's register.
    Created;
}

listed! {
    /// All designations.
    Designations of designation, ordered by DesignationOrder, tested by DesignationTest
}

/// What a filter may ask of a designation.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum DesignationTest {
    /// The title: a code of the list `DESIGNATION`.
    Scheme(Is<String>),
    /// The city that holds it.
    City(IsBody<CityId>),
    /// The alliance that granted it.
    GrantingAlliance(IsBody<AllianceId>),
}

impl Test for DesignationTest {
    fn condition(&self) -> Condition {
        use designation::Column;
        match self {
            Self::Scheme(is) => is.on(at(Column::SchemeCode)),
            Self::City(is) => is.on(at(Column::CityId)),
            Self::GrantingAlliance(is) => is.on(at(Column::GrantingAllianceId)),
        }
    }
}

fn at(column: designation::Column) -> Expr {
    Expr::col((designation::Entity, column))
}

/// What an alliance grants.
#[derive(Clone, Debug)]
pub struct Grant {
    /// The city.
    pub city: CityId,
    /// The title: a code of the list [`TITLES`].
    pub scheme: String,
    /// Since when it holds; today when nobody says.
    pub since: Option<PartialDate>,
}

/// What an alliance corrects in a designation.
#[derive(Clone, Debug, Default)]
pub struct Edit {
    /// Since when it holds.
    pub since: Patch<PartialDate>,
    /// Until when.
    pub until: Patch<PartialDate>,
}

/// Grants a title to a city.
pub async fn grant(
    writing: &Writing,
    permit: &Permit<GrantDesignations>,
    grant: Grant,
) -> Result<designation::Model> {
    check(writing, &grant).await?.into_result()?;
    let now = writing.now();
    let row = designation::Model {
        id: DesignationId::new(now),
        city_id: grant.city,
        scheme_code: grant.scheme,
        granted_by_id: None,
        granting_alliance_id: Some(permit.owner()),
        since: Some(grant.since.unwrap_or_else(|| term::today(now))),
        until: None,
        since_sort: String::new(),
        version: 1,
        created_at: now,
        updated_at: now,
        deleted_at: None,
    };
    record::insert(writing, permit, row, Fields::default()).await
}

async fn check(writing: &Writing, grant: &Grant) -> Result<Problems> {
    let mut problems = Problems::default();
    let cities = related::by_ids::<Cities>(writing, &[grant.city.0], Sight::default()).await?;
    problems.demand(!cities.is_empty(), "cityId", Complaint::not_found);
    let titles = code::by_keys(writing, &[CodeKey::new(TITLES, &grant.scheme)]).await?;
    problems.demand(!titles.is_empty(), "scheme", || {
        Complaint::unknown_code(TITLES, &grant.scheme)
    });
    Ok(problems)
}

/// Corrects the dates of a designation.
pub async fn update(
    writing: &Writing,
    permit: &Permit<GrantDesignations>,
    target: Target<DesignationId>,
    edit: Edit,
) -> Result<designation::Model> {
    change(writing, permit, target, |row| {
        edit.since.apply(&mut row.since);
        edit.until.apply(&mut row.until);
    })
    .await
}

/// Ends a designation.
pub async fn end(
    writing: &Writing,
    permit: &Permit<GrantDesignations>,
    target: Target<DesignationId>,
    until: Option<PartialDate>,
) -> Result<designation::Model> {
    change(writing, permit, target, |row| {
        row.until = Some(term::end(row.until.take(), until, writing.now()));
    })
    .await
}

async fn change(
    writing: &Writing,
    permit: &Permit<GrantDesignations>,
    target: Target<DesignationId>,
    edit: impl FnOnce(&mut designation::Model),
) -> Result<designation::Model> {
    let before: designation::Model = record::own(writing, permit, target).await?;
    let mut after = before.clone();
    edit(&mut after);
    let mut problems = Problems::default();
    problems.check_date("since", after.since.as_ref());
    problems.check_term("until", after.since.as_ref(), after.until.as_ref());
    problems.into_result()?;
    let rows = (before, after);
    record::save(writing, permit, rows, Happening::Updated, unlinked()).await
}
