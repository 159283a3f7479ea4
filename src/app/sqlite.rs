//! How `SQLite` is opened: a pool of readers beside one writer.

use std::{str::FromStr, time::Duration};

use sea_orm::SqlxSqliteConnector;
use sqlx::{
    ConnectOptions,
    sqlite::{
        SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
    },
};

use super::{
    own_files,
    pools::{ACQUIRE, Pools},
    watch::Watch,
};
use crate::config::Database;

/// Opens the writer first, because it creates the file that the readers need.
///
/// A database in memory lives in its connection, so there it must stay one.
pub(super) async fn open(database: &Database, limit: Option<Duration>) -> sqlx::Result<Pools> {
    let options = options(&database.url)?;
    if !is_in_memory(&database.url) {
        let may_be_made = database.url.contains("mode=rwc");
        own_files::close(options.get_filename(), may_be_made);
    }
    let watch = limit.map(Watch::new);
    let writer = pool(options.clone(), 1, watch.clone()).await?;
    let reader = if is_in_memory(&database.url) {
        writer.clone()
    } else {
        let options = options.pragma("query_only", "ON");
        pool(options, database.connections, watch).await?
    };
    Ok(Pools {
        reader: SqlxSqliteConnector::from_sqlx_sqlite_pool(reader),
        writer: SqlxSqliteConnector::from_sqlx_sqlite_pool(writer),
    })
}

fn is_in_memory(url: &str) -> bool {
    url.contains(":memory:") || url.contains("mode=memory")
}

/// An acknowledged write survives a power cut: hence `FULL`. What is deleted is
/// overwritten, because it may be what a citizen said.
fn options(url: &str) -> sqlx::Result<SqliteConnectOptions> {
    Ok(SqliteConnectOptions::from_str(url)?
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .pragma("secure_delete", "ON")
        .busy_timeout(ACQUIRE)
        .disable_statement_logging())
}

async fn pool(
    options: SqliteConnectOptions,
    connections: u32,
    watch: Option<Watch>,
) -> sqlx::Result<SqlitePool> {
    let mut pool = SqlitePoolOptions::new()
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(ACQUIRE)
        .test_before_acquire(false)
        .idle_timeout(None)
        .max_lifetime(None);
    if let Some(watch) = watch {
        let again = watch.clone();
        pool = pool
            .after_connect(move |connection, _| {
                let watch = watch.clone();
                Box::pin(async move { watch.start(connection).await })
            })
            .after_release(move |connection, _| {
                let watch = again.clone();
                Box::pin(async move { watch.release(connection).await })
            });
    }
    pool.connect_with(options).await
}
