//! The network in numbers, with how many of its cities are behind each number.
//!
//! **The cities.** Of the whole register: the active ones. Of an alliance: those
//! with an admitted membership that has not ended, whatever the role. Every other
//! record counts when it belongs to one of these cities; of the whole register,
//! organisations and alliances that belong to no city count as well. What counts
//! is what the lists show: nothing deleted, published programmes, and a record
//! that stands for many places as one.
//!
//! **Real or made up.** A record counts as real only if it, its city and (for an
//! offering) its programme are real, so a made-up city never adds to real numbers.
//! The two are never added up here.
//!
//! **Coverage** speaks of real records alone: in how many of the real cities is at
//! least one found. A number that covers 13 of 16 cities says nothing of the other
//! three: they may have none, or may not have told.

mod cities;
mod remembered;
mod statement;

pub use remembered::Remembered;
pub(super) use statement::RUNNING;

use chrono::{DateTime, Utc};
use entity::{
    AllianceId, observation,
    values::{ObservationStatus, Origin, SubjectKind},
};
use sea_orm::{ConnectionTrait, QueryResult};

use self::{cities::Cities, statement::Scope};
use super::{error::Result, observation as observations};

/// How many there are, and in how many of the cities.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Real ones.
    pub real: i64,
    /// Ones made up to show something.
    pub synthetic: i64,
    /// The real cities in which at least one real one is found.
    pub cities_with: i64,
    /// All real cities that were looked at.
    pub cities_of: i64,
}

/// The network, or an alliance in it, in numbers.
#[derive(Clone, Debug)]
pub struct Network {
    /// When the numbers were true.
    pub as_of: DateTime<Utc>,
    /// How many member cities the alliance says that it has; the register may
    /// know fewer of them.
    pub stated_size: Option<observation::Model>,
    /// The cities themselves.
    pub cities: Count,
    /// The countries of the cities; one with a real city counts as real only.
    pub countries: Count,
    /// Organisations by their seat.
    pub organisations: Count,
    /// The alliances to which the cities belong, or which work within them.
    pub alliances: Count,
    /// Learning spaces.
    pub learning_spaces: Count,
    /// Published programmes.
    pub programmes: Count,
    /// The offerings of these programmes, past ones too.
    pub offerings: Count,
    /// The offerings for which one can enrol today, in the time zone of each city.
    pub open_offerings: Count,
}

/// Counts the whole register, or an alliance, with at most four statements.
pub async fn network(
    db: &impl ConnectionTrait,
    alliance: Option<AllianceId>,
    now: DateTime<Utc>,
) -> Result<Network> {
    let scope = Scope::of(db.get_database_backend(), alliance);
    let cities = Cities::read(&db.query_all_raw(scope.cities()).await?)?;
    let records = Counted::read(&db.query_all_raw(scope.records()).await?)?;
    let days = cities.days(now);
    let offerings = Counted::read(&db.query_all_raw(scope.offerings(&days)).await?)?;
    Ok(Network {
        as_of: now,
        stated_size: stated_size(db, alliance).await?,
        cities: cities.count(),
        countries: cities.countries(),
        organisations: records.of("ORGANISATION", &cities),
        alliances: records.of("ALLIANCE", &cities),
        learning_spaces: records.of("LEARNING_SPACE", &cities),
        programmes: records.of("PROGRAMME", &cities),
        offerings: offerings.of("OFFERING", &cities),
        open_offerings: offerings.of("OPEN", &cities),
    })
}

/// The measure of an alliance's whole size; it also counts parts of it, such as the
/// cities of one country or the newly admitted ones.
const WHOLE: &str = "MEMBERS";

/// The latest size that was stated, and not merely planned.
async fn stated_size(
    db: &impl ConnectionTrait,
    alliance: Option<AllianceId>,
) -> Result<Option<observation::Model>> {
    let Some(AllianceId(id)) = alliance else {
        return Ok(None);
    };
    let stated = observations::about(db, SubjectKind::Alliance, &[id]).await?;
    let sizes = stated.into_iter().filter(|stated| {
        stated.status != ObservationStatus::Planned && stated.measure_code.as_deref() == Some(WHOLE)
    });
    let date = |stated: &observation::Model| {
        let date = stated.as_of.as_ref().or(stated.period_end.as_ref());
        date.map(|date| date.as_str().to_owned())
    };
    Ok(sizes.max_by_key(date))
}

/// What was counted: of what, of which origin, how many, in how many real cities.
struct Counted(Vec<(String, Origin, i64, i64)>);

impl Counted {
    fn read(rows: &[QueryResult]) -> Result<Self> {
        let row = |row: &QueryResult| {
            Ok((
                row.try_get("", "what")?,
                row.try_get("", "origin")?,
                row.try_get("", "number")?,
                row.try_get("", "cities")?,
            ))
        };
        Ok(Self(rows.iter().map(row).collect::<Result<_>>()?))
    }

    fn of(&self, wanted: &str, cities: &Cities) -> Count {
        let mut count = Count {
            cities_of: cities.number(Origin::Real),
            ..Count::default()
        };
        for (what, origin, number, with) in &self.0 {
            match origin {
                _ if what != wanted => {}
                Origin::Real => (count.real, count.cities_with) = (*number, *with),
                Origin::Synthetic => count.synthetic = *number,
            }
        }
        count
    }
}
