//! Crashes of the driver.
//!
//! A connection to `SQLite` is a thread of the driver, which panics when no memory is
//! left. An answer that this cuts off looks like one that has come to its end, and what
//! was sent meanwhile gets none at all. So no answer counts during which such a thread
//! has panicked, whichever it was.

use std::{pin::pin, thread};

use futures_util::FutureExt;
use sea_orm::{DbErr, sqlx};
use tokio::sync::Notify;

use super::failure;

/// What the threads of the driver are called.
pub(crate) const THREAD: &str = "sqlite";

static CRASHES: Notify = Notify::const_new();

/// Has all who wait know of a panic, if it is one of the driver. It is called before
/// anything on the stack of that thread is dropped.
pub(crate) fn note_panic() {
    if thread::current().name() == Some(THREAD) {
        CRASHES.notify_waiters();
    }
}

/// Waits for the work, or for a crash.
pub(super) async fn watch<T>(work: impl Future<Output = Result<T, DbErr>>) -> Result<T, DbErr> {
    let mut crash = pin!(CRASHES.notified());
    crash.as_mut().enable();
    let outcome = tokio::select! {
        () = &mut crash => None,
        outcome = work => Some(outcome),
    };
    match outcome {
        Some(outcome) if crash.now_or_never().is_none() => outcome,
        _ => Err(failure::of_the_driver(sqlx::Error::WorkerCrashed)),
    }
}

#[cfg(test)]
mod tests {
    use std::future::{pending, ready};

    use super::*;

    fn panics(name: &str) {
        let thread = thread::Builder::new().name(name.to_owned());
        thread.spawn(note_panic).unwrap().join().unwrap();
    }

    #[tokio::test]
    async fn an_answer_that_a_crash_cuts_off_is_none() {
        let no_answer = watch(pending::<Result<(), DbErr>>());
        let (outcome, ()) = tokio::join!(no_answer, async { panics(THREAD) });
        assert!(failure::is_unavailable(&outcome.unwrap_err()));

        let short_answer = watch(async {
            panics(THREAD);
            Ok(Vec::<u8>::new())
        });
        assert!(short_answer.await.is_err());
    }

    #[tokio::test]
    async fn a_panic_elsewhere_is_no_crash() {
        panics("tokio-runtime-worker");
        assert_eq!(watch(ready(Ok(1))).await, Ok(1));
    }
}
