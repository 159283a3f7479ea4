//! Designations: titles that were granted to cities.

use entity::{CityId, designation};
use sea_orm::{Condition, sea_query::Expr};

use super::{
    filter::{Is, Test},
    page::{listed, orders},
};

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
    City(Is<CityId>),
}

impl Test for DesignationTest {
    fn condition(&self) -> Condition {
        use designation::Column;
        match self {
            Self::Scheme(is) => is.on(at(Column::SchemeCode)),
            Self::City(is) => is.on(at(Column::CityId)),
        }
    }
}

fn at(column: designation::Column) -> Expr {
    Expr::col((designation::Entity, column))
}
