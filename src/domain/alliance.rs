//! Alliances: how they are found and listed.

use entity::{
    AllianceId, CityId, alliance,
    values::{AllianceKind, Origin},
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, sea_query::Expr};

use super::{
    error::Result,
    filter::{Is, Test, contains},
    membership::{MembershipTest, Memberships},
    page::{listed, orders},
    related::{self, Related},
};

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
    Parent(Is<AllianceId>),
    /// The city of a local alliance.
    City(Is<CityId>),
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
