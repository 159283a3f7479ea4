//! Organisations: how they are found and listed.

use entity::{
    CityId, OrganisationId, organisation,
    values::{Happening, OrganisationKind, Origin, SubjectKind},
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, sea_query::Expr};

use super::{
    body::Body,
    check::{LONG_TEXT, NAME},
    error::Result,
    filter::{Is, IsBody, Test, contains},
    page::{listed, orders},
    patch::{Patch, Texts},
    problem::Problems,
    record::{self, Target, record, unlinked},
    related,
    searchable::searchable,
    text::folded,
    viewer::{Permit, WriteOrganisation},
    writing::Writing,
};

record! {
    organisation as Organisation, owned by |row| Some(Body::Organisation(row.id)),
    generated [], unique [],
    found by |row| Some(searchable(
        (SubjectKind::Organisation, row.id.0),
        &row.name,
        &row.default_locale,
        &[row.description.as_ref()],
    ).also_called(row.abbreviation.as_deref()))
}

orders! {
    /// The orders of organisations.
    OrganisationOrder of organisation::Model, columns of entity::organisation;
    /// By name in the organisation's own language.
    Name: Text = NameText.name_text;
    /// In the order in which they came to the network's register.
    Created;
}

listed! {
    /// All organisations.
    Organisations of organisation, ordered by OrganisationOrder, tested by OrganisationTest
}

/// What a filter may ask of an organisation.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum OrganisationTest {
    /// Its id.
    Id(Is<OrganisationId>),
    /// Its slug.
    Slug(Is<String>),
    /// Part of one of its names.
    Name(String),
    /// What it is.
    Kind(Is<OrganisationKind>),
    /// Its country's code.
    Country(Is<String>),
    /// The city where it has its seat.
    City(IsBody<CityId>),
    /// Real or made up.
    Origin(Is<Origin>),
}

impl Test for OrganisationTest {
    fn condition(&self) -> Condition {
        use organisation::Column;
        match self {
            Self::Id(is) => is.on(at(Column::Id)),
            Self::Slug(is) => is.on(at(Column::Slug)),
            Self::Name(part) => contains(at(Column::NameText), part),
            Self::Kind(is) => is.on(at(Column::Kind)),
            Self::Country(is) => is.on(at(Column::CountryCode)),
            Self::City(is) => is.on(at(Column::CityId)),
            Self::Origin(is) => is.on(at(Column::Origin)),
        }
    }
}

fn at(column: organisation::Column) -> Expr {
    Expr::col((organisation::Entity, column))
}

/// The organisation with this slug.
pub async fn by_slug(db: &impl ConnectionTrait, slug: &str) -> Result<Option<organisation::Model>> {
    let condition = Condition::all().add(organisation::Column::Slug.eq(slug));
    related::one::<Organisations>(db, condition).await
}

/// What an organisation changes of its record.
#[derive(Clone, Debug, Default)]
pub struct Edit {
    /// Its names.
    pub name: Patch<Texts>,
    /// Its usual abbreviation.
    pub abbreviation: Patch<String>,
    /// Its website.
    pub website: Patch<String>,
    /// What it is.
    pub description: Patch<Texts>,
}

impl Edit {
    fn apply(self, row: &mut organisation::Model) -> Problems {
        let mut problems = Problems::default();
        self.name.apply_name(&mut row.name, "name", &mut problems);
        self.abbreviation.apply(&mut row.abbreviation);
        self.website.apply(&mut row.website);
        self.description
            .apply_texts(&mut row.description, "description", &mut problems);
        row.name_text = folded(&row.name, &row.default_locale);
        problems.check_name("name", &row.name, &row.default_locale);
        problems.check_text("abbreviation", row.abbreviation.as_deref(), NAME);
        problems.check_web_address("website", row.website.as_deref());
        problems.check_texts("description", row.description.as_ref(), LONG_TEXT);
        problems
    }
}

/// Changes the organisation's own record.
pub async fn update(
    writing: &Writing,
    permit: &Permit<WriteOrganisation>,
    expected_version: Option<i32>,
    edit: Edit,
) -> Result<organisation::Model> {
    let target = Target {
        id: permit.owner(),
        expected_version,
    };
    let before: organisation::Model = record::own(writing, permit, target).await?;
    let mut after = before.clone();
    edit.apply(&mut after).into_result()?;
    record::save(
        writing,
        permit,
        (before, after),
        Happening::Updated,
        unlinked(),
    )
    .await
}
