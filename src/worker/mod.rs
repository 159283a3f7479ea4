//! Work that no request waits for. Each instance of the server does it, and the
//! database keeps two of them from doing the same thing.

mod clearing;
mod clock;
mod erasing;
mod head;
mod tally;
mod traces;
mod webhooks;

use std::time::Duration;

use tokio::{sync::watch, task::JoinSet, time::interval};

pub use self::webhooks::Webhooks;
use self::{
    clearing::ClearJournal, clock::KeepTime, erasing::EraseResponses, tally::CountResponses,
    traces::ClearTraces,
};
use crate::{app::App, domain, graphql::Engine};

/// The work of one server, until it stops.
#[derive(Debug)]
pub struct Workers {
    order: watch::Sender<()>,
    tasks: JoinSet<()>,
}

impl Workers {
    /// Begins all of it.
    #[must_use]
    pub fn start(app: &App) -> Self {
        let (order, orders) = watch::channel(());
        let mut tasks = JoinSet::new();
        tasks.spawn(repeat(CountResponses::of(app), orders.clone()));
        tasks.spawn(repeat(KeepTime::of(app), orders.clone()));
        tasks.spawn(repeat(EraseResponses::of(app), orders.clone()));
        tasks.spawn(repeat(ClearTraces::of(app), orders.clone()));
        tasks.spawn(repeat(ClearJournal::of(app), orders.clone()));
        tasks.spawn(until_stopped(head::watch(app.clone()), orders.clone()));
        tasks.spawn(until_stopped(head::listen(app.clone()), orders));
        Self { order, tasks }
    }

    /// Serves the webhooks as well, which are told what this engine shows.
    #[must_use]
    pub fn with_webhooks(mut self, app: &App, engine: &Engine) -> Self {
        let webhooks = Webhooks::new(app, engine);
        let orders = self.order.subscribe();
        self.tasks.spawn(webhooks::run(webhooks, orders));
        self
    }

    /// Finishes what was begun, and begins nothing new.
    pub async fn stop(mut self) {
        drop(self.order);
        while self.tasks.join_next().await.is_some() {}
    }
}

/// Something to be done again and again.
trait Work: Send + 'static {
    /// What the log calls it.
    const NAME: &str;

    /// The time between one beginning and the next.
    const PAUSE: Duration;

    /// Does all of it that there is to do now.
    fn work(&mut self) -> impl Future<Output = domain::Result<()>> + Send;
}

/// For work that may be left at any moment.
async fn until_stopped(work: impl Future<Output = ()>, mut orders: watch::Receiver<()>) {
    tokio::select! {
        () = work => {}
        _ = orders.changed() => {}
    }
}

/// What fails is tried again the next time.
async fn repeat<W: Work>(mut worker: W, mut orders: watch::Receiver<()>) {
    let mut ticks = interval(W::PAUSE);
    loop {
        tokio::select! {
            _ = ticks.tick() => {}
            _ = orders.changed() => return,
        }
        if let Err(error) = worker.work().await {
            let name = W::NAME;
            tracing::warn!(?error, name, "background work failed and is tried again");
        }
    }
}
