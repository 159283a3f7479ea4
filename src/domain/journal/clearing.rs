//! Clearing away old entries, so that the journal does not grow for ever.

use chrono::{DateTime, Utc};
use entity::{
    journal::{Column, Entity},
    journal_horizon,
    values::WebhookStatus,
    webhook, webhook_progress,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    Statement, sea_query::Expr,
};

use crate::domain::error::Result;

/// How many numbers of the journal one step goes on.
const STEP: i64 = 5_000;

/// Up to which entry the journal is to be cleared, when what happened before a moment
/// is; none when there is nothing. What an active webhook has yet to be told stays.
pub async fn goal(db: &impl ConnectionTrait, before: DateTime<Utc>) -> Result<Option<i64>> {
    let Some(last) = last_before(db, before).await? else {
        return Ok(None);
    };
    let told = least_told(db).await?.unwrap_or(last);
    Ok(Some(Ord::min(last, told)))
}

/// What a step of the clearing came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// How many entries went.
    pub cleared: u64,
    /// Whether the goal is not yet reached.
    pub has_more: bool,
}

/// Clears the next piece of the journal, up to the goal: forgets all but the last thing
/// that happened to each record until there. From these a reader still learns all that
/// is there; a record that was deleted is forgotten whole.
pub async fn clear(tx: &impl ConnectionTrait, goal: i64) -> Result<Step> {
    let begin = Ord::max(held_horizon(tx).await?, before_first(tx).await?);
    let end = Ord::min(goal, begin.saturating_add(STEP));
    let mut cleared = 0;
    if begin < end {
        for sql in [SUPERSEDED, DELETED] {
            let values = [begin.into(), end.into()];
            let delete = Statement::from_sql_and_values(tx.get_database_backend(), sql, values);
            cleared += tx.execute_raw(delete).await?.rows_affected();
        }
        journal_horizon::Entity::update_many()
            .col_expr(journal_horizon::Column::Number, Expr::val(end))
            .filter(journal_horizon::Column::Number.lt(end))
            .exec(tx)
            .await?;
    }
    Ok(Step {
        cleared,
        has_more: end < goal,
    })
}

/// Of each record that this piece tells of, all that came before the last of it.
const SUPERSEDED: &str = "
    DELETE FROM journal WHERE number IN (
        SELECT earlier.number
        FROM (
            SELECT subject_kind, subject_id, max(number) AS number FROM journal
            WHERE number > $1 AND number <= $2 GROUP BY subject_kind, subject_id
        ) AS last
        JOIN journal AS earlier ON earlier.subject_kind = last.subject_kind
            AND earlier.subject_id = last.subject_id AND earlier.number < last.number
    )";

/// What this piece tells of as deleted.
const DELETED: &str =
    "DELETE FROM journal WHERE number > $1 AND number <= $2 AND happening = 'DELETED'";

/// The place before the first entry, so that nobody walks over numbers that were never
/// given out or have gone.
async fn before_first(tx: &impl ConnectionTrait) -> Result<i64> {
    let numbers = Entity::find()
        .select_only()
        .expr(Column::Number.min())
        .into_tuple::<Option<i64>>();
    let first = numbers.one(tx).await?.flatten();
    Ok(first.map_or(0, |first| first - 1))
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

async fn last_before(tx: &impl ConnectionTrait, before: DateTime<Utc>) -> Result<Option<i64>> {
    let numbers = Entity::find()
        .select_only()
        .column(Column::Number)
        .filter(Column::At.lt(before))
        .order_by_desc(Column::Number)
        .into_tuple();
    Ok(numbers.one(tx).await?)
}
