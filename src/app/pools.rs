//! The connections to the database, opened the way that its URL says.

use std::{
    fmt,
    time::{Duration, Instant},
};

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
    pub(super) async fn open(
        database: &Database,
        limit: Option<Duration>,
    ) -> Result<Self, OpenError> {
        match database.backend {
            Backend::Sqlite => sqlite::open(database, limit).await,
            Backend::Postgres => postgres::open(database, limit).await,
        }
    }

    /// Waits until there is a database to connect to, for a minute at most, and says so.
    pub(super) async fn wait_for(database: &Database) -> Result<(), OpenError> {
        let began = Instant::now();
        loop {
            let reached = match database.backend {
                Backend::Sqlite => sqlite::reach(database).await,
                Backend::Postgres => postgres::reach(database).await,
            };
            match reached {
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

/// Why the database could not be opened. Never names a password.
#[derive(Debug)]
pub enum OpenError {
    /// The driver says why.
    Driver(sqlx::Error),
    /// The file of `SQLite` is not as it has to be.
    File(String),
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Driver(error) => write!(f, "The database cannot be opened: {error}."),
            Self::File(reason) => write!(f, "The database cannot be opened: {reason}."),
        }
    }
}

impl std::error::Error for OpenError {}

impl From<sqlx::Error> for OpenError {
    fn from(error: sqlx::Error) -> Self {
        Self::Driver(error)
    }
}

/// Whether a database may come yet: it refuses connections, or is starting, or has none
/// left, or somebody else writes. A wrong password will not get right by waiting.
fn is_away(error: &OpenError) -> bool {
    /// PostgreSQL starts or has no connection left; `SQLITE_BUSY`, and while it mends what
    /// a crash has left.
    const STATES: [&str; 4] = ["57P03", "53300", "5", "261"];
    match error {
        OpenError::Driver(sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut) => true,
        OpenError::Driver(sqlx::Error::Database(error)) => {
            error.code().is_some_and(|state| STATES.contains(&&*state))
        }
        _ => false,
    }
}
