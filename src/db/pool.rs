//! Connections to the database, and what is done when they fail.

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, DbErr, ExecResult, QueryResult,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait, prelude::async_trait,
};
use sqlx::{AssertSqlSafe, Connection, Executor};

use super::{crash, failure, ledger::Ledger, pulse::Pulse, transaction::Transaction};

/// The connections to a database. A clone is another handle on the same ones.
///
/// On PostgreSQL a read whose connection turns out to be dead is done once more over a
/// fresh one, and nobody waits for a server that does not answer.
#[derive(Clone, Debug)]
pub struct Pool {
    connections: DatabaseConnection,
    pub(super) keeper: Keeper,
}

/// Who knows how it goes with the database.
#[derive(Clone, Debug)]
pub(crate) enum Keeper {
    /// `SQLite`, which tells what becomes of transactions.
    Sqlite(Ledger),
    /// PostgreSQL, which may be away.
    Postgres(Pulse),
}

impl Pool {
    pub(crate) fn new(connections: DatabaseConnection, keeper: Keeper) -> Self {
        Self {
            connections,
            keeper,
        }
    }

    /// Begins to write. Dropping the transaction undoes it.
    ///
    /// `SQLite` is told at once that this will write: a transaction that first
    /// reads and then wants to write is refused when another wrote in between.
    pub async fn begin(&self) -> Result<Transaction, DbErr> {
        let begun = self.again_when_dead(|| self.begin_once()).await?;
        Ok(Transaction::new(begun, self.keeper.clone()))
    }

    async fn begin_once(&self) -> Result<sea_orm::DatabaseTransaction, DbErr> {
        let is_sqlite = self.get_database_backend() == DbBackend::Sqlite;
        let options = TransactionOptions {
            sqlite_transaction_mode: is_sqlite.then_some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        self.keeper
            .watch(self.connections.begin_with_options(options))
            .await
    }

    /// Runs a statement on PostgreSQL that takes the time it needs, and is in no transaction.
    pub(crate) async fn execute_unhurried(&self, sql: &str) -> Result<(), DbErr> {
        let pool = self.connections.get_postgres_connection_pool();
        let run = async {
            let mut connection = pool.acquire().await?;
            connection.execute("SET statement_timeout = 0").await?;
            // Whatever comes of it, nobody else gets this connection.
            let mut connection = connection.detach();
            connection.execute(AssertSqlSafe(sql.to_owned())).await?;
            connection.close().await
        };
        run.await.map_err(failure::of_the_driver)
    }

    /// The connections themselves, for what needs one of its own.
    #[must_use]
    pub fn connections(&self) -> &DatabaseConnection {
        &self.connections
    }

    /// Whether every commit that was reported did happen.
    pub(crate) fn is_sound(&self) -> bool {
        match &self.keeper {
            Keeper::Sqlite(ledger) => ledger.is_sound(),
            Keeper::Postgres(_) => true,
        }
    }

    /// Does something that changes nothing, and once more when the connection was dead.
    async fn again_when_dead<T, F>(&self, work: impl Fn() -> F) -> Result<T, DbErr>
    where
        F: Future<Output = Result<T, DbErr>>,
    {
        match work().await {
            Err(error) if self.keeper.buries(&error) => work().await,
            outcome => outcome,
        }
    }

    /// Only what surely reads may be sent twice.
    fn can_repeat(&self, statement: &Statement) -> bool {
        let reads = statement.sql.trim_start().get(..6);
        matches!(self.keeper, Keeper::Postgres(_))
            && reads.is_some_and(|word| word.eq_ignore_ascii_case("select"))
    }
}

impl Keeper {
    /// Waits for the work, but neither for a server that answers nobody nor for a thread
    /// that is no more.
    pub(super) async fn watch<T>(
        &self,
        work: impl Future<Output = Result<T, DbErr>>,
    ) -> Result<T, DbErr> {
        match self {
            Self::Sqlite(_) => crash::watch(work).await,
            Self::Postgres(pulse) => pulse.watch(work).await,
        }
    }

    /// Notes a connection that died, and says whether this was one.
    pub(super) fn buries(&self, error: &DbErr) -> bool {
        let is_dead = failure::is_dead(error);
        if let (true, Self::Postgres(pulse)) = (is_dead, self) {
            pulse.note_death();
        }
        is_dead
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for Pool {
    fn get_database_backend(&self) -> DbBackend {
        self.connections.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        let work = self.connections.execute_raw(statement);
        let outcome = self.keeper.watch(work).await;
        outcome.inspect_err(|error| {
            self.keeper.buries(error);
        })
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        let work = self.connections.execute_unprepared(sql);
        let outcome = self.keeper.watch(work).await;
        outcome.inspect_err(|error| {
            self.keeper.buries(error);
        })
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        let ask = |statement| self.keeper.watch(self.connections.query_one_raw(statement));
        if self.can_repeat(&statement) {
            self.again_when_dead(|| ask(statement.clone())).await
        } else {
            ask(statement).await
        }
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let ask = |statement| self.keeper.watch(self.connections.query_all_raw(statement));
        if self.can_repeat(&statement) {
            self.again_when_dead(|| ask(statement.clone())).await
        } else {
            ask(statement).await
        }
    }
}
