//! Tells webhooks of changes: turns the journal into deliveries, and brings them.
//!
//! Each instance of the server does both. The database keeps two of them from
//! turning the same entry or sending the same delivery together.

mod courier;
mod resolver;
mod wire;

use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

use chrono::{Days, NaiveDate};
use entity::{WebhookId, values::WebhookPause, webhook};
use futures_util::future::join_all;
use tokio::{
    sync::watch,
    task::{Id, JoinSet},
    time::sleep,
};

use self::courier::Courier;
use crate::{
    app::App,
    domain::{
        Result, journal,
        webhook::{behind, clear, has_rights, news, to_send, turn},
    },
    graphql::Engine,
};

/// How late a delivery is at most when nobody called.
const PATIENCE: Duration = Duration::from_millis(500);

/// Receivers that are served at the same time.
const AT_ONCE: usize = 32;

/// Entries that are for nobody are passed by without a note, up to so many.
const FAR: i64 = 100;

/// The webhooks of the network, as one server serves them.
pub struct Webhooks {
    app: App,
    courier: Courier,
    /// How far the journal was looked through for whom, beyond what was noted.
    looked: HashMap<WebhookId, i64>,
    cleared_on: Option<NaiveDate>,
}

impl Webhooks {
    /// Serves the webhooks of the network, and tells what this engine shows.
    #[must_use]
    pub fn new(app: &App, engine: &Engine) -> Self {
        Self {
            app: app.clone(),
            courier: Courier::new(app, engine),
            looked: HashMap::new(),
            cleared_on: None,
        }
    }

    /// Does all that there is to do now, once, and waits for it.
    pub async fn work(&mut self) -> Result<()> {
        self.turn().await?;
        self.clear().await?;
        let due = to_send(self.app.reader(), self.app.now()).await?;
        let all = due
            .iter()
            .map(|webhook| self.courier.serve(webhook.id, || false));
        for served in join_all(all).await {
            served?;
        }
        Ok(())
    }

    async fn turn(&mut self) -> Result<()> {
        let last = journal::last_number(self.app.reader()).await?;
        for (webhook, number) in behind(self.app.reader(), last).await? {
            let looked = self
                .looked
                .get(&webhook.id)
                .map_or(number, |n| number.max(*n));
            if looked >= last {
                continue;
            }
            // One that cannot be turned must not keep the others waiting.
            if let Err(error) = self.turn_one(&webhook, (number, looked)).await {
                tracing::error!(?error, webhook = %webhook.id, "changes were not turned");
            }
        }
        Ok(())
    }

    async fn turn_one(
        &mut self,
        webhook: &webhook::Model,
        (noted, looked): (i64, i64),
    ) -> Result<()> {
        let news = news(self.app.reader(), webhook, looked).await?;
        if !news.is_there && news.upto - noted < FAR {
            self.looked.insert(webhook.id, news.upto);
            return Ok(());
        }
        if !has_rights(self.app.reader(), webhook, self.app.now()).await? {
            return self
                .courier
                .pause(webhook.id, WebhookPause::ClientEnded)
                .await;
        }
        loop {
            let tx = self.app.begin().await?;
            let turned = turn(&tx, webhook, self.app.now()).await?;
            tx.commit().await?;
            if !turned.has_more {
                return Ok(());
            }
        }
    }

    /// Forgets, once a day, what the log no longer has to tell.
    async fn clear(&mut self) -> Result<()> {
        let now = self.app.now();
        if self.cleared_on == Some(now.date_naive()) {
            return Ok(());
        }
        let days = Days::new(self.app.limits().webhook_log_days);
        if let Some(before) = now.checked_sub_days(days) {
            let tx = self.app.begin().await?;
            clear(&tx, before).await?;
            tx.commit().await?;
        }
        self.cleared_on = Some(now.date_naive());
        Ok(())
    }
}

/// Those who are being served: a slow receiver keeps nobody else waiting.
#[derive(Default)]
struct Rounds {
    tasks: JoinSet<()>,
    who: HashMap<Id, WebhookId>,
}

impl Rounds {
    /// Sends somebody to each webhook for which something is due and to which
    /// nobody is on the way.
    fn begin(&mut self, due: Vec<webhook::Model>, courier: &Courier, orders: &watch::Receiver<()>) {
        while let Some(done) = self.tasks.try_join_next_with_id() {
            let id = done.map_or_else(|error| error.id(), |(id, ())| id);
            self.who.remove(&id);
        }
        let served: HashSet<WebhookId> = self.who.values().copied().collect();
        let new = due
            .into_iter()
            .filter(|webhook| !served.contains(&webhook.id));
        for webhook in new.take(AT_ONCE.saturating_sub(self.who.len())) {
            let (id, courier, orders) = (webhook.id, courier.clone(), orders.clone());
            let task = self.tasks.spawn(async move {
                let is_over = || orders.has_changed().is_err();
                if let Err(error) = courier.serve(id, is_over).await {
                    tracing::warn!(?error, webhook = %id, "deliveries wait for another time");
                }
            });
            self.who.insert(task.id(), id);
        }
    }
}

/// Serves until it is told to stop, and then ends what is on its way.
pub(super) async fn run(mut webhooks: Webhooks, mut orders: watch::Receiver<()>) {
    let mut news = webhooks.app.signal().follow();
    let mut rounds = Rounds::default();
    loop {
        if let Err(error) = round(&mut webhooks, &mut rounds, &orders).await {
            tracing::warn!(?error, "webhooks wait for another time");
        }
        tokio::select! {
            _ = orders.changed() => break,
            _ = news.changed() => {}
            () = sleep(PATIENCE) => {}
        }
    }
    while rounds.tasks.join_next().await.is_some() {}
}

async fn round(
    webhooks: &mut Webhooks,
    rounds: &mut Rounds,
    orders: &watch::Receiver<()>,
) -> Result<()> {
    webhooks.turn().await?;
    webhooks.clear().await?;
    let due = to_send(webhooks.app.reader(), webhooks.app.now()).await?;
    rounds.begin(due, &webhooks.courier, orders);
    Ok(())
}
