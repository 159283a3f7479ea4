//! Clearing away old entries, so that the journal does not grow for ever.

use chrono::{DateTime, Utc};
use entity::{
    journal::{self, Column, Entity},
    journal_horizon,
    values::{Happening, WebhookStatus},
    webhook, webhook_progress,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait,
    sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement},
};

use crate::domain::error::Result;

/// Forgets what happened before a moment, but for the last thing that happened to
/// each record until then: from these a reader still learns all that is there.
///
/// A record that was deleted before is forgotten whole. What an active webhook has
/// yet to be told stays. Returns how many went.
pub async fn clear(tx: &impl ConnectionTrait, before: DateTime<Utc>) -> Result<u64> {
    let cleared = held_horizon(tx).await?;
    let Some(horizon) = last_before(tx, before, cleared).await? else {
        return Ok(0);
    };
    let told = least_told(tx).await?.unwrap_or(horizon);
    let horizon = Ord::min(horizon, told);
    let is_over = Condition::any()
        .add(Expr::exists(later(horizon)))
        .add(Condition::all().add(Column::Happening.eq(Happening::Deleted)));
    let cleared = Entity::delete_many()
        .filter(Column::Number.lte(horizon))
        .filter(is_over)
        .exec(tx)
        .await?;
    journal_horizon::Entity::update_many()
        .col_expr(journal_horizon::Column::Number, Expr::val(horizon))
        .filter(journal_horizon::Column::Number.lt(horizon))
        .exec(tx)
        .await?;
    Ok(cleared.rows_affected)
}

/// How far the journal was cleared. Nobody clears it further before the transaction
/// ends.
pub(in crate::domain) async fn held_horizon(tx: &impl ConnectionTrait) -> Result<i64> {
    let horizon = journal_horizon::Entity::find()
        .lock_exclusive()
        .one(tx)
        .await?;
    Ok(horizon.map(|horizon| horizon.number).unwrap_or_default())
}

/// How far the slowest of the active webhooks was told.
async fn least_told(tx: &impl ConnectionTrait) -> Result<Option<i64>> {
    let active = webhook::Entity::find()
        .select_only()
        .column(webhook::Column::Id)
        .filter(webhook::Column::Status.eq(WebhookStatus::Active))
        .filter(webhook::Column::DeletedAt.is_null());
    let least = webhook_progress::Entity::find()
        .select_only()
        .expr(webhook_progress::Column::Number.min())
        .filter(webhook_progress::Column::WebhookId.in_subquery(active.into_query()))
        .into_tuple();
    Ok(least.one(tx).await?.flatten())
}

/// The last entry before a moment, of those behind what was cleared.
///
/// Numbers are given in the order of commits, so the first young entry ends the
/// search: looked for from the other end, all the young ones would be read.
async fn last_before(
    tx: &impl ConnectionTrait,
    before: DateTime<Utc>,
    cleared: i64,
) -> Result<Option<i64>> {
    let entries = Entity::find()
        .select_only()
        .column(Column::Number)
        .filter(Column::Number.gt(cleared));
    let young = entries.clone().filter(Column::At.gte(before));
    let young = young.order_by_asc(Column::Number).into_tuple::<i64>();
    let old = match young.one(tx).await? {
        Some(first) => entries.filter(Column::Number.lt(first)),
        None => entries,
    };
    let old = old.order_by_desc(Column::Number).into_tuple();
    Ok(old.one(tx).await?)
}

/// What happened to the same record later, up to the horizon.
fn later(horizon: i64) -> SelectStatement {
    let later = Alias::new("later");
    let of = |column: Column| Expr::col((later.clone(), column));
    let same = |column: Column| of(column).eq(Expr::col((journal::Entity, column)));
    Query::select()
        .expr(Expr::val(1))
        .from_as(Entity, later.clone())
        .and_where(same(Column::SubjectKind))
        .and_where(same(Column::SubjectId))
        .and_where(of(Column::Number).gt(Expr::col((journal::Entity, Column::Number))))
        .and_where(of(Column::Number).lte(horizon))
        .to_owned()
}
