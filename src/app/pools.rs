//! The connections to the database, opened the way that its URL says.

use std::time::Duration;

use sea_orm::DatabaseConnection;

use super::{postgres, sqlite};
use crate::config::{Backend, Database};

/// How long a request waits for a free connection.
pub(super) const ACQUIRE: Duration = Duration::from_secs(5);

/// Where reads and where writes go.
#[derive(Clone)]
pub(super) struct Pools {
    pub(super) reader: DatabaseConnection,
    pub(super) writer: DatabaseConnection,
}

impl Pools {
    /// Connects; a statement that takes longer than the limit is stopped.
    pub(super) async fn open(database: &Database, limit: Option<Duration>) -> sqlx::Result<Self> {
        match database.backend {
            Backend::Sqlite => sqlite::open(database, limit).await,
            Backend::Postgres => postgres::open(database, limit).await,
        }
    }

    pub(super) async fn close(&self) {
        for pool in [&self.reader, &self.writer] {
            if let Err(error) = pool.close_by_ref().await {
                tracing::warn!(%error, "a database connection did not close well");
            }
        }
    }
}
