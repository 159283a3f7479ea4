//! What every request may use: the database, the clock, the limits.

mod clock;
mod follower;
mod migrate;
mod notices;
mod own_files;
mod pools;
mod postgres;
mod readiness;
mod signal;
mod sqlite;
mod tally_watch;
mod watch;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DbBackend, DbErr};

pub use self::{
    clock::Clock,
    follower::Follower,
    migrate::{Migrated, Step},
    pools::OpenError,
    readiness::Readiness,
    signal::Signal,
    tally_watch::{Look, TallyWatch},
};
use self::{follower::Pages, pools::Pools, tally_watch::Looks};
use crate::{
    config::Config,
    db::{Pool, Transaction},
    domain::{network::Remembered, survey::FrozenVersions, webhook::Targets},
    limits::Limits,
};

/// What every request may use. A clone is another handle on the same things.
#[derive(Clone)]
pub struct App(Arc<Inner>);

#[derive(Clone)]
struct Inner {
    pools: Pools,
    clock: Clock,
    limits: Limits,
    public_url: String,
    licence: String,
    webhook_targets: Targets,
    numbers: Remembered,
    surveys: FrozenVersions,
    signal: Signal,
    pages: Pages,
    looks: Looks,
}

impl App {
    /// Waits until there is a database to connect to, for a minute at most.
    pub async fn wait_for_database(config: &Config) -> Result<(), OpenError> {
        Pools::wait_for(&config.database).await
    }

    /// Connects to the database for a server, whose statements end in time.
    pub async fn open(config: &Config) -> Result<Self, OpenError> {
        let limit = config.limits.operation_time();
        let pools = Pools::open(&config.database, Some(limit)).await?;
        Ok(Self::with(config, pools))
    }

    /// Connects for a command such as `seed`, which takes the time it needs.
    pub async fn open_unhurried(config: &Config) -> Result<Self, OpenError> {
        let pools = Pools::open(&config.database, None).await?;
        Ok(Self::with(config, pools))
    }

    fn with(config: &Config, pools: Pools) -> Self {
        Self(Arc::new(Inner {
            pools,
            clock: Clock::Real,
            limits: config.limits.clone(),
            public_url: config.public_url.clone(),
            licence: config.licence.clone(),
            webhook_targets: config.webhook_targets,
            numbers: Remembered::default(),
            surveys: FrozenVersions::default(),
            signal: Signal::default(),
            pages: Pages::new(&config.limits),
            looks: Looks::default(),
        }))
    }

    /// Where reads go.
    #[must_use]
    pub fn reader(&self) -> &Pool {
        &self.0.pools.reader
    }

    /// Where writes go: one connection on `SQLite`, the common pool on PostgreSQL.
    #[must_use]
    pub fn writer(&self) -> &Pool {
        &self.0.pools.writer
    }

    /// Begins to write. Dropping the transaction undoes it.
    pub async fn begin(&self) -> Result<Transaction, DbErr> {
        self.writer().begin().await
    }

    /// The moment that this request takes place.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.0.clock.now()
    }

    /// The same application living by another clock.
    #[must_use]
    pub fn with_clock(self, clock: Clock) -> Self {
        let inner = Arc::unwrap_or_clone(self.0);
        Self(Arc::new(Inner { clock, ..inner }))
    }

    /// The same application with other limits, over the same connections.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        let inner = Arc::unwrap_or_clone(self.0);
        Self(Arc::new(Inner { limits, ..inner }))
    }

    /// The numbers that every request is held to.
    #[must_use]
    pub fn limits(&self) -> &Limits {
        &self.0.limits
    }

    /// The address that others reach this server by, without a slash at its end.
    #[must_use]
    pub fn public_url(&self) -> &str {
        &self.0.public_url
    }

    /// The address of the licence of the network's data.
    #[must_use]
    pub fn licence(&self) -> &str {
        &self.0.licence
    }

    /// Where webhooks may lead.
    #[must_use]
    pub fn webhook_targets(&self) -> Targets {
        self.0.webhook_targets
    }

    /// Numbers of the network that are still true.
    #[must_use]
    pub fn numbers(&self) -> &Remembered {
        &self.0.numbers
    }

    /// What the versions of surveys ask that were answered not long ago.
    #[must_use]
    pub fn surveys(&self) -> &FrozenVersions {
        &self.0.surveys
    }

    /// Wakes those who follow the journal.
    #[must_use]
    pub fn signal(&self) -> &Signal {
        &self.0.signal
    }

    fn pages(&self) -> &Pages {
        &self.0.pages
    }

    fn looks(&self) -> &Looks {
        &self.0.looks
    }

    /// Makes deleted rows of these tables vanish from the disk as well.
    ///
    /// `SQLite` overwrites what is deleted (`secure_delete`), but older pages stay
    /// in its write-ahead log until that is emptied. PostgreSQL keeps deleted rows
    /// until a `VACUUM`.
    pub async fn clear_deleted(&self, tables: &[&str]) -> Result<(), DbErr> {
        let writer = self.writer();
        if writer.get_database_backend() == DbBackend::Sqlite {
            let checkpoint = "PRAGMA wal_checkpoint(TRUNCATE)";
            writer.execute_unprepared(checkpoint).await?;
        } else {
            let vacuum = format!("VACUUM {}", tables.join(", "));
            writer.execute_unhurried(&vacuum).await?;
        }
        Ok(())
    }

    /// Waits for running statements and closes every connection.
    pub async fn close(self) {
        self.0.pools.close().await;
    }
}
