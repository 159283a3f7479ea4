//! What the statements find: surveys and actions, each with its city.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use entity::{
    CityId,
    values::{ActionStatus, Origin, SurveyStatus as Status},
};
use sea_orm::{ConnectionTrait, QueryResult};

use super::statement::Scope;
use crate::domain::{error::Result, period::Period};

/// The city of a survey or an action.
pub(super) struct City {
    pub(super) id: CityId,
    pub(super) origin: Origin,
    zone: Tz,
}

impl City {
    fn of(row: &QueryResult) -> Result<Self> {
        let zone: String = row.try_get("", "time_zone")?;
        Ok(Self {
            id: row.try_get("", "id")?,
            origin: row.try_get("", "city_origin")?,
            // A city whose time zone is unknown to us keeps universal time.
            zone: zone.parse().unwrap_or(Tz::UTC),
        })
    }

    /// Which day it was there.
    pub(super) fn day(&self, at: DateTime<Utc>) -> NaiveDate {
        at.with_timezone(&self.zone).date_naive()
    }

    /// A record is as real as its city.
    fn origin_of(&self, record: Origin) -> Origin {
        match (self.origin, record) {
            (Origin::Real, Origin::Real) => Origin::Real,
            _ => Origin::Synthetic,
        }
    }
}

/// A city, and a survey of it if there is one.
pub(super) struct Survey {
    pub(super) city: City,
    stands: Option<(Origin, Status)>,
    closes_at: Option<DateTime<Utc>>,
    closed_at: Option<DateTime<Utc>>,
    pub(super) answered_at: Option<DateTime<Utc>>,
}

impl Survey {
    pub(super) async fn read(db: &impl ConnectionTrait, scope: &Scope<'_>) -> Result<Vec<Self>> {
        let statement = scope.surveys(db.get_database_backend());
        let rows = db.query_all_raw(statement).await?;
        rows.iter().map(Self::of).collect()
    }

    fn of(row: &QueryResult) -> Result<Self> {
        let origin: Option<Origin> = row.try_get("", "origin")?;
        let status: Option<Status> = row.try_get("", "status")?;
        Ok(Self {
            city: City::of(row)?,
            stands: origin.zip(status),
            closes_at: row.try_get("", "closes_at")?,
            closed_at: row.try_get("", "closed_at")?,
            answered_at: row.try_get("", "answered_at")?,
        })
    }

    pub(super) fn origin(&self) -> Option<Origin> {
        let (origin, _) = self.stands?;
        Some(self.city.origin_of(origin))
    }

    /// When it closed; by the clock, too, before the row says so.
    pub(super) fn closed_at(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let (_, status) = self.stands?;
        match status {
            Status::Draft => None,
            Status::Published | Status::Open | Status::Paused => {
                self.closes_at.filter(|moment| *moment <= now)
            }
            Status::Closed | Status::ResultsPublished | Status::Archived => self.closed_at,
        }
    }
}

/// A public action.
pub(super) struct Action {
    pub(super) city: City,
    origin: Origin,
    status: ActionStatus,
    due_on: Option<NaiveDate>,
    done_on: Option<NaiveDate>,
    declined_at: Option<DateTime<Utc>>,
}

impl Action {
    pub(super) async fn read(db: &impl ConnectionTrait, scope: &Scope<'_>) -> Result<Vec<Self>> {
        let statement = scope.actions(db.get_database_backend());
        let rows = db.query_all_raw(statement).await?;
        rows.iter().map(Self::of).collect()
    }

    fn of(row: &QueryResult) -> Result<Self> {
        Ok(Self {
            city: City::of(row)?,
            origin: row.try_get("", "origin")?,
            status: row.try_get("", "status")?,
            due_on: row.try_get("", "due_on")?,
            done_on: row.try_get("", "done_on")?,
            declined_at: row.try_get("", "declined_at")?,
        })
    }

    pub(super) fn origin(&self) -> Origin {
        self.city.origin_of(self.origin)
    }

    /// Whether it is done or should be, by a day of the period.
    pub(super) fn is_due(&self, now: DateTime<Utc>, period: Period) -> bool {
        let is_over = |day| self.done_on.is_some() || day < self.city.day(now);
        self.status != ActionStatus::Declined
            && self
                .due_on
                .is_some_and(|day| period.has(day) && is_over(day))
    }

    pub(super) fn is_in_time(&self) -> bool {
        self.done_on
            .zip(self.due_on)
            .is_some_and(|(done, due)| done <= due)
    }

    /// Whether everyone was told in the period that it will not be done.
    pub(super) fn is_declined(&self, period: Period) -> bool {
        let told = self.declined_at.map(|at| self.city.day(at));
        self.status == ActionStatus::Declined && told.is_some_and(|day| period.has(day))
    }
}
