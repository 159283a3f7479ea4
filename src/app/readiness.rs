//! Whether the application can answer requests.

use std::time::Duration;

use sea_orm::{ConnectionTrait, Statement};
use serde::Serialize;

use super::App;

/// How long the database may take to say anything.
const PATIENCE: Duration = Duration::from_secs(1);

/// What was looked at, and how it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Readiness {
    /// `ok`, or what is wrong with the database.
    database: &'static str,
    /// `ok`, or what is wrong with its tables.
    migrations: String,
}

impl Readiness {
    /// Whether all is well.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.database == "ok" && self.migrations == "ok"
    }

    fn broken(database: &'static str) -> Self {
        Self {
            database,
            migrations: "unknown".to_owned(),
        }
    }
}

impl App {
    /// Asks the database whether it is there and up to date.
    pub async fn readiness(&self) -> Readiness {
        tokio::time::timeout(PATIENCE, self.look())
            .await
            .unwrap_or_else(|_| Readiness::broken("does not answer within a second"))
    }

    async fn look(&self) -> Readiness {
        let db = self.reader();
        let ping = Statement::from_string(db.get_database_backend(), "SELECT 1");
        if let Err(error) = db.query_one_raw(ping).await {
            tracing::warn!(%error, "the database does not answer");
            return Readiness::broken("cannot be reached");
        }
        if !self.writer().is_sound() {
            return Readiness::broken("has lost what it said to keep");
        }
        let migrations = match migration::pending(self.reader()).await {
            Ok(pending) if pending.is_empty() => "ok".to_owned(),
            Ok(pending) => format!("{} not applied", pending.len()),
            Err(error) => {
                tracing::warn!(%error, "the migrations cannot be read");
                "cannot be read".to_owned()
            }
        };
        Readiness {
            database: "ok",
            migrations,
        }
    }
}
