//! Whether a PostgreSQL that keeps somebody waiting still answers anybody.
//!
//! A statement may take its time, and the server ends it when that is over. A server
//! that is frozen, or behind a cable that was pulled, ends nothing. So whoever has
//! waited for a while asks it something small over a connection of its own, and
//! gives up when that is not answered either.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use futures_util::future::{Either, select};
use sea_orm::DbErr;
use sqlx::{ConnectOptions, Connection, postgres::PgConnectOptions};
use tokio::{sync::Mutex, time::sleep};

use super::failure;

/// How long one waits before the first look, and between two.
const PATIENCE: Duration = Duration::from_secs(2);

/// How long a look may take.
const LOOK: Duration = Duration::from_millis(1_500);

/// The pulse of a PostgreSQL. A clone is another handle on it.
#[derive(Clone)]
pub(crate) struct Pulse(Arc<Inner>);

struct Inner {
    options: PgConnectOptions,
    /// When somebody looked last, and whether there was an answer.
    last: Mutex<Option<(Instant, bool)>>,
    born: Instant,
    /// Milliseconds after `born` when a connection was last found dead; 0 for never.
    death: AtomicU64,
}

impl Pulse {
    pub(crate) fn new(options: PgConnectOptions) -> Self {
        Self(Arc::new(Inner {
            options,
            last: Mutex::default(),
            born: Instant::now(),
            death: AtomicU64::new(0),
        }))
    }

    /// Waits for the work as long as the server answers.
    pub(super) async fn watch<T>(
        &self,
        work: impl Future<Output = Result<T, DbErr>>,
    ) -> Result<T, DbErr> {
        let silence = async {
            sleep(PATIENCE).await;
            while self.beats().await {
                sleep(PATIENCE).await;
            }
        };
        match select(std::pin::pin!(work), std::pin::pin!(silence)).await {
            Either::Left((outcome, _)) => outcome,
            Either::Right(_) => Err(failure::silent()),
        }
    }

    /// Looks, unless somebody has just done so.
    async fn beats(&self) -> bool {
        let mut last = self.0.last.lock().await;
        match *last {
            Some((then, beats)) if then.elapsed() < LOOK => beats,
            _ => {
                let beats = self.look().await;
                *last = Some((Instant::now(), beats));
                beats
            }
        }
    }

    /// A refusal is an answer too.
    async fn look(&self) -> bool {
        let looking = async {
            match self.0.options.connect().await {
                Ok(mut connection) => connection.ping().await.is_ok(),
                Err(error) => error.as_database_error().is_some(),
            }
        };
        tokio::time::timeout(LOOK, looking).await.unwrap_or(false)
    }

    /// Notes that a connection was dead: those that are older may be so as well.
    pub(super) fn note_death(&self) {
        self.0.death.fetch_max(self.now(), Ordering::AcqRel);
    }

    /// Whether a connection of this age was made after the last one was found dead.
    pub(crate) fn trusts(&self, age: Duration) -> bool {
        let age = u64::try_from(age.as_millis()).unwrap_or(u64::MAX);
        let death = self.0.death.load(Ordering::Acquire);
        death == 0 || self.now().saturating_sub(age) > death
    }

    fn now(&self) -> u64 {
        u64::try_from(self.0.born.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

impl fmt::Debug for Pulse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pulse").finish_non_exhaustive()
    }
}
