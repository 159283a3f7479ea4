//! A database connection that knows how many statements went through it.

pub(crate) mod crash;
mod failure;
mod ledger;
mod pool;
mod pulse;
mod transaction;

use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicBool, AtomicU64, Ordering},
};

use futures_util::lock::Mutex as Turn;
use sea_orm::{
    ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, Statement, prelude::async_trait,
};

pub(crate) use self::{
    failure::{is_busy, is_unavailable},
    ledger::Ledger,
    pool::Keeper,
    pulse::Pulse,
};
pub use self::{
    pool::Pool,
    transaction::{CommitError, Transaction},
};

/// Where the statements of an operation go.
#[derive(Clone, Debug)]
enum Connection {
    /// To whichever connection is free.
    Pool(Pool),
    /// All to one, between its beginning and its end.
    Transaction(DbBackend, Arc<Turn<Option<Transaction>>>),
}

/// The savepoint of what is done whole or not at all.
const ATTEMPT: &str = "attempt";

/// The connection of one operation: reads like any other, and counts.
///
/// Clones share the count, so that loaders and resolvers add to the same sum.
#[derive(Clone, Debug)]
pub struct Db {
    connection: Connection,
    statements: Arc<AtomicU64>,
    is_committing: Arc<AtomicBool>,
    texts: Option<Arc<Mutex<Vec<Statement>>>>,
}

impl Db {
    /// Starts to count at zero.
    #[must_use]
    pub fn new(pool: Pool) -> Self {
        Self {
            connection: Connection::Pool(pool),
            statements: Arc::default(),
            is_committing: Arc::default(),
            texts: None,
        }
    }

    /// The same count over a transaction, for what is written and read in it.
    #[must_use]
    pub fn in_transaction(&self, transaction: Transaction) -> Self {
        let backend = transaction.get_database_backend();
        let transaction = Arc::new(Turn::new(Some(transaction)));
        Self {
            connection: Connection::Transaction(backend, transaction),
            ..self.clone()
        }
    }

    /// Keeps what was written. Whoever still reads here is told that it is over.
    pub async fn commit(&self) -> Result<(), CommitError> {
        let Connection::Transaction(_, transaction) = &self.connection else {
            return Ok(());
        };
        let Some(transaction) = transaction.lock().await.take() else {
            return Err(CommitError::Undone(over()));
        };
        self.is_committing.store(true, Ordering::Release);
        let outcome = transaction.commit().await;
        self.is_committing.store(false, Ordering::Release);
        outcome
    }

    /// Whether a commit was begun and has not come to an end: whoever stops waiting
    /// now does not know what becomes of it.
    #[must_use]
    pub fn is_committing(&self) -> bool {
        self.is_committing.load(Ordering::Acquire)
    }

    /// Does something whole or not at all, and leaves what was done before.
    pub async fn attempt<T, E: From<DbErr>>(
        &self,
        work: impl AsyncFnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        let savepoint = format!("SAVEPOINT {ATTEMPT}");
        self.execute_unprepared(&savepoint).await?;
        let outcome = work().await;
        if outcome.is_err() {
            self.return_to_attempt().await?;
        }
        let release = format!("RELEASE {savepoint}");
        self.execute_unprepared(&release).await?;
        outcome
    }

    async fn return_to_attempt(&self) -> Result<(), DbErr> {
        self.statements.fetch_add(1, Ordering::Relaxed);
        match &self.connection {
            Connection::Pool(_) => Err(over()),
            Connection::Transaction(_, transaction) => match transaction.lock().await.as_ref() {
                Some(transaction) => transaction.return_to(ATTEMPT).await,
                None => Err(over()),
            },
        }
    }

    /// Undoes what was written.
    pub async fn roll_back(&self) -> Result<(), DbErr> {
        let Connection::Transaction(_, transaction) = &self.connection else {
            return Ok(());
        };
        match transaction.lock().await.take() {
            Some(transaction) => transaction.roll_back().await,
            None => Ok(()),
        }
    }

    /// Keeps the statements as well, for tests that ask how they are planned.
    #[must_use]
    pub fn recording(pool: Pool) -> Self {
        Self {
            texts: Some(Arc::default()),
            ..Self::new(pool)
        }
    }

    /// How many statements have been sent so far.
    #[must_use]
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// The statements themselves; empty unless this is [recording](Self::recording).
    #[must_use]
    pub fn recorded(&self) -> Vec<Statement> {
        self.texts.as_ref().map_or_else(Vec::new, |texts| {
            texts.lock().unwrap_or_else(PoisonError::into_inner).clone()
        })
    }

    fn note(&self, statement: &Statement) {
        self.statements.fetch_add(1, Ordering::Relaxed);
        if let Some(texts) = &self.texts {
            texts
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(statement.clone());
        }
    }
}

fn over() -> DbErr {
    DbErr::Custom("the transaction is over".to_owned())
}

/// Runs something on whichever connection there is.
macro_rules! on {
    ($db:expr, |$connection:ident| $work:expr) => {
        match &$db.connection {
            Connection::Pool($connection) => $work,
            Connection::Transaction(_, transaction) => match transaction.lock().await.as_ref() {
                Some($connection) => $work,
                None => Err(over()),
            },
        }
    };
}

#[async_trait::async_trait]
impl ConnectionTrait for Db {
    fn get_database_backend(&self) -> DbBackend {
        match &self.connection {
            Connection::Pool(connection) => connection.get_database_backend(),
            Connection::Transaction(backend, _) => *backend,
        }
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.note(&statement);
        on!(self, |connection| connection.execute_raw(statement).await)
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.note(&Statement::from_string(self.get_database_backend(), sql));
        on!(self, |connection| connection.execute_unprepared(sql).await)
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.note(&statement);
        on!(self, |connection| connection.query_one_raw(statement).await)
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.note(&statement);
        on!(self, |connection| connection.query_all_raw(statement).await)
    }
}
