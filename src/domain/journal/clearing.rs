//! Clearing away old entries, so that the journal does not grow for ever.

use chrono::{DateTime, Utc};
use entity::{
    journal::{self, Column, Entity},
    journal_horizon,
    values::Happening,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement},
};

use crate::domain::error::Result;

/// Forgets what happened before a moment, but for the last thing that happened to
/// each record until then: from these a reader still learns all that is there.
///
/// A record that was deleted before is forgotten whole. Returns how many went.
pub async fn clear(tx: &impl ConnectionTrait, before: DateTime<Utc>) -> Result<u64> {
    let Some(horizon) = last_before(tx, before).await? else {
        return Ok(0);
    };
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

async fn last_before(tx: &impl ConnectionTrait, before: DateTime<Utc>) -> Result<Option<i64>> {
    let numbers = Entity::find()
        .select_only()
        .column(Column::Number)
        .filter(Column::At.lt(before))
        .order_by_desc(Column::Number)
        .into_tuple();
    Ok(numbers.one(tx).await?)
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
