//! Learning platforms: websites, apps and accounts where people learn.

mod edit;

use entity::{CityId, platform};
use sea_orm::{Condition, sea_query::Expr};

pub use self::edit::{Edit, create, delete, update};
use super::{
    filter::{IsBody, Test, contains},
    page::{listed, orders},
};

orders! {
    /// The orders of platforms.
    PlatformOrder of platform::Model, columns of entity::platform;
    /// By name in the platform's own language.
    Name: Text = NameText.name_text;
    /// In the order in which they came to the network's register.
    Created;
}

listed! {
    /// All platforms.
    Platforms of platform, ordered by PlatformOrder, tested by PlatformTest
}

/// What a filter may ask of a platform.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PlatformTest {
    /// Its city.
    City(IsBody<CityId>),
    /// Part of one of its names.
    Name(String),
}

impl Test for PlatformTest {
    fn condition(&self) -> Condition {
        use platform::Column;
        match self {
            Self::City(is) => is.on(at(Column::CityId)),
            Self::Name(part) => contains(at(Column::NameText), part),
        }
    }
}

fn at(column: platform::Column) -> Expr {
    Expr::col((platform::Entity, column))
}
