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

/// What a step of the clearing came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// How many entries went.
    pub cleared: u64,
    /// Whether there may be more to clear.
    pub has_more: bool,
}

/// Clears the next piece of the journal of what happened before a moment: forgets all
/// but the last thing that happened to each record until there. From these a reader
/// still learns all that is there; a record that was deleted is forgotten whole. What an
/// active webhook has yet to be told stays.
pub async fn clear(tx: &impl ConnectionTrait, before: DateTime<Utc>) -> Result<Step> {
    let Some(begin) = first_behind(tx, held_horizon(tx).await?).await? else {
        return Ok(Step::OVER);
    };
    let (last, last_old) = lasts(tx, (begin, begin.saturating_add(STEP)), before).await?;
    let told = least_told(tx).await?.unwrap_or(last);
    let end = Ord::min(last_old, told);
    if end <= begin {
        return Ok(Step::OVER);
    }
    let mut cleared = 0;
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
    Ok(Step {
        cleared,
        has_more: end == last,
    })
}

impl Step {
    const OVER: Self = Self {
        cleared: 0,
        has_more: false,
    };
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

/// The place before the first entry behind a place; none when nothing is behind it.
async fn first_behind(tx: &impl ConnectionTrait, place: i64) -> Result<Option<i64>> {
    let numbers = Entity::find()
        .select_only()
        .column(Column::Number)
        .filter(Column::Number.gt(place))
        .order_by_asc(Column::Number)
        .into_tuple::<i64>();
    Ok(numbers.one(tx).await?.map(|first| first - 1))
}

/// The last entry of a piece, and the last of those from before a moment.
async fn lasts(
    tx: &impl ConnectionTrait,
    (begin, end): (i64, i64),
    before: DateTime<Utc>,
) -> Result<(i64, i64)> {
    let piece = Entity::find()
        .select_only()
        .column(Column::Number)
        .filter(Column::Number.gt(begin))
        .filter(Column::Number.lte(end))
        .order_by_desc(Column::Number);
    let old = piece.clone().filter(Column::At.lt(before));
    let last = piece.into_tuple::<i64>().one(tx).await?;
    let last_old = old.into_tuple::<i64>().one(tx).await?;
    Ok((last.unwrap_or(begin), last_old.unwrap_or(begin)))
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
