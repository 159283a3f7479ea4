//! Memberships: who belongs to which alliance, in which role, for how long.

use chrono::NaiveDate;
use entity::{
    AllianceId, CityId, OrganisationId, membership,
    values::{MembershipRole, MembershipStatus},
};
use sea_orm::{Condition, sea_query::Expr};

use super::{
    body::Body,
    filter::{Is, Test},
    page::{listed, orders},
    term,
};

orders! {
    /// The orders of memberships.
    MembershipOrder of membership::Model, columns of entity::membership;
    /// By the first day; those that do not say come last.
    Since: Text = SinceSort.since_sort;
    /// In the order in which they came to the network's register.
    Created;
}

listed! {
    /// All memberships.
    Memberships of membership, ordered by MembershipOrder, tested by MembershipTest
}

/// What a filter may ask of a membership.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum MembershipTest {
    /// The alliance.
    Alliance(Is<AllianceId>),
    /// The member, when it is a city.
    City(Is<CityId>),
    /// The member, when it is an organisation.
    Organisation(Is<OrganisationId>),
    /// The member, when it is an alliance.
    MemberAlliance(Is<AllianceId>),
    /// What the member is in the alliance.
    Role(Is<MembershipRole>),
    /// Where the membership stands.
    Status(Is<MembershipStatus>),
    /// Whether it may have run on this day, as far as its dates tell.
    On(NaiveDate),
}

impl Test for MembershipTest {
    fn condition(&self) -> Condition {
        use membership::Column;
        match self {
            Self::Alliance(is) => is.on(at(Column::AllianceId)),
            Self::City(is) => is.on(at(Column::CityId)),
            Self::Organisation(is) => is.on(at(Column::OrganisationId)),
            Self::MemberAlliance(is) => is.on(at(Column::MemberAllianceId)),
            Self::Role(is) => is.on(at(Column::Role)),
            Self::Status(is) => is.on(at(Column::Status)),
            Self::On(day) => term::runs_on(at(Column::Since), at(Column::Until), *day),
        }
    }
}

fn at(column: membership::Column) -> Expr {
    Expr::col((membership::Entity, column))
}

/// The bodies that have a say about a membership: the alliance and the member.
#[must_use]
pub fn bodies(membership: &membership::Model) -> Vec<Body> {
    let member = [
        membership.city_id.map(Body::City),
        membership.organisation_id.map(Body::Organisation),
        membership.member_alliance_id.map(Body::Alliance),
    ];
    let alliance = Body::Alliance(membership.alliance_id);
    std::iter::once(alliance)
        .chain(member.into_iter().flatten())
        .collect()
}
