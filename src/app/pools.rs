//! The connections to the database, opened the way that its URL says.

use std::time::{Duration, Instant};

use super::{postgres, sqlite};
use crate::{
    config::{Backend, Database},
    db::Pool,
};

/// How long a request waits for a free connection.
pub(super) const ACQUIRE: Duration = Duration::from_secs(5);

/// How long a server that starts waits for its database.
const PATIENCE: Duration = Duration::from_mins(1);

/// How long it waits between two looks.
const PAUSE: Duration = Duration::from_secs(1);

/// Where reads and where writes go.
#[derive(Clone)]
pub(super) struct Pools {
    pub(super) reader: Pool,
    pub(super) writer: Pool,
}

impl Pools {
    /// Connects; a statement that takes longer than the limit is stopped.
    pub(super) async fn open(database: &Database, limit: Option<Duration>) -> sqlx::Result<Self> {
        match database.backend {
            Backend::Sqlite => sqlite::open(database, limit).await,
            Backend::Postgres => postgres::open(database, limit).await,
        }
    }

    /// Waits until there is a database to connect to, for a minute at most, and says so.
    pub(super) async fn wait_for(database: &Database) -> sqlx::Result<()> {
        let began = Instant::now();
        loop {
            match postgres::reach(database).await {
                Err(error) if began.elapsed() < PATIENCE && is_away(&error) => {
                    tracing::warn!(%error, "waiting for the database");
                    tokio::time::sleep(PAUSE).await;
                }
                outcome => return outcome,
            }
        }
    }

    pub(super) async fn close(&self) {
        for pool in [&self.reader, &self.writer] {
            if let Err(error) = pool.connections().close_by_ref().await {
                tracing::warn!(%error, "a database connection did not close well");
            }
        }
    }
}

/// Whether a database may come yet: it refuses connections, or is starting, or has none
/// left. A wrong password will not get right by waiting.
fn is_away(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut => true,
        sqlx::Error::Database(error) => error
            .code()
            .is_some_and(|state| ["57P03", "53300"].contains(&&*state)),
        _ => false,
    }
}
