//! How PostgreSQL is opened: one pool for reads and writes.

use std::{str::FromStr, time::Duration};

use sea_orm::SqlxPostgresConnector;
use sqlx::{
    ConnectOptions, Connection,
    pool::PoolConnectionMetadata,
    postgres::{PgConnectOptions, PgPoolOptions},
};

use super::pools::{ACQUIRE, OpenError, Pools};
use crate::{
    config::Database,
    db::{Keeper, Pool, Pulse},
};

/// How long a statement of a server waits for what another transaction holds. Less
/// than a request waits for a connection: who cannot get on makes room.
const LOCK: Duration = Duration::from_secs(4);

pub(super) async fn open(database: &Database, limit: Option<Duration>) -> Result<Pools, OpenError> {
    let options = options(database, limit)?;
    let pulse = Pulse::new(options.clone());
    let watcher = pulse.clone();
    let pool = PgPoolOptions::new()
        .max_connections(database.connections)
        .acquire_timeout(ACQUIRE)
        // A ping before each statement is a second round trip; a connection is
        // looked at when it comes back instead, and when others have died.
        .test_before_acquire(false)
        .before_acquire(move |_, metadata: PoolConnectionMetadata| {
            let is_good = watcher.trusts(metadata.age);
            Box::pin(async move { Ok(is_good) })
        })
        .after_release(|connection, _| {
            let is_good = !connection.is_in_transaction();
            Box::pin(async move { Ok(is_good) })
        })
        .idle_timeout(Duration::from_mins(10))
        .max_lifetime(Duration::from_mins(30))
        .connect_with(options)
        .await?;
    let pool = SqlxPostgresConnector::from_sqlx_postgres_pool(pool);
    let pool = Pool::new(pool, Keeper::Postgres(pulse));
    Ok(Pools {
        reader: pool.clone(),
        writer: pool,
    })
}

/// Connects once.
pub(super) async fn reach(database: &Database) -> Result<(), OpenError> {
    let options = options(database, None)?;
    let connected = tokio::time::timeout(ACQUIRE, options.connect()).await;
    let connection = connected.map_err(|_| sqlx::Error::PoolTimedOut)??;
    Ok(connection.close().await?)
}

fn options(database: &Database, limit: Option<Duration>) -> sqlx::Result<PgConnectOptions> {
    let options = PgConnectOptions::from_str(&database.url)?
        .application_name("learning-cities")
        .disable_statement_logging();
    Ok(match limit {
        Some(limit) => options.options([
            ("statement_timeout", limit.as_millis().to_string()),
            ("lock_timeout", LOCK.min(limit).as_millis().to_string()),
        ]),
        None => options,
    })
}
