//! Long work beside the threads that serve everybody.

use std::{future, panic};

/// Does work that may take longer than ten milliseconds on a thread of its own.
pub async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let done = tokio::task::spawn_blocking(work).await;
    match done.map_err(tokio::task::JoinError::try_into_panic) {
        Ok(done) => done,
        Err(Ok(panicked)) => panic::resume_unwind(panicked),
        // Only the end of the program cancels work, and it ends who waits too.
        Err(Err(_)) => future::pending().await,
    }
}
