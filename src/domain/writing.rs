//! A transaction that writes: what is done in it, and what the journal will say.

use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};
use entity::journal;
use sea_orm::{
    ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, Set, Statement,
    prelude::async_trait,
};

use super::{
    error::Result,
    journal::{Entry, append, row},
    viewer::{Action, Permit},
};
use crate::db::Db;

/// A transaction of one request. Dropping it undoes everything.
///
/// What is [recorded](Self::record) waits here until the commit: the numbers of
/// the journal are taken under a lock that every other writer waits for, so
/// nothing may come between them and the commit.
pub struct Writing {
    db: Db,
    now: DateTime<Utc>,
    request_id: String,
    entries: Mutex<Vec<journal::ActiveModel>>,
}

impl Writing {
    /// Writes over a connection that is in a transaction.
    #[must_use]
    pub fn new(db: Db, now: DateTime<Utc>, request_id: &str) -> Self {
        Self {
            db,
            now,
            request_id: request_id.to_owned(),
            entries: Mutex::default(),
        }
    }

    /// The moment of everything that is written.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// Says what happened. Whoever says it shows the permission for it.
    pub fn record<A: Action>(&self, permit: &Permit<A>, entry: Entry) {
        let row = row(entry, permit, Some(&self.request_id));
        self.entries().push(row);
    }

    /// Says that a record left its owner: whatever others see of it, those who follow
    /// the owner have nothing to see any more.
    pub fn record_leaving<A: Action>(&self, permit: &Permit<A>, entry: Entry) {
        let mut row = row(entry, permit, Some(&self.request_id));
        row.is_public = Set(Some(false));
        self.entries().push(row);
    }

    /// Does something whole or not at all, and leaves what was done before.
    pub async fn attempt<T>(&self, work: impl AsyncFnOnce() -> Result<T>) -> Result<T> {
        let recorded = self.entries().len();
        let outcome = self.db.attempt(work).await;
        if outcome.is_err() {
            self.entries().truncate(recorded);
        }
        outcome
    }

    /// Undoes everything.
    pub async fn roll_back(&self) -> Result<()> {
        self.entries().clear();
        Ok(self.db.roll_back().await?)
    }

    /// Keeps everything, and says it in the journal.
    pub async fn commit(&self) -> Result<()> {
        let entries = std::mem::take(&mut *self.entries());
        append(&self.db, entries).await?;
        Ok(self.db.commit().await?)
    }

    fn entries(&self) -> std::sync::MutexGuard<'_, Vec<journal::ActiveModel>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for Writing {
    fn get_database_backend(&self) -> DbBackend {
        self.db.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> std::result::Result<ExecResult, DbErr> {
        self.db.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> std::result::Result<ExecResult, DbErr> {
        self.db.execute_unprepared(sql).await
    }

    async fn query_one_raw(
        &self,
        statement: Statement,
    ) -> std::result::Result<Option<QueryResult>, DbErr> {
        self.db.query_one_raw(statement).await
    }

    async fn query_all_raw(
        &self,
        statement: Statement,
    ) -> std::result::Result<Vec<QueryResult>, DbErr> {
        self.db.query_all_raw(statement).await
    }
}
