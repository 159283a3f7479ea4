//! Brings deliveries to a receiver, and notes what came of it.

use std::time::Duration;

use entity::{
    WebhookId,
    values::{DeliveryFailure, WebhookPause},
    webhook, webhook_delivery,
};
use futures_util::future::join_all;
use serde_json::json;

use super::wire::{Message, Wire};
use crate::{
    app::App,
    db::Db,
    domain::{
        Result, Viewer,
        viewer::KeepTime,
        webhook::{self as rules, Attempt, Outcome, claim, finish, has_rights, pause_because},
        writing::Writing,
    },
    feed::cloud_event::CloudEvent,
    graphql::{Engine, Payload, Untold},
};

/// Deliveries to one receiver at the same time.
const AT_ONCE: u64 = 4;

/// As the journal calls what the server does by itself, where it names requests.
const REQUEST: &str = "webhooks";

/// Whoever brings deliveries.
#[derive(Clone)]
pub(super) struct Courier {
    app: App,
    engine: Engine,
    wire: Wire,
}

/// What of a change goes into an event.
struct Content {
    told: Payload,
    sequence: Option<String>,
}

impl Courier {
    pub(super) fn new(app: &App, engine: &Engine) -> Self {
        Self {
            app: app.clone(),
            engine: engine.clone(),
            wire: Wire::new(app.webhook_targets()),
        }
    }

    /// Sends all that is due, until nothing is or it is time to stop.
    pub(super) async fn serve(&self, webhook: WebhookId, is_over: impl Fn() -> bool) -> Result<()> {
        while !is_over() {
            let tx = self.app.begin().await?;
            let claimed = claim(&tx, webhook, self.attempt(), AT_ONCE).await?;
            tx.commit().await?;
            let Some((webhook, deliveries)) = claimed else {
                return Ok(());
            };
            // A test tells nothing that needs rights.
            let tells = deliveries.iter().any(|delivery| delivery.number.is_some());
            if tells && !has_rights(self.app.reader(), &webhook, self.app.now()).await? {
                return self.pause(webhook.id, WebhookPause::ClientEnded).await;
            }
            let all = deliveries
                .iter()
                .map(|delivery| self.deliver(&webhook, delivery));
            for outcome in join_all(all).await {
                outcome?;
            }
        }
        Ok(())
    }

    fn attempt(&self) -> Attempt {
        let limits = self.app.limits();
        Attempt {
            now: self.app.now(),
            seconds: limits.webhook_seconds,
            days: limits.webhook_days,
        }
    }

    async fn deliver(
        &self,
        webhook: &webhook::Model,
        delivery: &webhook_delivery::Model,
    ) -> Result<()> {
        let outcome = self.send(webhook, delivery).await?;
        let (id, url) = (delivery.id, &webhook.url);
        tracing::debug!(%id, url, ?outcome, "a delivery was tried");
        let writing = self.writing().await?;
        let noted = (self.attempt(), outcome);
        let most_dead = self.app.limits().webhook_dead_letters;
        let reason = finish(&writing, delivery, noted, most_dead).await?;
        if let Some(reason) = reason {
            let permit = Viewer::Clock.permit::<KeepTime>()?;
            pause_because(&writing, &permit, webhook.id, reason).await?;
        }
        writing.commit().await
    }

    /// Stops a webhook in the name of the server.
    pub(super) async fn pause(&self, webhook: WebhookId, reason: WebhookPause) -> Result<()> {
        let permit = Viewer::Clock.permit::<KeepTime>()?;
        let writing = self.writing().await?;
        pause_because(&writing, &permit, webhook, reason).await?;
        writing.commit().await
    }

    async fn writing(&self) -> Result<Writing> {
        let db = Db::new(self.app.writer().clone()).in_transaction(self.app.begin().await?);
        Ok(Writing::new(db, self.app.now(), REQUEST))
    }

    /// One attempt, outside of any transaction.
    async fn send(
        &self,
        webhook: &webhook::Model,
        delivery: &webhook_delivery::Model,
    ) -> Result<Outcome> {
        let content = match self.content(webhook, delivery).await {
            Ok(content) => content,
            Err(Untold::Broken(error)) => return Err(error),
            Err(Untold::Failed) => return Ok(untold(false)),
            Err(Untold::Unseen) => return Ok(untold(true)),
        };
        let id = delivery.id.to_string();
        let (source, kind) = (self.app.public_url(), &delivery.event_type);
        let mut event = CloudEvent::new(&id, source, kind, &content.told.at);
        event.subject = content.told.record.as_deref();
        event.sequence = content.sequence;
        event.data = content.told.data;
        let (now, body) = (self.app.now(), event.write());
        let secrets = rules::secrets(self.app.reader(), webhook.id, now).await?;
        let message = Message {
            url: webhook.url.clone(),
            signature: rules::signature(&secrets, &id, now.timestamp(), &body),
            timestamp: now.timestamp(),
            id: id.clone(),
            body,
        };
        let patience = Duration::from_secs(self.app.limits().webhook_seconds);
        Ok(self.wire.post(message, patience).await)
    }

    async fn content(
        &self,
        webhook: &webhook::Model,
        delivery: &webhook_delivery::Model,
    ) -> std::result::Result<Content, Untold> {
        let Some(number) = delivery.number else {
            let told = Payload {
                at: delivery.created_at.to_rfc3339(),
                record: None,
                data: json!({ "webhookId": webhook.id.to_string() }),
            };
            return Ok(Content {
                told,
                sequence: None,
            });
        };
        let viewer = rules::viewer(webhook, self.app.public_url());
        let selection = webhook.selection.as_deref();
        Ok(Content {
            told: self.engine.payload(viewer, number, selection).await?,
            sequence: Some(number.to_string()),
        })
    }
}

fn untold(is_final: bool) -> Outcome {
    Outcome {
        status: None,
        failure: Some(DeliveryFailure::Payload),
        is_final,
    }
}
