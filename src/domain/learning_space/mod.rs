//! Learning spaces: the places where people learn.

mod edit;
mod hours;
mod links;
mod write;

use entity::{
    CityId, OrganisationId, SpaceId, learning_space,
    values::{Origin, SpaceKind, SpaceStatus},
};
use sea_orm::{
    Condition, ConnectionTrait,
    sea_query::{Expr, ExprTrait},
};

pub use self::{
    edit::{Edit, Place},
    write::{create, delete, update},
};
use super::{
    code::{self, Described},
    error::Result,
    filter::{Is, IsBody, Test, contains},
    page::{listed, orders},
    related,
};

orders! {
    /// The orders of learning spaces.
    SpaceOrder of learning_space::Model, columns of entity::learning_space;
    /// By name in the space's own language.
    Name: Text = NameText.name_text;
    /// In the order in which they came to the network's register.
    Created;
}

listed! {
    /// All learning spaces.
    LearningSpaces of learning_space, ordered by SpaceOrder, tested by SpaceTest
}

/// What a filter may ask of a learning space.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum SpaceTest {
    /// Its id.
    Id(Is<SpaceId>),
    /// Its city.
    City(IsBody<CityId>),
    /// Who runs it.
    Provider(IsBody<OrganisationId>),
    /// Part of one of its names.
    Name(String),
    /// What kind of place it is.
    Kind(Is<SpaceKind>),
    /// Whether it is open.
    Status(Is<SpaceStatus>),
    /// Its features: codes of the list `ACCESSIBILITY`.
    Accessibility(Is<String>),
    /// Real or made up.
    Origin(Is<Origin>),
}

impl Test for SpaceTest {
    fn condition(&self) -> Condition {
        use learning_space::Column;
        match self {
            Self::Id(is) => is.on(at(Column::Id)),
            Self::City(is) => is.on(at(Column::CityId)),
            Self::Provider(is) => is.on(at(Column::ProviderId)),
            Self::Name(part) => contains(at(Column::NameText), part),
            Self::Kind(is) => is.on(at(Column::Kind)),
            Self::Status(is) => is.on(at(Column::Status)),
            Self::Accessibility(is) => {
                code::described_by(&DESCRIBED, "ACCESSIBILITY", is, &at(Column::Id))
            }
            Self::Origin(is) => is.on(at(Column::Origin)),
        }
    }
}

fn at(column: learning_space::Column) -> Expr {
    Expr::col((learning_space::Entity, column))
}

const DESCRIBED: Described = Described {
    table: "space_code",
    subject: "space_id",
};

/// The codes that describe each of these spaces.
pub async fn codes(
    db: &impl ConnectionTrait,
    spaces: &[SpaceId],
) -> Result<Vec<(SpaceId, entity::code::Model)>> {
    let ids: Vec<_> = spaces.iter().map(|space| space.0).collect();
    let codes = code::describing(db, &DESCRIBED, &ids).await?;
    Ok(codes
        .into_iter()
        .map(|(id, code)| (SpaceId(id), code))
        .collect())
}

/// The space of a city with this slug.
pub async fn by_slug(
    db: &impl ConnectionTrait,
    city: CityId,
    slug: &str,
) -> Result<Option<learning_space::Model>> {
    let condition = Condition::all()
        .add(at(learning_space::Column::CityId).eq(city))
        .add(at(learning_space::Column::Slug).eq(slug));
    related::one::<LearningSpaces>(db, condition).await
}
