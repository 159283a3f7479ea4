//! Offices: who speaks for a city, an alliance or an organisation, and when.

mod edit;

use chrono::NaiveDate;
use entity::{CityId, office_holder};
use sea_orm::{Condition, sea_query::Expr};

pub use self::edit::{Edit, create, update};
use super::{
    body::Body,
    filter::{Is, IsBody, Test},
    page::{listed, orders},
    term,
};

orders! {
    /// The orders of offices.
    OfficeOrder of office_holder::Model, columns of entity::office_holder;
    /// By the first known day; those without one come last.
    Since: Text = SinceSort.since_sort;
    /// In the order in which they came to the network's register.
    Created;
}

listed! {
    /// All terms of office.
    OfficeHolders of office_holder, ordered by OfficeOrder, tested by OfficeTest
}

/// What a filter may ask of a term of office.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum OfficeTest {
    /// The office: a code of the list `OFFICE`.
    Office(Is<String>),
    /// The city, when it is an office of a city.
    City(IsBody<CityId>),
    /// Whether it may have run on this day, as far as its dates tell.
    On(NaiveDate),
    /// Whether it is known when it began.
    SinceKnown(bool),
}

impl Test for OfficeTest {
    fn condition(&self) -> Condition {
        use office_holder::Column;
        match self {
            Self::Office(is) => is.on(at(Column::OfficeCode)),
            Self::City(is) => is.on(at(Column::CityId)),
            Self::On(day) => term::runs_on(at(Column::Since), at(Column::Until), *day),
            Self::SinceKnown(is_known) => term::begins_known(at(Column::Since), *is_known),
        }
    }
}

fn at(column: office_holder::Column) -> Expr {
    Expr::col((office_holder::Entity, column))
}

/// The body that the office is in.
#[must_use]
pub fn body(office: &office_holder::Model) -> Option<Body> {
    let city = office.city_id.map(Body::City);
    let alliance = office.alliance_id.map(Body::Alliance);
    city.or(alliance)
        .or(office.organisation_id.map(Body::Organisation))
}
