//! Organisations: how they are found and listed.

use entity::{
    CityId, OrganisationId, organisation,
    values::{OrganisationKind, Origin},
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, sea_query::Expr};

use super::{
    error::Result,
    filter::{Is, Test, contains},
    page::{listed, orders},
    related,
};

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
    City(Is<CityId>),
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
