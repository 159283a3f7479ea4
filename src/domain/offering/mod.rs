//! Offerings: the runs of programmes, and what is computed of them.

mod edit;
pub(crate) mod run;
mod write;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use entity::{
    CityId, OfferingId, PlatformId, ProgrammeId, SpaceId, offering, programme, schedule,
    values::{DeliveryMode, Frequency, OfferingStatus, Origin},
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryTrait,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};
use uuid::Uuid;

pub use self::{
    edit::{Edit, Price},
    write::{create, delete, restore, update},
};
use super::{
    body::Body,
    filter::{Is, IsBody, Test, exists},
    page::{Listed, orders},
    programme::Programmes,
    record::record,
    viewer::Sight,
};

record! {
    offering as Offering, owned by |row| Some(Body::City(row.city_id)),
    generated [StartSort, ClosesSort],
    unique ["external_id" => "externalId", "code" => "code"]
}

orders! {
    /// The orders of offerings.
    OfferingOrder of offering::Model, columns of entity::offering;
    /// By the first day; those without one come last.
    Start: Day = StartSort.start_sort;
    /// By the last day of enrolment; those without one come last.
    EnrolmentCloses: Day = ClosesSort.closes_sort;
    /// In the order in which they came to the network.
    Created;
}

/// The offerings of published programmes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Offerings {}

impl Listed for Offerings {
    type Entity = offering::Entity;
    type Row = offering::Model;
    type Order = OfferingOrder;
    type Test = OfferingTest;

    fn select() -> SelectStatement {
        offering::Entity::find().into_query()
    }

    fn visible() -> Condition {
        of_programmes(Programmes::visible())
    }

    fn visible_to(sight: Sight) -> Condition {
        of_programmes(Programmes::visible_to(sight))
    }

    fn visible_as_parts() -> Condition {
        Condition::all().add(offering::Column::DeletedAt.is_null())
    }

    fn id() -> offering::Column {
        offering::Column::Id
    }

    fn id_of(row: &offering::Model) -> Uuid {
        row.id.0
    }
}

/// The offerings of these programmes that are not deleted.
fn of_programmes(programmes: Condition) -> Condition {
    let its_programme =
        Expr::col((programme::Entity, programme::Column::Id)).eq(at(offering::Column::ProgrammeId));
    let published = Query::select()
        .expr(Expr::val(1))
        .from(programme::Entity)
        .and_where(its_programme)
        .cond_where(programmes)
        .to_owned();
    Condition::all()
        .add(offering::Column::DeletedAt.is_null())
        .add(exists(published, true))
}

/// What a filter may ask of an offering.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum OfferingTest {
    /// Its id.
    Id(Is<OfferingId>),
    /// Its city.
    City(IsBody<CityId>),
    /// Its programme.
    Programme(Is<ProgrammeId>),
    /// The space where it meets.
    Space(Is<SpaceId>),
    /// The platform on which it runs.
    Platform(Is<PlatformId>),
    /// How it reaches learners.
    DeliveryMode(Is<DeliveryMode>),
    /// Whether it takes place.
    Status(Is<OfferingStatus>),
    /// Its first day.
    StartDate(Is<NaiveDate>),
    /// Its last day.
    EndDate(Is<NaiveDate>),
    /// The first day of enrolment.
    EnrolmentOpens(Is<NaiveDate>),
    /// The last day of enrolment.
    EnrolmentCloses(Is<NaiveDate>),
    /// Whether it costs nothing.
    IsFree(bool),
    /// Real or made up.
    Origin(Is<Origin>),
    /// Not over on this day, by its last day; where nobody said that one, by its
    /// first day or by when it meets.
    LastsUntil(NaiveDate),
}

impl Test for OfferingTest {
    fn condition(&self) -> Condition {
        use offering::Column;
        match self {
            Self::Id(is) => is.on(at(Column::Id)),
            Self::City(is) => is.on(at(Column::CityId)),
            Self::Programme(is) => is.on(at(Column::ProgrammeId)),
            Self::Space(is) => is.on(at(Column::SpaceId)),
            Self::Platform(is) => is.on(at(Column::PlatformId)),
            Self::DeliveryMode(is) => is.on(at(Column::DeliveryMode)),
            Self::Status(is) => is.on(at(Column::Status)),
            Self::StartDate(is) => dated(is, Column::StartDate, Column::StartSort),
            Self::EndDate(is) => is.on(at(Column::EndDate)),
            Self::EnrolmentOpens(is) => is.on(at(Column::EnrolmentOpens)),
            Self::EnrolmentCloses(is) => dated(is, Column::EnrolmentCloses, Column::ClosesSort),
            Self::IsFree(free) => Condition::all().add(at(Column::IsFree).eq(*free)),
            Self::Origin(is) => is.on(at(Column::Origin)),
            Self::LastsUntil(day) => lasts_until(*day),
        }
    }
}

fn at(column: offering::Column) -> Expr {
    Expr::col((offering::Entity, column))
}

/// Comparisons with a day that also bound the column by which lists are ordered,
/// so that a list of what closes from today on does not begin with the past.
fn dated(is: &Is<NaiveDate>, day: offering::Column, sorted: offering::Column) -> Condition {
    let bounds = Is {
        not: None,
        is_null: None,
        ..is.clone()
    };
    is.on(at(day)).add(bounds.on(at(sorted)))
}

fn lasts_until(day: NaiveDate) -> Condition {
    use schedule::Column;
    let at_meeting = |column: Column| Expr::col((schedule::Entity, column));
    let goes_on = at_meeting(Column::EndDate)
        .is_null()
        .and(at_meeting(Column::Frequency).ne(Frequency::Once));
    let meets = Query::select()
        .expr(Expr::val(1))
        .from(schedule::Entity)
        .and_where(at_meeting(Column::OfferingId).eq(at(offering::Column::Id)))
        .cond_where(
            Condition::any()
                .add(at_meeting(Column::EndDate).gte(day))
                .add(at_meeting(Column::StartDate).gte(day))
                .add(goes_on),
        )
        .to_owned();
    let endless = Condition::any()
        .add(at(offering::Column::StartDate).gte(day))
        .add(exists(meets, true));
    let endless = Condition::all()
        .add(at(offering::Column::EndDate).is_null())
        .add(endless);
    Condition::any()
        .add(at(offering::Column::EndDate).gte(day))
        .add(endless)
}

/// Whether one can enrol now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EnrolmentStatus {
    /// Enrolment has not begun.
    Upcoming,
    /// One can enrol today.
    Open,
    /// One can enrol on any day.
    AlwaysOpen,
    /// No place is left.
    Full,
    /// Enrolment is over, or the offering does not take place.
    Closed,
    /// A date is missing, so nobody can tell.
    Unknown,
}

/// How many places are left; `None` when nobody said how many there are, or when it does
/// not take place.
#[must_use]
pub fn remaining_places(offering: &offering::Model) -> Option<i32> {
    if offering.status == OfferingStatus::Cancelled {
        return None;
    }
    let left = offering.capacity? - offering.enrolled?;
    Some(Ord::max(left, 0))
}

/// Whether one can enrol at `now`, in the time zone of the offering's city.
#[must_use]
pub fn enrolment_status(
    offering: &offering::Model,
    now: DateTime<Utc>,
    time_zone: Tz,
) -> EnrolmentStatus {
    let today = now.with_timezone(&time_zone).date_naive();
    let is_over = matches!(
        offering.status,
        OfferingStatus::Cancelled | OfferingStatus::Completed
    ) || offering.end_date.is_some_and(|last| last < today);
    let is_full = remaining_places(offering) == Some(0);
    match (offering.enrolment_opens, offering.enrolment_closes) {
        _ if is_over => EnrolmentStatus::Closed,
        _ if offering.always_open && is_full => EnrolmentStatus::Full,
        _ if offering.always_open => EnrolmentStatus::AlwaysOpen,
        (_, Some(closes)) if closes < today => EnrolmentStatus::Closed,
        (Some(opens), _) if today < opens => EnrolmentStatus::Upcoming,
        (Some(_), Some(_)) if is_full => EnrolmentStatus::Full,
        (Some(_), Some(_)) => EnrolmentStatus::Open,
        _ => EnrolmentStatus::Unknown,
    }
}
