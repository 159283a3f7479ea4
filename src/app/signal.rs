//! Wakes whoever follows the journal when it has grown.

use std::{fmt, sync::Arc};

use tokio::sync::{Notify, watch};

/// Says that the journal may have grown, and how far it has.
///
/// A call to look, never the news itself: the journal is the truth, and whoever
/// misses a call finds everything there the next time.
#[derive(Clone)]
pub struct Signal(Arc<Inner>);

struct Inner {
    call: Notify,
    head: watch::Sender<i64>,
}

impl Default for Signal {
    fn default() -> Self {
        Self(Arc::new(Inner {
            call: Notify::new(),
            head: watch::Sender::new(0),
        }))
    }
}

impl fmt::Debug for Signal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Signal")
            .field(&*self.0.head.borrow())
            .finish()
    }
}

impl Signal {
    /// Says that something was committed.
    pub fn call(&self) {
        self.0.call.notify_one();
    }

    /// Waits until something was committed since the last time.
    pub async fn called(&self) {
        self.0.call.notified().await;
    }

    /// Tells followers how far the journal reaches; nothing when they know.
    pub fn reach(&self, head: i64) {
        self.0.head.send_if_modified(|known| {
            let is_news = head > *known;
            *known = head.max(*known);
            is_news
        });
    }

    /// Tells of each growth of the journal from now on.
    #[must_use]
    pub fn follow(&self) -> watch::Receiver<i64> {
        self.0.head.subscribe()
    }
}
