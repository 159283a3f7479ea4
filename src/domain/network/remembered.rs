//! Numbers of the network that are still true.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use entity::AllianceId;
use moka::future::Cache;
use sea_orm::ConnectionTrait;

use super::{Network, network};
use crate::domain::{error::Result, journal};

/// Numbers that were counted and have not changed since.
///
/// Whatever changes the records appends to the journal, so with the same last
/// entry all counts are the same. What is open for enrolment changes at midnight
/// too, and every time zone is a whole number of quarters of an hour away from
/// UTC. So within a quarter of an hour, and with the same last entry, counting
/// again would give the same numbers.
#[derive(Clone, Debug)]
pub struct Remembered(Cache<Key, Arc<Network>>);

/// Of whom, after which entry of the journal, in which quarter of an hour.
type Key = (Option<AllianceId>, i64, i64);

/// Alliances whose numbers are kept at a time.
const MOST: u64 = 1_000;

impl Default for Remembered {
    fn default() -> Self {
        Self(Cache::new(MOST))
    }
}

impl Remembered {
    /// The numbers, counted once however many ask for them at the same time.
    pub async fn network(
        &self,
        db: &impl ConnectionTrait,
        alliance: Option<AllianceId>,
        now: DateTime<Utc>,
    ) -> Result<Network> {
        let last = journal::last_number(db).await?;
        let key = (alliance, last, now.timestamp().div_euclid(15 * 60));
        let counting = async { network(db, alliance, now).await.map(Arc::new) };
        let known = self.0.try_get_with(key, counting).await;
        let known = known.map_err(|error| (*error).clone())?;
        Ok(Network {
            as_of: now,
            ..(*known).clone()
        })
    }
}
