//! Brings the tables up to date, once, whoever else tries at the same time.

use migration::STEPS;
use sea_orm::{ConnectionTrait, DbBackend, DbErr};

use super::App;
use crate::db::{CommitError, Transaction};

/// The name of our lock on PostgreSQL; any number that nobody else takes.
const LOCK: &str = "SELECT pg_advisory_xact_lock(7244102003)";

/// What a migration has done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Migrated {
    /// Steps that were applied now.
    pub steps: usize,
}

/// One step and whether the database has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// As the file is called.
    pub name: String,
    /// Whether it has been applied.
    pub is_applied: bool,
}

impl App {
    /// Applies the steps that are missing: all of them or none.
    pub async fn migrate_up(&self) -> Result<Migrated, DbErr> {
        let tx = self.begin_to_migrate().await?;
        let steps = migration::up(&tx, None).await?;
        tx.commit().await.map_err(CommitError::into_cause)?;
        Ok(Migrated { steps })
    }

    /// Takes back the last step.
    pub async fn migrate_down(&self) -> Result<(), DbErr> {
        let tx = self.begin_to_migrate().await?;
        migration::down(&tx, Some(1)).await?;
        tx.commit().await.map_err(CommitError::into_cause)
    }

    /// Every step in order.
    pub async fn migrations(&self) -> Result<Vec<Step>, DbErr> {
        let applied = migration::applied(self.reader()).await?;
        let is_applied = |name: &str| applied.iter().any(|step| step.name() == name);
        let steps = STEPS.iter().map(|step| Step {
            name: step.name().to_owned(),
            is_applied: is_applied(step.name()),
        });
        Ok(steps.collect())
    }

    /// A transaction that no second server can have at the same time.
    async fn begin_to_migrate(&self) -> Result<Transaction, DbErr> {
        let tx = self.begin().await?;
        if tx.get_database_backend() == DbBackend::Postgres {
            tx.execute_unprepared(LOCK).await?;
        }
        Ok(tx)
    }
}
