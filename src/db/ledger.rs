//! What `SQLite` itself says of the transactions of its writer.
//!
//! The driver counts how deep it is in transactions, and goes on counting when
//! `SQLite` has undone one by itself (a full disk, an interrupted statement): then
//! it takes a savepoint for a transaction, and says "committed" of what nobody will
//! ever see. So nobody here asks the driver. `SQLite` calls whenever it commits the
//! outermost transaction and whenever it undoes one.

use std::{
    fmt,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use sqlx::sqlite::LockedSqliteHandle;

/// For how long a broken promise keeps the server from being ready: long enough for
/// everybody who looks to see it.
const SHOWN: Duration = Duration::from_mins(2);

/// The commits and roll-backs of the writer. A clone is another handle on it.
#[derive(Clone, Default)]
pub(crate) struct Ledger(Arc<Entries>);

#[derive(Default)]
struct Entries {
    commits: AtomicU64,
    rollbacks: AtomicU64,
    breach: Mutex<Option<Instant>>,
}

/// A place in the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    commits: u64,
    rollbacks: u64,
}

impl Ledger {
    /// Has a connection write down what becomes of its transactions.
    pub(crate) fn keep(&self, handle: &mut LockedSqliteHandle<'_>) {
        let (kept, undone) = (self.clone(), self.clone());
        handle.set_commit_hook(move || {
            kept.0.commits.fetch_add(1, Ordering::AcqRel);
            true
        });
        handle.set_rollback_hook(move || {
            undone.0.rollbacks.fetch_add(1, Ordering::AcqRel);
        });
    }

    pub(super) fn mark(&self) -> Mark {
        Mark {
            commits: self.0.commits.load(Ordering::Acquire),
            rollbacks: self.0.rollbacks.load(Ordering::Acquire),
        }
    }

    /// Whether a transaction that began at the mark was undone.
    pub(super) fn has_undone(&self, since: Mark) -> bool {
        self.mark().rollbacks != since.rollbacks
    }

    /// Whether a transaction that began at the mark was kept.
    pub(super) fn has_kept(&self, since: Mark) -> bool {
        self.mark().commits != since.commits
    }

    /// Notes that a commit was reported and did not happen.
    pub(super) fn note_breach(&self) {
        tracing::error!("SQLite kept nothing of a commit that was reported as done");
        *self.breach() = Some(Instant::now());
    }

    /// Whether every commit that was reported did happen, as far as one has to know.
    pub(crate) fn is_sound(&self) -> bool {
        self.breach().is_none_or(|breach| breach.elapsed() > SHOWN)
    }

    fn breach(&self) -> std::sync::MutexGuard<'_, Option<Instant>> {
        self.0.breach.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Ledger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.mark().fmt(f)
    }
}
