//! One reader for one operation, which gathers what is looked up at the same time.

use std::{hash::Hash, time::Duration};

use async_graphql::{
    dataloader::{DataLoader, Loader},
    runtime::Timer,
};
use futures_util::{
    future::BoxFuture,
    task::{FutureObj, Spawn, SpawnError},
};
use tokio::runtime::Handle;
use tracing::Instrument;

use crate::{
    db::Db,
    domain::{self, Result, viewer::Sight},
};

/// Gathers look-ups for one operation.
pub(super) struct Reader(DataLoader<Source>);

impl Reader {
    /// Looks one thing up, with all else of its kind that is asked for now.
    ///
    /// The future has no type of its own: what awaits it need not be compiled with all
    /// that the library does inside.
    pub(super) fn load_one<K>(&self, key: K) -> BoxFuture<'_, Result<Option<Found<K>>>>
    where
        K: Send + Sync + Hash + Eq + Clone + 'static,
        Source: Loader<K, Error = domain::Error>,
    {
        Box::pin(self.0.load_one(key))
    }
}

/// What is found by a key.
type Found<K> = <Source as Loader<K>>::Value;

/// Where the reader reads.
pub(super) struct Source(Db, Sight);

/// More keys than one page of a page of a page has.
const MOST_KEYS: usize = 10_000;

impl Source {
    /// The connection of the operation.
    pub(super) fn db(&self) -> &Db {
        &self.0
    }

    /// What the viewer sees beyond what everyone sees.
    pub(super) fn sight(&self) -> Sight {
        self.1
    }
}

/// A reader for one operation; nothing that it found outlives it.
pub(super) fn reader(db: Db, sight: Sight) -> Reader {
    let loader = DataLoader::new(Source(db, sight), InSpan(Handle::current()), Yielding);
    Reader(loader.max_batch_size(MOST_KEYS))
}

/// Looks up on a task of its own, whose lines in the log have the name of the request.
struct InSpan(Handle);

impl Spawn for InSpan {
    fn spawn_obj(&self, look_up: FutureObj<'static, ()>) -> std::result::Result<(), SpawnError> {
        self.0.spawn(look_up.in_current_span());
        Ok(())
    }
}

/// Waits until the resolvers that are ready have run, and no longer.
///
/// The library's timer waits a millisecond, which tokio rounds up: about two a
/// level of every query.
struct Yielding;

impl Timer for Yielding {
    fn delay(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::task::yield_now())
    }
}
