//! Whose turn it is on a connection: the client's, or ours.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use tokio::sync::Semaphore;

use crate::limits::Limits;

/// What a connection knows of its requests, and of the others that want its place.
#[derive(Clone)]
pub(super) struct Turn {
    is_ours: Arc<AtomicBool>,
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
        self.is_ours.store(false, Ordering::Relaxed);
    }

    pub(super) fn is_ours(&self) -> bool {
        self.is_ours.load(Ordering::Relaxed)
    }

    /// Whether somebody may be waiting for the place of a connection that rests.
    pub(super) fn is_wanted(&self) -> bool {
        self.places.available_permits() == 0
    }
}
