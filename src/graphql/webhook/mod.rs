//! Webhooks: where bodies want to be told of changes, and what became of it.

mod edit;
mod selection;

use std::sync::Arc;

use async_graphql::{ID, Object};
use chrono::{DateTime, Utc};
use entity::{
    values::SubjectKind,
    webhook,
    webhook_delivery::{self, Column},
};

pub(super) use self::edit::WebhookMutation;
pub use self::selection::{Payload, Untold};
use super::{
    connection::{Shown, by, lists},
    filter::{OneOfFilter, StringFilter, filter_input},
    history::History,
    node::id_of,
    order::order_input,
    values::{
        RecordKind, WebhookDeliveryFailure, WebhookDeliveryStatus, WebhookEventType, WebhookPause,
        WebhookStatus,
    },
};
use crate::domain::{
    self,
    scope::{Scope, Scopes},
    webhook::{Deliveries, DeliveryOrder as Order, DeliveryTest},
};

/// Where a body wants to be told of changes, by POST, signed as Standard Webhooks has
/// it, each a `CloudEvent` 1.0 in JSON.
#[derive(Clone)]
pub struct Webhook(pub(super) webhook::Model);

/// Where a body wants to be told of changes, by POST, signed as Standard Webhooks has
/// it, each a `CloudEvent` 1.0 in JSON.
#[Object]
impl Webhook {
    /// The id.
    async fn id(&self) -> ID {
        self.0.id.into()
    }

    /// What people call it.
    async fn label(&self) -> Option<&str> {
        self.0.label.as_deref()
    }

    /// The address that deliveries go to.
    async fn url(&self) -> &str {
        &self.0.url
    }

    /// The types of events that it is told of; all when empty.
    async fn event_types(&self) -> Vec<WebhookEventType> {
        let types = domain::webhook::event_types(&self.0).into_iter();
        types.map(WebhookEventType::from).collect()
    }

    /// The kinds of records whose changes it is told of; all when empty.
    async fn types(&self) -> Vec<RecordKind> {
        let filter = domain::webhook::filter(&self.0);
        filter.kinds.into_iter().map(RecordKind::from).collect()
    }

    /// The cities, alliances and organisations whose changes it is told of, by their
    /// ids; all when empty.
    async fn bodies(&self) -> Vec<ID> {
        let bodies = self.0.bodies.0.iter();
        bodies.map(|id| ID(id.clone())).collect()
    }

    /// What it is told of a `Change`, in GraphQL; null for the plain facts.
    async fn selection(&self) -> Option<&str> {
        self.0.selection.as_deref()
    }

    /// Whether it is told of changes.
    async fn status(&self) -> WebhookStatus {
        self.0.status.into()
    }

    /// Why it is not; null when it is.
    async fn paused_because(&self) -> Option<WebhookPause> {
        self.0.paused_because.map(WebhookPause::from)
    }

    /// The scopes with which it sees what it tells: those of the token that made it,
    /// changed it or resumed it last.
    async fn scopes(&self) -> Vec<&'static str> {
        let scopes = Scopes::known_in(&self.0.scopes);
        scopes.iter().map(Scope::as_str).collect()
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// When it last changed.
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.updated_at
    }

    /// Counts its changes, from 1.
    async fn version(&self) -> i32 {
        self.0.version
    }

    #[graphql(flatten)]
    fn lists(&self) -> WebhookLists {
        WebhookLists(self.clone())
    }

    #[graphql(flatten)]
    fn history(&self) -> History {
        History {
            subject: (SubjectKind::Webhook, self.0.id.0),
            owners: domain::webhook::body_of(&self.0).into_iter().collect(),
        }
    }
}

lists! {
    /// What a webhook was told.
    WebhookLists of Webhook;
    /// The log: what was sent, or is to be sent. It is kept for 30 days.
    deliveries: Deliveries = |webhook| by(webhook.0.id, Column::WebhookId);
}

filter_input! {
    /// Which deliveries to list. All conditions that are given must hold.
    WebhookDeliveryFilter for DeliveryTest;
    /// What became of it.
    status: OneOfFilter<WebhookDeliveryStatus> => Status,
    /// The type of the event, such as `programme.published`.
    event_type: StringFilter => EventType,
}

order_input! {
    /// The order of deliveries.
    WebhookDeliveryOrder,
    /// What deliveries can be ordered by.
    WebhookDeliveryOrderField of Order, by default Created Desc;
    /// In the order in which they were made.
    Created,
}

impl Shown for Deliveries {
    type Node = WebhookDelivery;
    type Filter = WebhookDeliveryFilter;
    type OrderBy = WebhookDeliveryOrder;
}

/// One event that a webhook is told of.
#[derive(Clone)]
pub struct WebhookDelivery(Arc<webhook_delivery::Model>);

impl From<Arc<webhook_delivery::Model>> for WebhookDelivery {
    fn from(row: Arc<webhook_delivery::Model>) -> Self {
        Self(row)
    }
}

/// One event that a webhook is told of.
#[Object]
impl WebhookDelivery {
    /// The id: `webhook-id` of every attempt, and the `id` of the event.
    async fn id(&self) -> ID {
        self.0.id.into()
    }

    /// The type of the event, such as `programme.published`; `webhook.test` for a test.
    async fn event_type(&self) -> &str {
        &self.0.event_type
    }

    /// The id of the record that it is about; null for a test.
    async fn record_id(&self) -> Option<ID> {
        id_of(self.0.subject_kind?, self.0.subject_id?)
    }

    /// What became of it.
    async fn status(&self) -> WebhookDeliveryStatus {
        self.0.status.into()
    }

    /// How often it was tried.
    async fn attempts(&self) -> i32 {
        self.0.attempts
    }

    /// When it is tried next; null when it is over.
    async fn next_attempt_at(&self) -> Option<DateTime<Utc>> {
        self.0.finished_at.is_none().then_some(self.0.due_at)
    }

    /// The HTTP status of the last answer; null when there was none.
    async fn last_status(&self) -> Option<i32> {
        self.0.last_status
    }

    /// Why the last attempt failed; null when it did not.
    async fn last_failure(&self) -> Option<WebhookDeliveryFailure> {
        self.0.last_failure.map(WebhookDeliveryFailure::from)
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// When it arrived or was given up; null while it waits.
    async fn finished_at(&self) -> Option<DateTime<Utc>> {
        self.0.finished_at
    }
}
