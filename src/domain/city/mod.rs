//! Cities: how they are found and listed.

mod edit;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use entity::{
    CityId, city, country, programme,
    values::{CityKind, CityStatus, Origin, Region},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait, Query},
};

pub use self::edit::{Edit, Figures, update};
use super::{
    error::{Error, Result},
    filter::{Is, Test, contains, exists},
    membership::{MembershipTest, Memberships},
    page::{listed, orders},
    programme::{ProgrammeTest, Programmes},
    related::{self, Related},
};

orders! {
    /// The orders of cities.
    CityOrder of city::Model, columns of entity::city;
    /// By name in the city's own language.
    Name: Text = NameText.name_text;
    /// By slug, which groups them by country.
    Slug: Text = Slug.slug;
    /// In the order in which they came to the network's register.
    Created;
}

listed! {
    /// All cities.
    Cities of city, ordered by CityOrder, tested by CityTest
}

/// What a filter may ask of a city.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum CityTest {
    /// Its id.
    Id(Is<CityId>),
    /// Its slug.
    Slug(Is<String>),
    /// Part of one of its names.
    Name(String),
    /// Its country's code.
    Country(Is<String>),
    /// Its country's region.
    Region(Is<Region>),
    /// What it is in law.
    Kind(Is<CityKind>),
    /// Where it stands in the register.
    Status(Is<CityStatus>),
    /// Real or made up.
    Origin(Is<Origin>),
    /// Its inhabitants.
    Population(Is<i32>),
    /// Its memberships.
    Memberships(Related<MembershipTest>),
    /// Its published programmes.
    Programmes(Related<ProgrammeTest>),
}

impl Test for CityTest {
    fn condition(&self) -> Condition {
        use city::Column;
        match self {
            Self::Id(is) => is.on(at(Column::Id)),
            Self::Slug(is) => is.on(at(Column::Slug)),
            Self::Name(part) => contains(at(Column::NameText), part),
            Self::Country(is) => is.on(at(Column::CountryCode)),
            Self::Region(is) => of_region(is),
            Self::Kind(is) => is.on(at(Column::Kind)),
            Self::Status(is) => is.on(at(Column::Status)),
            Self::Origin(is) => is.on(at(Column::Origin)),
            Self::Population(is) => is.on(at(Column::Population)),
            Self::Memberships(related) => {
                related.on::<Memberships>(entity::membership::Column::CityId, at(Column::Id))
            }
            Self::Programmes(related) => {
                related.on::<Programmes>(programme::Column::CityId, at(Column::Id))
            }
        }
    }
}

fn at(column: city::Column) -> Expr {
    Expr::col((city::Entity, column))
}

fn of_region(is: &Is<Region>) -> Condition {
    let of_country = Query::select()
        .expr(Expr::val(1))
        .from(country::Entity)
        .and_where(
            Expr::col((country::Entity, country::Column::Code)).eq(at(city::Column::CountryCode)),
        )
        .cond_where(is.on(Expr::col((country::Entity, country::Column::Region))))
        .to_owned();
    exists(of_country, true)
}

/// The city with this slug.
pub async fn by_slug(db: &impl ConnectionTrait, slug: &str) -> Result<Option<city::Model>> {
    related::one::<Cities>(db, Condition::all().add(city::Column::Slug.eq(slug))).await
}

/// The city that a token speaks for.
pub(super) async fn of_permit(db: &impl ConnectionTrait, id: CityId) -> Result<city::Model> {
    let city = city::Entity::find_by_id(id)
        .filter(city::Column::DeletedAt.is_null())
        .one(db)
        .await?;
    city.ok_or(Error::NotFound)
}

/// Which day it is in the city.
pub(super) fn today(city: &city::Model, now: DateTime<Utc>) -> NaiveDate {
    let zone = city.time_zone.parse().unwrap_or(Tz::UTC);
    now.with_timezone(&zone).date_naive()
}
