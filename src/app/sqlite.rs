//! How `SQLite` is opened: a pool of readers beside one writer.

use std::{str::FromStr, time::Duration};

use sea_orm::SqlxSqliteConnector;
use sqlx::{
    ConnectOptions, Connection, Executor, SqliteConnection,
    sqlite::{
        SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
    },
};
use tokio::time::timeout;

use super::{
    own_files,
    pools::{ACQUIRE, OpenError, Pools},
    watch::Watch,
};
use crate::{
    config::Database,
    db::{Keeper, Ledger, Pool, crash},
};

/// Opens the writer first, because it creates the file that the readers need.
///
/// A database in memory lives in its connection, so there it must stay one, and no
/// statement of it is interrupted: the connection would have to be closed.
pub(super) async fn open(database: &Database, limit: Option<Duration>) -> Result<Pools, OpenError> {
    let options = options(&database.url)?;
    let is_in_memory = is_in_memory(&database.url);
    claim(database, &options)?;
    let watch = limit.filter(|_| !is_in_memory).map(Watch::new);
    let ledger = Ledger::default();
    let role = Role::Writer(ledger.clone());
    let writer = pool(options.clone(), 1, role, watch.clone()).await?;
    let reader = if is_in_memory {
        writer.clone()
    } else {
        let options = options.pragma("query_only", "ON");
        pool(options, database.connections, Role::Reader, watch).await?
    };
    let [reader, writer] = [reader, writer].map(|pool| {
        let pool = SqlxSqliteConnector::from_sqlx_sqlite_pool(pool);
        Pool::new(pool, Keeper::Sqlite(ledger.clone()))
    });
    Ok(Pools { reader, writer })
}

/// Connects once and waits for whoever writes: a copy is being made, perhaps.
pub(super) async fn reach(database: &Database) -> Result<(), OpenError> {
    if is_in_memory(&database.url) {
        return Ok(());
    }
    let options = options(&database.url)?;
    claim(database, &options)?;
    let mut connection = options.connect().await?;
    connection.execute("BEGIN IMMEDIATE").await?;
    connection.execute("ROLLBACK").await?;
    Ok(connection.close().await?)
}

/// Sees to the files of a database that has some.
fn claim(database: &Database, options: &SqliteConnectOptions) -> Result<(), OpenError> {
    if is_in_memory(&database.url) {
        return Ok(());
    }
    if database.url.contains("mode=ro") && !database.url.contains("mode=rwc") {
        return Err(OpenError::File("`mode=ro` cannot be written".to_owned()));
    }
    let may_be_made = database.url.contains("mode=rwc");
    own_files::claim(options.get_filename(), may_be_made).map_err(OpenError::File)
}

/// What the connections of a pool are for.
#[derive(Clone)]
enum Role {
    Reader,
    Writer(Ledger),
}

impl Role {
    /// Prepares a connection that is new.
    async fn prepare(&self, connection: &mut SqliteConnection) -> sqlx::Result<()> {
        if let Self::Writer(ledger) = self {
            ledger.keep(&mut connection.lock_handle().await?);
        }
        Ok(())
    }

    /// Whether a connection that comes back can be given to the next one.
    ///
    /// One that may still be in a transaction is closed, because whoever got it would
    /// write into that one and nobody would commit it.
    async fn can_stay(&self, connection: &mut SqliteConnection) -> sqlx::Result<bool> {
        if matches!(self, Self::Reader) {
            return Ok(!connection.is_in_transaction());
        }
        // Should its thread be no more, there is nobody to answer.
        if let Ok(true) = timeout(ACQUIRE, is_clean(connection)).await {
            return Ok(true);
        }
        tracing::warn!("the writer of SQLite was left in a transaction and is replaced");
        Ok(false)
    }
}

/// Whether a connection is outside of every transaction. The driver's count alone does
/// not say so: `SQLite` ends transactions by itself, and there is nothing to undo then.
async fn is_clean(connection: &mut SqliteConnection) -> bool {
    let has_none = match connection.execute("ROLLBACK").await {
        Err(sqlx::Error::Database(error)) => error.message().contains("no transaction is active"),
        _ => false,
    };
    has_none && !connection.is_in_transaction()
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
        .thread_name(|_| crash::THREAD.to_owned())
        .disable_statement_logging())
}

async fn pool(
    options: SqliteConnectOptions,
    connections: u32,
    role: Role,
    watch: Option<Watch>,
) -> sqlx::Result<SqlitePool> {
    let (new, back) = ((role.clone(), watch.clone()), (role, watch));
    SqlitePoolOptions::new()
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(ACQUIRE)
        .test_before_acquire(false)
        .idle_timeout(None)
        .max_lifetime(None)
        .after_connect(move |connection, _| {
            let (role, watch) = new.clone();
            Box::pin(async move {
                if let Some(watch) = watch {
                    watch.start(connection).await?;
                }
                role.prepare(connection).await
            })
        })
        .after_release(move |connection, _| {
            let (role, watch) = back.clone();
            Box::pin(async move {
                if let Some(watch) = watch {
                    watch.release(connection).await?;
                }
                role.can_stay(connection).await
            })
        })
        .connect_with(options)
        .await
}
