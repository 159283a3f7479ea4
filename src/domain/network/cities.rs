//! The cities behind the numbers, as the database grouped them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use entity::values::Origin;
use sea_orm::QueryResult;

use super::Count;
use crate::domain::error::Result;

/// The days that it is now somewhere, each with its time zones.
pub(super) type Days = BTreeMap<NaiveDate, Vec<String>>;

/// The cities that are looked at.
pub(super) struct Cities(Vec<CityGroup>);

struct CityGroup {
    origin: Origin,
    country: String,
    time_zone: String,
    number: i64,
}

impl Cities {
    /// Reads what `Scope::cities` asked.
    pub(super) fn read(rows: &[QueryResult]) -> Result<Self> {
        let group = |row: &QueryResult| {
            Ok(CityGroup {
                origin: row.try_get("", "origin")?,
                country: row.try_get("", "country_code")?,
                time_zone: row.try_get("", "time_zone")?,
                number: row.try_get("", "number")?,
            })
        };
        Ok(Self(rows.iter().map(group).collect::<Result<_>>()?))
    }

    pub(super) fn number(&self, origin: Origin) -> i64 {
        let groups = self.0.iter().filter(|group| group.origin == origin);
        groups.map(|group| group.number).sum()
    }

    pub(super) fn count(&self) -> Count {
        let real = self.number(Origin::Real);
        Count {
            real,
            synthetic: self.number(Origin::Synthetic),
            cities_with: real,
            cities_of: real,
        }
    }

    pub(super) fn countries(&self) -> Count {
        let of = |origin| {
            let groups = self.0.iter().filter(move |group| group.origin == origin);
            groups
                .map(|group| group.country.as_str())
                .collect::<BTreeSet<_>>()
        };
        let (real, synthetic) = (of(Origin::Real), of(Origin::Synthetic));
        Count {
            real: number(real.len()),
            synthetic: number(synthetic.difference(&real).count()),
            ..self.count()
        }
    }

    /// A city whose time zone is unknown to us keeps universal time.
    pub(super) fn days(&self, now: DateTime<Utc>) -> Days {
        let zones: BTreeSet<&str> = self
            .0
            .iter()
            .map(|group| group.time_zone.as_str())
            .collect();
        let mut days = Days::new();
        for zone in zones {
            let known: Tz = zone.parse().unwrap_or(Tz::UTC);
            let today = now.with_timezone(&known).date_naive();
            days.entry(today).or_default().push(zone.to_owned());
        }
        days
    }
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
