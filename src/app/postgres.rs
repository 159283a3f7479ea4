//! How PostgreSQL is opened: one pool for reads and writes.

use std::{str::FromStr, time::Duration};

use sea_orm::SqlxPostgresConnector;
use sqlx::{
    ConnectOptions,
    postgres::{PgConnectOptions, PgPoolOptions},
};

use super::pools::{ACQUIRE, Pools};
use crate::config::Database;

pub(super) async fn open(database: &Database, limit: Option<Duration>) -> sqlx::Result<Pools> {
    let pool = PgPoolOptions::new()
        .max_connections(database.connections)
        .acquire_timeout(ACQUIRE)
        // A ping before each statement is a second round trip; a connection
        // is looked at when it comes back instead.
        .test_before_acquire(false)
        .idle_timeout(Duration::from_mins(10))
        .max_lifetime(Duration::from_mins(30))
        .connect_with(options(database, limit)?)
        .await?;
    let pool = SqlxPostgresConnector::from_sqlx_postgres_pool(pool);
    Ok(Pools {
        reader: pool.clone(),
        writer: pool,
    })
}

fn options(database: &Database, limit: Option<Duration>) -> sqlx::Result<PgConnectOptions> {
    let options = PgConnectOptions::from_str(&database.url)?
        .application_name("learning-cities")
        .disable_statement_logging();
    Ok(match limit {
        Some(limit) => options.options([("statement_timeout", limit.as_millis().to_string())]),
        None => options,
    })
}
