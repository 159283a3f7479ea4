//! Deliveries on their way: who sends which, and what came of it.
//!
//! Whoever claims a delivery has a while to send it. A server that ends in between
//! has noted nothing, and the delivery is due again when the while is over: it
//! arrives at least once. Nobody else sends it in the meantime.

use chrono::{DateTime, TimeDelta, Utc};
use entity::{
    WebhookId,
    values::{DeliveryFailure, DeliveryStatus, Happening, WebhookPause, WebhookStatus},
    webhook,
    webhook_delivery::{Column, Entity, Model},
    webhook_progress,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    UpdateMany,
    sea_query::{Alias, Expr, ExprTrait, IntoIden, LockBehavior, LockType, Query, SelectStatement},
};

use super::schedule;
use crate::db::Transaction;
use crate::domain::{
    error::Result,
    record::{Target, held, save, unlinked},
    viewer::{KeepTime, Permit},
    writing::Writing,
};

/// How long a delivery is kept from others beyond the time that an attempt takes.
const GRACE: TimeDelta = TimeDelta::seconds(20);

/// Longer than anybody keeps a delivery for an attempt.
const SOON: TimeDelta = TimeDelta::minutes(10);

/// The status of an answer by which a receiver says that it is no more.
const GONE: i32 = 410;

/// What one attempt is given.
#[derive(Clone, Copy, Debug)]
pub struct Attempt {
    /// When it begins.
    pub now: DateTime<Utc>,
    /// Seconds that it may take.
    pub seconds: u64,
    /// Days for which a delivery is tried.
    pub days: u64,
}

/// What came of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The status of the answer, if there was one.
    pub status: Option<u16>,
    /// Why it failed; `None` when it arrived.
    pub failure: Option<DeliveryFailure>,
    /// Whether no other attempt can do better, through no fault of the receiver.
    pub is_final: bool,
}

/// The webhooks for which something is due.
pub async fn to_send(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<Vec<webhook::Model>> {
    let due = |tests: bool| {
        let mut due = Query::select();
        due.expr(Expr::val(1))
            .from(Entity)
            .and_where(at(Column::WebhookId).eq(Expr::col((webhook::Entity, webhook::Column::Id))))
            .and_where(is_pending(at(Column::Status)))
            .and_where(Column::DueAt.lte(now));
        if tests {
            due.and_where(Column::Number.is_null());
        }
        Expr::exists(due)
    };
    let is_active = webhook::Column::Status.eq(WebhookStatus::Active);
    let webhooks = webhook::Entity::find()
        .filter(webhook::Column::DeletedAt.is_null())
        .filter(
            Condition::any()
                .add(is_active.and(due(false)))
                .add(due(true)),
        );
    Ok(webhooks.all(db).await?)
}

/// Written out, so that both databases see that the short indexes of what waits do.
pub(super) fn is_pending(status: Expr) -> Expr {
    status.eq(Expr::cust("'PENDING'"))
}

fn at(column: Column) -> Expr {
    Expr::col((Entity, column))
}

/// Takes deliveries of a webhook that are due, at most so many, for one attempt.
///
/// Of each record only the earliest that waits is taken: what happened later is
/// told later. A webhook that is stopped still gets its tests. `None` when there
/// is nothing to send; else the webhook as it is now as well.
pub async fn claim(
    tx: &Transaction,
    webhook: WebhookId,
    attempt: Attempt,
    most: u64,
) -> Result<Option<(webhook::Model, Vec<Model>)>> {
    let webhook = webhook::Entity::find_by_id(webhook).one(tx).await?;
    let Some(webhook) = webhook.filter(|webhook| webhook.deleted_at.is_none()) else {
        return Ok(None);
    };
    let mut due = Entity::find()
        .filter(Column::WebhookId.eq(webhook.id))
        .filter(is_pending(at(Column::Status)))
        .filter(Column::DueAt.lte(attempt.now))
        .filter(Expr::exists(earlier()).not())
        .order_by_asc(Column::DueAt)
        .order_by_asc(Column::Id)
        .limit(most)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
    if webhook.status == WebhookStatus::Paused {
        due = due.filter(Column::Number.is_null());
    }
    let mut claimed = due.all(tx).await?;
    if claimed.is_empty() {
        return Ok(None);
    }
    let seconds = i64::try_from(attempt.seconds).unwrap_or(i64::MAX);
    let lease = TimeDelta::try_seconds(seconds).unwrap_or_default() + GRACE;
    Entity::update_many()
        .col_expr(Column::Attempts, Expr::col(Column::Attempts).add(1))
        .col_expr(Column::DueAt, Expr::value(attempt.now + lease))
        .filter(Column::Id.is_in(claimed.iter().map(|delivery| delivery.id)))
        .exec(tx)
        .await?;
    for delivery in &mut claimed {
        delivery.attempts += 1;
    }
    Ok(Some((webhook, claimed)))
}

/// What waits of the same record and happened before.
fn earlier() -> SelectStatement {
    let earlier = Alias::new("earlier").into_iden();
    let of = |column: Column| Expr::col((earlier.clone(), column));
    let same = |column: Column| of(column).eq(at(column));
    Query::select()
        .expr(Expr::val(1))
        .from_as(Entity, earlier.clone())
        .and_where(same(Column::WebhookId))
        .and_where(same(Column::SubjectId))
        .and_where(same(Column::SubjectKind))
        .and_where(is_pending(of(Column::Status)))
        .and_where(of(Column::Number).lt(at(Column::Number)))
        .to_owned()
}

/// Notes what came of an attempt; says why the webhook is to be stopped, if it is.
///
/// Whoever is late finds that the delivery was taken up by somebody else, and
/// notes nothing.
pub async fn finish(
    tx: &impl ConnectionTrait,
    delivery: &Model,
    (attempt, outcome): (Attempt, Outcome),
    most_dead: u64,
) -> Result<Option<WebhookPause>> {
    let luck = fastrand::i32(800..=1_200);
    let again = match outcome.failure {
        None => None,
        // A test is tried once, and nobody asks at a door that is gone.
        _ if outcome.is_final
            || delivery.number.is_none()
            || outcome.status.map(i32::from) == Some(GONE) =>
        {
            None
        }
        Some(_) => schedule::again(delivery.begun_at, attempt.now, attempt.days, luck),
    };
    let mut note = held_by(delivery)
        .col_expr(
            Column::LastStatus,
            Expr::value(outcome.status.map(i32::from)),
        )
        .col_expr(Column::LastFailure, Expr::value(outcome.failure));
    note = match (outcome.failure, again) {
        (Some(_), Some(next)) => note.col_expr(Column::DueAt, Expr::value(next)),
        (None, _) => ended(note, DeliveryStatus::Delivered, attempt.now),
        (Some(_), None) => ended(note, DeliveryStatus::Dead, attempt.now),
    };
    if note.exec(tx).await?.rows_affected == 0 || delivery.number.is_none() {
        return Ok(None);
    }
    match (outcome.failure, again) {
        (Some(_), Some(_)) => Ok(None),
        (Some(_), None) if outcome.is_final => Ok(None),
        (None, _) => arrived(tx, delivery.webhook_id).await,
        (Some(_), None) => died(tx, delivery.webhook_id, outcome, most_dead).await,
    }
}

/// The delivery, as long as this attempt is the last that was begun.
fn held_by(delivery: &Model) -> UpdateMany<Entity> {
    Entity::update_many()
        .filter(Column::Id.eq(delivery.id))
        .filter(Column::Attempts.eq(delivery.attempts))
        .filter(Column::Status.eq(DeliveryStatus::Pending))
}

fn ended(
    update: UpdateMany<Entity>,
    status: DeliveryStatus,
    now: DateTime<Utc>,
) -> UpdateMany<Entity> {
    update
        .col_expr(Column::Status, Expr::value(status))
        .col_expr(Column::FinishedAt, Expr::value(now))
}

async fn arrived(tx: &impl ConnectionTrait, webhook: WebhookId) -> Result<Option<WebhookPause>> {
    use webhook_progress::{Column, Entity};
    Entity::update_many()
        .col_expr(Column::DeadInARow, Expr::value(0))
        .filter(Column::WebhookId.eq(webhook))
        .filter(Column::DeadInARow.gt(0))
        .exec(tx)
        .await?;
    Ok(None)
}

async fn died(
    tx: &impl ConnectionTrait,
    webhook: WebhookId,
    outcome: Outcome,
    most_dead: u64,
) -> Result<Option<WebhookPause>> {
    use webhook_progress::{Column, Entity};
    Entity::update_many()
        .col_expr(Column::DeadInARow, Expr::col(Column::DeadInARow).add(1))
        .filter(Column::WebhookId.eq(webhook))
        .exec(tx)
        .await?;
    if outcome.status.map(i32::from) == Some(GONE) {
        return Ok(Some(WebhookPause::Gone));
    }
    let progress = Entity::find_by_id(webhook).one(tx).await?;
    let dead = progress.map_or(0, |progress| progress.dead_in_a_row);
    let is_much = u64::try_from(dead).is_ok_and(|dead| dead >= most_dead);
    Ok(is_much.then_some(WebhookPause::Failing))
}

/// Stops a webhook for a reason; one that is stopped stays as it is.
pub async fn pause_because(
    writing: &Writing,
    permit: &Permit<KeepTime>,
    webhook: WebhookId,
    reason: WebhookPause,
) -> Result<()> {
    let target = Target {
        id: webhook,
        expected_version: None,
    };
    let before: webhook::Model = held(writing, target, |_| true).await?;
    if before.status == WebhookStatus::Paused || before.deleted_at.is_some() {
        return Ok(());
    }
    let mut after = before.clone();
    after.status = WebhookStatus::Paused;
    after.paused_because = Some(reason);
    let change = (before, after);
    save(writing, permit, change, Happening::Updated, unlinked()).await?;
    Ok(())
}

/// Lets what waits for a long time be tried at once, for the whole time again.
///
/// What is due soon may be on its way right now.
pub(super) async fn hurry(
    tx: &impl ConnectionTrait,
    webhook: WebhookId,
    now: DateTime<Utc>,
) -> Result<()> {
    pending(webhook)
        .col_expr(Column::BegunAt, Expr::value(now))
        .col_expr(Column::DueAt, Expr::value(now))
        .filter(Column::DueAt.gt(now + SOON))
        .exec(tx)
        .await?;
    Ok(())
}

/// Gives up all that waits.
pub(super) async fn give_up_all(
    tx: &impl ConnectionTrait,
    webhook: WebhookId,
    now: DateTime<Utc>,
) -> Result<()> {
    ended(pending(webhook), DeliveryStatus::Dead, now)
        .exec(tx)
        .await?;
    Ok(())
}

fn pending(webhook: WebhookId) -> UpdateMany<Entity> {
    Entity::update_many()
        .filter(Column::WebhookId.eq(webhook))
        .filter(Column::Status.eq(DeliveryStatus::Pending))
}
