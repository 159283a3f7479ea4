//! Memberships: who belongs to which alliance, in which role, for how long.
//!
//! A membership belongs to the alliance, which decides about it ([`decide`]); the
//! member only applies and withdraws ([`join`]). Who has applied, was put forward
//! or was refused is nobody else's business.

mod circle;
pub mod decide;
pub mod join;
mod step;

use chrono::NaiveDate;
use entity::{
    AllianceId, CityId, OrganisationId, membership,
    values::{
        Happening, MembershipRole,
        MembershipStatus::{self, Admitted, Expelled, Inactive, Withdrawn},
    },
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryTrait,
    sea_query::{Expr, SelectStatement},
};
use uuid::Uuid;

use super::{
    body::Body,
    check::NAME,
    error::Result,
    filter::{Is, IsBody, Test},
    page::{Listed, listed, orders},
    problem::Problems,
    record::{self, record, unlinked},
    term,
    viewer::{Action, Permit, Sight},
    writing::Writing,
};

record! {
    membership as Membership, owned by |row| Some(Body::Alliance(row.alliance_id)),
    concerning |row| member(row),
    generated [SinceSort],
    unique ["membership.role" => "role", "membership_open" => "role"]
}

orders! {
    /// The orders of memberships.
    MembershipOrder of membership::Model, columns of entity::membership;
    /// By the first day; those that do not say come last.
    Since: Text = SinceSort.since_sort;
    /// In the order in which they came to the network's register.
    Created;
}

/// The memberships that run, rest or are over: no applications.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Memberships {}

impl Listed for Memberships {
    type Entity = membership::Entity;
    type Row = membership::Model;
    type Order = MembershipOrder;
    type Test = MembershipTest;

    fn select() -> SelectStatement {
        membership::Entity::find().into_query()
    }

    fn visible() -> Condition {
        OwnMemberships::visible().add(has_begun())
    }

    fn visible_to(sight: Sight) -> Condition {
        OwnMemberships::visible().add(Condition::any().add(has_begun()).add_option(own(sight)))
    }

    fn id() -> membership::Column {
        membership::Column::Id
    }

    fn id_of(row: &membership::Model) -> Uuid {
        row.id.0
    }
}

/// Whether the member was ever admitted: a withdrawn application has no dates.
fn has_begun() -> Condition {
    use membership::Column;
    let left = Condition::all().add(Column::Status.eq(Withdrawn)).add(
        Condition::any()
            .add(Column::Since.is_not_null())
            .add(Column::Until.is_not_null()),
    );
    Condition::any()
        .add(Column::Status.is_in([Admitted, Inactive, Expelled]))
        .add(left)
}

/// The memberships in the body, and its own elsewhere.
fn own(sight: Sight) -> Option<Condition> {
    use membership::Column;
    Some(match sight.memberships_of()? {
        Body::City(id) => Condition::all().add(Column::CityId.eq(id)),
        Body::Organisation(id) => Condition::all().add(Column::OrganisationId.eq(id)),
        Body::Alliance(id) => Condition::any()
            .add(Column::AllianceId.eq(id))
            .add(Column::MemberAllianceId.eq(id)),
    })
}

listed! {
    /// All memberships, applications too. Only for the lists of the alliance and
    /// of the member themselves.
    OwnMemberships of membership, ordered by MembershipOrder, tested by MembershipTest
}

/// What a filter may ask of a membership.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum MembershipTest {
    /// The alliance.
    Alliance(IsBody<AllianceId>),
    /// The member, when it is a city.
    City(IsBody<CityId>),
    /// The member, when it is an organisation.
    Organisation(IsBody<OrganisationId>),
    /// The member, when it is an alliance.
    MemberAlliance(IsBody<AllianceId>),
    /// What the member is in the alliance.
    Role(Is<MembershipRole>),
    /// Where the membership stands.
    Status(Is<MembershipStatus>),
    /// Whether it may have run on this day, as far as its dates tell.
    On(NaiveDate),
    /// Whether it is known when it began.
    SinceKnown(bool),
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
            Self::SinceKnown(is_known) => term::begins_known(at(Column::Since), *is_known),
        }
    }
}

fn at(column: membership::Column) -> Expr {
    Expr::col((membership::Entity, column))
}

/// The member.
#[must_use]
pub fn member(membership: &membership::Model) -> Option<Body> {
    let city = membership.city_id.map(Body::City);
    let organisation = membership.organisation_id.map(Body::Organisation);
    let alliance = membership.member_alliance_id.map(Body::Alliance);
    city.or(organisation).or(alliance)
}

/// The bodies that have a say about a membership: the alliance and the member.
#[must_use]
pub fn bodies(membership: &membership::Model) -> Vec<Body> {
    let alliance = Body::Alliance(membership.alliance_id);
    std::iter::once(alliance)
        .chain(member(membership))
        .collect()
}

/// Changes a membership that was found and is held, checks it and writes it.
async fn save<A: Action>(
    writing: &Writing,
    permit: &Permit<A>,
    before: membership::Model,
    edit: impl FnOnce(&mut membership::Model, &mut Problems),
) -> Result<membership::Model> {
    let mut after = before.clone();
    let mut problems = Problems::default();
    edit(&mut after, &mut problems);
    problems.check_date("since", after.since.as_ref());
    problems.check_term("until", after.since.as_ref(), after.until.as_ref());
    problems.check_text("admissionRound", after.admission_round.as_deref(), NAME);
    problems.into_result()?;
    let rows = (before, after);
    record::save(writing, permit, rows, Happening::Updated, unlinked()).await
}
