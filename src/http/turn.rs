//! Whose turn it is on a connection: the client's, or ours.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::Waker,
    time::Duration,
};

use futures_util::task::AtomicWaker;
use tokio::sync::Semaphore;

use crate::limits::Limits;

/// What a connection knows of its requests, and of the others that want its place.
#[derive(Clone)]
pub(super) struct Turn {
    is_ours: Arc<AtomicBool>,
    /// Who listens to the client again when our turn is over.
    listener: Arc<AtomicWaker>,
    places: Arc<Semaphore>,
    /// How long the head of a request may take.
    pub(super) head: Duration,
    /// How long a client may say nothing between two requests.
    pub(super) idle: Duration,
}

impl Turn {
    pub(super) fn new(places: Arc<Semaphore>, limits: &Limits) -> Self {
        Self {
            is_ours: Arc::default(),
            listener: Arc::default(),
            places,
            head: limits.receive_time(),
            idle: limits.idle_time(),
        }
    }

    /// A request has come in, and is answered.
    pub(super) fn take(&self) {
        self.is_ours.store(true, Ordering::Relaxed);
    }

    /// The client may ask again.
    pub(super) fn give(&self) {
        self.is_ours.store(false, Ordering::Release);
        self.listener.wake();
    }

    /// Whether it is our turn; whoever asks is woken when it is over.
    pub(super) fn is_ours(&self, listener: &Waker) -> bool {
        self.listener.register(listener);
        self.is_ours.load(Ordering::Acquire)
    }

    /// Whether somebody may be waiting for the place of a connection that rests.
    pub(super) fn is_wanted(&self) -> bool {
        self.places.available_permits() == 0
    }
}
