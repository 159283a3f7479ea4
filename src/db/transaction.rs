//! A transaction that never says "kept" of what is not.
//!
//! A database can end a transaction by itself: `SQLite` when the disk is full or a
//! statement is interrupted, PostgreSQL when any statement fails. What follows would
//! then be written one by one on `SQLite`, and a commit on PostgreSQL would undo it
//! all and call it done. So nothing more is sent over a transaction that is lost, and
//! one that failed is not committed.

use std::{
    fmt,
    sync::{Mutex, PoisonError},
};

use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement,
    prelude::async_trait,
};

use super::{failure, ledger::Mark, pool::Keeper};

/// A transaction. Dropping it undoes everything.
#[derive(Debug)]
pub struct Transaction {
    inner: DatabaseTransaction,
    keeper: Keeper,
    mark: Option<Mark>,
    failed: Mutex<Option<Failed>>,
}

/// The error that a transaction did not survive.
#[derive(Clone, Debug)]
struct Failed {
    error: DbErr,
    /// Whether it is over; else a savepoint can be returned to.
    is_lost: bool,
}

/// Why a commit was not reported as done.
#[derive(Clone, Debug)]
pub enum CommitError {
    /// Nothing was kept.
    Undone(DbErr),
    /// Nobody knows whether it was kept.
    Unknown(DbErr),
}

impl fmt::Display for CommitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Undone(error) => write!(f, "{error}"),
            Self::Unknown(error) => write!(f, "it is not known whether this was kept: {error}"),
        }
    }
}

impl std::error::Error for CommitError {}

impl CommitError {
    /// What the database said.
    #[must_use]
    pub fn into_cause(self) -> DbErr {
        match self {
            Self::Undone(error) | Self::Unknown(error) => error,
        }
    }
}

impl Transaction {
    pub(super) fn new(inner: DatabaseTransaction, keeper: Keeper) -> Self {
        let mark = match &keeper {
            Keeper::Sqlite(ledger) => Some(ledger.mark()),
            Keeper::Postgres(_) => None,
        };
        Self {
            inner,
            keeper,
            mark,
            failed: Mutex::default(),
        }
    }

    /// The transaction of the library, for what takes no other.
    #[must_use]
    pub fn raw(&self) -> &DatabaseTransaction {
        &self.inner
    }

    /// Returns to a savepoint, which mends a statement that failed behind it.
    pub(super) async fn return_to(&self, savepoint: &str) -> Result<(), DbErr> {
        let sql = format!("ROLLBACK TO SAVEPOINT {savepoint}");
        self.run(self.inner.execute_unprepared(&sql)).await?;
        *self.failed() = None;
        Ok(())
    }

    /// Keeps everything, or says that nothing was kept, or that nobody knows.
    pub async fn commit(self) -> Result<(), CommitError> {
        if let Some(failed) = self.failure() {
            return Err(CommitError::Undone(failed.error));
        }
        let Self {
            inner,
            keeper,
            mark,
            ..
        } = self;
        match keeper.watch(inner.commit()).await {
            Ok(()) => must_be_kept(&keeper, mark),
            Err(error) => {
                keeper.buries(&error);
                Err(if failure::may_be_kept(&error) {
                    CommitError::Unknown(error)
                } else {
                    CommitError::Undone(error)
                })
            }
        }
    }

    /// Undoes everything.
    pub async fn roll_back(self) -> Result<(), DbErr> {
        match self.failure() {
            Some(failed) if failed.is_lost => Ok(()),
            _ => self.keeper.watch(self.inner.rollback()).await,
        }
    }

    async fn run<T>(&self, work: impl Future<Output = Result<T, DbErr>>) -> Result<T, DbErr> {
        match self.failure() {
            Some(failed) if failed.is_lost => Err(failed.error),
            _ => {
                let outcome = self.keeper.watch(work).await;
                outcome.inspect_err(|error| self.note(error))
            }
        }
    }

    /// Notes what an error has done to the transaction; the first one counts.
    fn note(&self, error: &DbErr) {
        let is_dead = self.keeper.buries(error);
        let is_lost = is_dead || self.is_undone();
        let is_failed = is_lost || matches!(self.keeper, Keeper::Postgres(_));
        let mut failed = self.failed();
        if is_failed
            && failed
                .as_ref()
                .is_none_or(|known| is_lost && !known.is_lost)
        {
            let error = failed
                .take()
                .map_or_else(|| error.clone(), |known| known.error);
            *failed = Some(Failed { error, is_lost });
        }
    }

    /// What was noted, or what `SQLite` did without an error.
    fn failure(&self) -> Option<Failed> {
        let noted = self.failed().clone();
        noted.or_else(|| {
            self.is_undone().then(|| Failed {
                error: DbErr::Custom("SQLite has undone the transaction".to_owned()),
                is_lost: true,
            })
        })
    }

    fn is_undone(&self) -> bool {
        match (&self.keeper, self.mark) {
            (Keeper::Sqlite(ledger), Some(mark)) => ledger.has_undone(mark),
            _ => false,
        }
    }

    fn failed(&self) -> std::sync::MutexGuard<'_, Option<Failed>> {
        self.failed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The driver says that it is done. `SQLite` has the last word.
fn must_be_kept(keeper: &Keeper, mark: Option<Mark>) -> Result<(), CommitError> {
    match (keeper, mark) {
        (Keeper::Sqlite(ledger), Some(mark)) if !ledger.has_kept(mark) => {
            ledger.note_breach();
            let error = DbErr::Custom("SQLite did not commit".to_owned());
            Err(CommitError::Undone(error))
        }
        _ => Ok(()),
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for Transaction {
    fn get_database_backend(&self) -> DbBackend {
        self.inner.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.run(self.inner.execute_raw(statement)).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.run(self.inner.execute_unprepared(sql)).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.run(self.inner.query_one_raw(statement)).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.run(self.inner.query_all_raw(statement)).await
    }
}
