//! Alliances: how they are found, listed and changed.

use entity::{
    AllianceId, CityId, OrganisationId, PartialDate, alliance,
    values::{AllianceKind, Happening, Origin, SubjectKind},
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, sea_query::Expr};

use super::{
    body::Body,
    check::{LONG_TEXT, NAME, SUMMARY},
    error::Result,
    filter::{Is, IsBody, Test, contains},
    membership::{MembershipTest, Memberships},
    organisation::Organisations,
    page::{listed, orders},
    patch::{Patch, Texts},
    problem::{Complaint, Problems},
    record::{self, Target, record, unlinked},
    related::{self, Related},
    searchable::searchable,
    text::folded,
    viewer::{Permit, Sight, WriteAlliance},
    writing::Writing,
};

record! {
    alliance as Alliance, owned by |row| Some(Body::Alliance(row.id)),
    generated [], unique [],
    found by |row| {
        let texts = [row.scope.as_ref(), row.vision.as_ref()].into_iter();
        let texts: Vec<_> = texts.chain(row.purposes.0.iter().map(Some)).collect();
        let about = (SubjectKind::Alliance, row.id.0);
        let found = searchable(about, &row.name, &row.default_locale, &texts);
        Some(found.also_called(row.abbreviation.as_deref()))
    }
}

orders! {
    /// The orders of alliances.
    AllianceOrder of alliance::Model, columns of entity::alliance;
    /// By name in the alliance's own language.
    Name: Text = NameText.name_text;
    /// In the order in which they came to the network's register.
    Created;
}

listed! {
    /// All alliances.
    Alliances of alliance, ordered by AllianceOrder, tested by AllianceTest
}

/// What a filter may ask of an alliance.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum AllianceTest {
    /// Its id.
    Id(Is<AllianceId>),
    /// Its slug.
    Slug(Is<String>),
    /// Part of one of its names.
    Name(String),
    /// How far it reaches.
    Kind(Is<AllianceKind>),
    /// The alliance above it.
    Parent(IsBody<AllianceId>),
    /// The city of a local alliance.
    City(IsBody<CityId>),
    /// Real or made up.
    Origin(Is<Origin>),
    /// The memberships of its members.
    Members(Related<MembershipTest>),
}

impl Test for AllianceTest {
    fn condition(&self) -> Condition {
        use alliance::Column;
        match self {
            Self::Id(is) => is.on(at(Column::Id)),
            Self::Slug(is) => is.on(at(Column::Slug)),
            Self::Name(part) => contains(at(Column::NameText), part),
            Self::Kind(is) => is.on(at(Column::Kind)),
            Self::Parent(is) => is.on(at(Column::ParentId)),
            Self::City(is) => is.on(at(Column::CityId)),
            Self::Origin(is) => is.on(at(Column::Origin)),
            Self::Members(related) => {
                related.on::<Memberships>(entity::membership::Column::AllianceId, at(Column::Id))
            }
        }
    }
}

fn at(column: alliance::Column) -> Expr {
    Expr::col((alliance::Entity, column))
}

/// The alliance with this slug.
pub async fn by_slug(db: &impl ConnectionTrait, slug: &str) -> Result<Option<alliance::Model>> {
    related::one::<Alliances>(db, Condition::all().add(alliance::Column::Slug.eq(slug))).await
}

/// What an alliance changes of its record.
#[derive(Clone, Debug, Default)]
pub struct Edit {
    /// Its names.
    pub name: Patch<Texts>,
    /// Its usual abbreviation.
    pub abbreviation: Patch<String>,
    /// Its website.
    pub website: Patch<String>,
    /// Its vision.
    pub vision: Patch<Texts>,
    /// Who may belong to it.
    pub scope: Patch<Texts>,
    /// What it wants to achieve.
    pub purposes: Patch<Vec<Texts>>,
    /// When it was founded.
    pub founded: Patch<PartialDate>,
    /// Who coordinates it.
    pub coordinator: Patch<OrganisationId>,
}

impl Edit {
    fn apply(self, row: &mut alliance::Model) -> Problems {
        let mut problems = Problems::default();
        self.name.apply_name(&mut row.name, "name", &mut problems);
        self.abbreviation.apply(&mut row.abbreviation);
        self.website.apply(&mut row.website);
        self.vision
            .apply_texts(&mut row.vision, "vision", &mut problems);
        self.scope
            .apply_texts(&mut row.scope, "scope", &mut problems);
        self.purposes
            .apply_list(&mut row.purposes, "purposes", &mut problems);
        self.founded.apply(&mut row.founded);
        self.coordinator.apply(&mut row.coordinator_id);
        row.name_text = folded(&row.name, &row.default_locale);
        check(row, &mut problems);
        problems
    }
}

fn check(row: &alliance::Model, problems: &mut Problems) {
    problems.check_name("name", &row.name, &row.default_locale);
    problems.check_date("founded", row.founded.as_ref());
    problems.check_text("abbreviation", row.abbreviation.as_deref(), NAME);
    problems.check_web_address("website", row.website.as_deref());
    problems.check_texts("vision", row.vision.as_ref(), LONG_TEXT);
    problems.check_texts("scope", row.scope.as_ref(), SUMMARY);
    problems.check_text_list("purposes", &row.purposes, SUMMARY);
}

/// Changes the alliance's own record.
pub async fn update(
    writing: &Writing,
    permit: &Permit<WriteAlliance>,
    expected_version: Option<i32>,
    edit: Edit,
) -> Result<alliance::Model> {
    let target = Target {
        id: permit.owner(),
        expected_version,
    };
    let before: alliance::Model = record::own(writing, permit, target).await?;
    let mut after = before.clone();
    let mut problems = edit.apply(&mut after);
    if after.coordinator_id != before.coordinator_id {
        check_coordinator(writing, after.coordinator_id, &mut problems).await?;
    }
    problems.into_result()?;
    let rows = (before, after);
    record::save(writing, permit, rows, Happening::Updated, unlinked()).await
}

async fn check_coordinator(
    writing: &Writing,
    coordinator: Option<OrganisationId>,
    problems: &mut Problems,
) -> Result<()> {
    let Some(OrganisationId(id)) = coordinator else {
        return Ok(());
    };
    let found = related::by_ids::<Organisations>(writing, &[id], Sight::default()).await?;
    problems.demand(!found.is_empty(), "coordinatorId", Complaint::not_found);
    Ok(())
}
