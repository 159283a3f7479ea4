//! Wrong secrets, counted by client.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};

use entity::ClientId;
use moka::sync::Cache;

/// Wrong secrets that a client may send in a minute.
const MOST: u32 = 10;

const A_MINUTE: Duration = Duration::from_mins(1);

/// The wrong secrets of the last minute, of the clients that sent some last.
///
/// A secret cannot be guessed, whatever the number of tries. The count is there
/// to tell a program that tries for ever to stop.
pub(super) struct Attempts(Cache<ClientId, Arc<Attempt>>);

struct Attempt {
    begun: Instant,
    failures: AtomicU32,
}

impl Default for Attempts {
    fn default() -> Self {
        let cache = Cache::builder().max_capacity(10_000).time_to_live(A_MINUTE);
        Self(cache.build())
    }
}

impl Attempts {
    /// Counts a failure. When there have been too many, says after how many
    /// seconds the client may come again.
    pub(super) fn failed(&self, client: ClientId) -> Option<u64> {
        let attempt = self.0.get_with(client, || {
            Arc::new(Attempt {
                begun: Instant::now(),
                failures: AtomicU32::new(0),
            })
        });
        let before = attempt.failures.fetch_add(1, Ordering::Relaxed);
        let left = A_MINUTE.saturating_sub(attempt.begun.elapsed());
        (before >= MOST).then(|| left.as_secs() + 1)
    }
}
