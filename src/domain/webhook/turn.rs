//! Turns the journal into deliveries: each entry once, and none forgotten.

use chrono::{DateTime, Utc};
use entity::{
    DeliveryId,
    values::{DeliveryStatus, WebhookStatus},
    webhook, webhook_delivery, webhook_progress,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, PaginatorTrait, QueryFilter, QuerySelect,
    Set,
    sea_query::{Expr, LockBehavior, LockType},
};

use super::{event::EventType, event_types, filter, send::is_pending, viewer};
use crate::db::Transaction;
use crate::domain::{
    bulk,
    change::{self, Change, Changes, Cursor, Window},
    error::Result,
    mint::Mint,
};

/// Entries that one transaction turns.
const PAGE: u64 = 200;

/// Deliveries that may wait; the others wait in the journal.
const MOST_WAITING: u64 = 1_000;

/// What came of turning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turned {
    /// How many deliveries it made.
    pub made: usize,
    /// Whether more is known already.
    pub has_more: bool,
}

impl Turned {
    const NOTHING: Self = Self {
        made: 0,
        has_more: false,
    };
}

/// Whether there is something to turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct News {
    /// Whether there is a change that the webhook may be told of.
    pub is_there: bool,
    /// How far was looked.
    pub upto: i64,
}

/// The active webhooks that have not been turned up to `last`, each with how far
/// it was.
pub async fn behind(db: &impl ConnectionTrait, last: i64) -> Result<Vec<(webhook::Model, i64)>> {
    let rows = webhook::Entity::find()
        .filter(webhook::Column::Status.eq(WebhookStatus::Active))
        .filter(webhook::Column::DeletedAt.is_null())
        .filter(webhook_progress::Column::Number.lt(last))
        .join(JoinType::InnerJoin, progress_of_webhook())
        .select_also(webhook_progress::Entity);
    let rows = rows.all(db).await?.into_iter();
    Ok(rows
        .filter_map(|(webhook, progress)| Some((webhook, progress?.number)))
        .collect())
}

fn progress_of_webhook() -> sea_orm::RelationDef {
    webhook::Entity::belongs_to(webhook_progress::Entity)
        .from(webhook::Column::Id)
        .to(webhook_progress::Column::WebhookId)
        .into()
}

/// Looks whether something after a number is for a webhook, without writing.
pub async fn news(db: &impl ConnectionTrait, webhook: &webhook::Model, after: i64) -> Result<News> {
    let page = page(db, webhook, (after, 1)).await?;
    Ok(News {
        is_there: !page.changes.is_empty(),
        upto: page.next.number,
    })
}

async fn page(
    db: &impl ConnectionTrait,
    webhook: &webhook::Model,
    (after, first): (i64, u64),
) -> Result<Changes> {
    let filter = filter(webhook);
    let reach = change::reach(db).await?;
    let window = Window {
        first,
        after: Some(Cursor::at(after.min(reach.last), &filter, reach)),
        is_compact: false,
    };
    let sight = viewer(webhook, "").sight();
    change::page(db, sight, &filter, window).await
}

/// Turns what a webhook is to be told of next into deliveries, and notes how far
/// it came, in the same transaction.
///
/// Nothing happens when somebody else is at it, when it was stopped, or while so
/// much waits that the receiver has to catch up first.
pub async fn turn(
    tx: &Transaction,
    webhook: &webhook::Model,
    now: DateTime<Utc>,
) -> Result<Turned> {
    let held = webhook_progress::Entity::find_by_id(webhook.id)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
    let (Some(progress), Some(webhook)) = (
        held.one(tx).await?,
        webhook::Entity::find_by_id(webhook.id).one(tx).await?,
    ) else {
        return Ok(Turned::NOTHING);
    };
    let is_told = webhook.status == WebhookStatus::Active && webhook.deleted_at.is_none();
    if !is_told || waiting(tx, &webhook).await? >= MOST_WAITING {
        return Ok(Turned::NOTHING);
    }
    let page = page(tx, &webhook, (progress.number, PAGE)).await?;
    let rows = deliveries(&webhook, &page.changes, now);
    let made = rows.len();
    bulk::insert(tx, rows).await?;
    webhook_progress::Entity::update_many()
        .col_expr(
            webhook_progress::Column::Number,
            Expr::value(page.next.number),
        )
        .filter(webhook_progress::Column::WebhookId.eq(webhook.id))
        .exec(tx)
        .await?;
    Ok(Turned {
        made,
        has_more: page.has_more,
    })
}

async fn waiting(tx: &Transaction, webhook: &webhook::Model) -> Result<u64> {
    use webhook_delivery::Column;
    let waiting = webhook_delivery::Entity::find()
        .filter(Column::WebhookId.eq(webhook.id))
        .filter(is_pending(Expr::col((
            webhook_delivery::Entity,
            Column::Status,
        ))));
    Ok(waiting.count(tx).await?)
}

fn deliveries(
    webhook: &webhook::Model,
    changes: &[Change],
    now: DateTime<Utc>,
) -> Vec<webhook_delivery::ActiveModel> {
    let wanted = event_types(webhook);
    let is_wanted = |event: &EventType| wanted.is_empty() || wanted.contains(event);
    let mut mint = Mint::new(now, fastrand::Rng::new());
    let told = changes.iter().filter_map(|change| {
        let event = EventType::of(change).filter(is_wanted)?;
        Some(webhook_delivery::ActiveModel {
            id: Set(DeliveryId(mint.uuid())),
            webhook_id: Set(webhook.id),
            number: Set(Some(change.entry.number)),
            subject_kind: Set(Some(change.entry.subject_kind)),
            subject_id: Set(Some(change.entry.subject_id)),
            event_type: Set(event.to_string()),
            status: Set(DeliveryStatus::Pending),
            attempts: Set(0),
            begun_at: Set(now),
            due_at: Set(now),
            last_status: Set(None),
            last_failure: Set(None),
            created_at: Set(now),
            finished_at: Set(None),
        })
    });
    told.collect()
}
