//! Plans by which cities mean to develop their learning.

mod edit;

use entity::{
    CityId, PlanId, plan,
    values::{Origin, PlanStatus},
};
use sea_orm::{Condition, sea_query::Expr};

pub use self::edit::{Edit, create, update};
use super::{
    filter::{Is, IsBody, Test, contains},
    page::{listed, orders},
};

orders! {
    /// The orders of plans.
    PlanOrder of plan::Model, columns of entity::plan;
    /// By title in the plan's own language.
    Title: Text = TitleText.title_text;
    /// In the order in which they came to the network.
    Created;
}

listed! {
    /// All plans.
    Plans of plan, ordered by PlanOrder, tested by PlanTest
}

/// What a filter may ask of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PlanTest {
    /// Its id.
    Id(Is<PlanId>),
    /// Its id in the city's own system.
    ExternalId(Is<String>),
    /// Part of one of its titles.
    Title(String),
    /// Its city.
    City(IsBody<CityId>),
    /// Which of the city's plans it is.
    Ordinal(Is<i32>),
    /// Where it stands.
    Status(Is<PlanStatus>),
    /// Real or made up.
    Origin(Is<Origin>),
}

impl Test for PlanTest {
    fn condition(&self) -> Condition {
        use plan::Column;
        match self {
            Self::Id(is) => is.on(at(Column::Id)),
            Self::ExternalId(is) => is.on(at(Column::ExternalId)),
            Self::Title(part) => contains(at(Column::TitleText), part),
            Self::City(is) => is.on(at(Column::CityId)),
            Self::Ordinal(is) => is.on(at(Column::Ordinal)),
            Self::Status(is) => is.on(at(Column::Status)),
            Self::Origin(is) => is.on(at(Column::Origin)),
        }
    }
}

fn at(column: plan::Column) -> Expr {
    Expr::col((plan::Entity, column))
}
