//! The log of deliveries, and sending again what is in it.

use chrono::{DateTime, Utc};
use entity::{
    DeliveryId, WebhookId,
    values::DeliveryStatus,
    webhook,
    webhook_delivery::{ActiveModel, Column, Entity, Model},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter,
    QueryTrait, Set,
    sea_query::{Expr, SelectStatement},
};
use uuid::Uuid;

use super::event;
use crate::domain::{
    error::Result,
    filter::{Is, Test},
    page::{Listed, orders},
    record::{self, Target, nowhere},
    viewer::{ManageWebhooks, Permit},
    writing::Writing,
};

orders! {
    /// The orders of deliveries.
    DeliveryOrder of Model, columns of entity::webhook_delivery;
    /// In the order in which they were made.
    Created;
}

/// The deliveries of a webhook. Whoever lists them has shown that it is theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Deliveries {}

impl Listed for Deliveries {
    type Entity = Entity;
    type Row = Model;
    type Order = DeliveryOrder;
    type Test = DeliveryTest;

    fn select() -> SelectStatement {
        Entity::find().into_query()
    }

    fn visible() -> Condition {
        Condition::all()
    }

    fn id() -> Column {
        Column::Id
    }

    fn id_of(row: &Model) -> Uuid {
        row.id.0
    }
}

/// What a filter may ask of a delivery.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum DeliveryTest {
    /// What became of it.
    Status(Is<DeliveryStatus>),
    /// The type of the event.
    EventType(Is<String>),
}

impl Test for DeliveryTest {
    fn condition(&self) -> Condition {
        let at = |column: Column| Expr::col((Entity, column));
        match self {
            Self::Status(is) => is.on(at(Column::Status)),
            Self::EventType(is) => is.on(at(Column::EventType)),
        }
    }
}

/// Sends a test to a webhook of the permit's body, whether it is stopped or not.
pub async fn test(
    writing: &Writing,
    permit: &Permit<ManageWebhooks>,
    target: Target<WebhookId>,
) -> Result<Model> {
    let webhook: webhook::Model = record::own(writing, permit, target).await?;
    let row = ActiveModel {
        id: Set(DeliveryId::new(writing.now())),
        webhook_id: Set(webhook.id),
        number: Set(None),
        subject_kind: Set(None),
        subject_id: Set(None),
        event_type: Set(event::TEST.to_owned()),
        status: Set(DeliveryStatus::Pending),
        attempts: Set(0),
        begun_at: Set(writing.now()),
        due_at: Set(writing.now()),
        last_status: Set(None),
        last_failure: Set(None),
        created_at: Set(writing.now()),
        finished_at: Set(None),
    };
    Ok(row.insert(writing).await?)
}

/// Sends a delivery again, with the id that it has, or all that were given up.
/// Gives the webhook and how many these are.
pub async fn again(
    writing: &Writing,
    permit: &Permit<ManageWebhooks>,
    target: Target<WebhookId>,
    one: Option<DeliveryId>,
) -> Result<(webhook::Model, u64)> {
    let webhook: webhook::Model = record::own(writing, permit, target).await?;
    let all = Entity::update_many()
        .col_expr(Column::Status, Expr::value(DeliveryStatus::Pending))
        .col_expr(Column::BegunAt, Expr::value(writing.now()))
        .col_expr(Column::DueAt, Expr::value(writing.now()))
        .col_expr(Column::FinishedAt, Expr::value(None::<DateTime<Utc>>))
        .filter(Column::WebhookId.eq(webhook.id));
    let which = match one {
        Some(id) => all
            .filter(Column::Id.eq(id))
            .filter(Column::Status.ne(DeliveryStatus::Pending)),
        None => all.filter(Column::Status.eq(DeliveryStatus::Dead)),
    };
    let sent = which.exec(writing).await?.rows_affected;
    if let (Some(id), 0) = (one, sent) {
        let found = Entity::find_by_id(id).filter(Column::WebhookId.eq(webhook.id));
        let found = found.one(writing).await?;
        // One that waits anyway is being sent.
        return found
            .map(|_| (webhook, 0))
            .ok_or_else(|| nowhere("deliveryId"));
    }
    Ok((webhook, sent))
}

/// Forgets deliveries that ended before a moment. Returns how many went.
pub async fn clear(tx: &impl ConnectionTrait, before: DateTime<Utc>) -> Result<u64> {
    let cleared = Entity::delete_many()
        .filter(Column::FinishedAt.lt(before))
        .exec(tx)
        .await?;
    Ok(cleared.rows_affected)
}
