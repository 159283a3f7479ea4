//! Looking up records by their ids or slugs, and tests on related records.

use std::collections::HashMap;

use sea_orm::{
    Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect,
    sea_query::{Expr, ExprTrait, Query},
};
use uuid::Uuid;

use super::{
    error::Result,
    filter::{Test, Where, exists},
    ids,
    page::{Listed, column},
    viewer::Sight,
};

/// The records with these ids, as far as they are seen.
pub async fn by_ids<L: Listed>(
    db: &impl ConnectionTrait,
    ids: &[Uuid],
    sight: Sight,
) -> Result<HashMap<Uuid, L::Row>> {
    let these = ids::table_of(ids, db.get_database_backend());
    let mut query = L::select();
    query
        .cond_where(L::visible_to(sight))
        .and_where(column::<L>(L::id()).in_subquery(these));
    let rows = db.query_all(&query).await?;
    let rows = rows.iter().map(|row| {
        let row = L::Row::from_query_result(row, "")?;
        Ok((L::id_of(&row), row))
    });
    rows.collect()
}

/// The visible record that passes all of these conditions.
pub async fn one<L: Listed>(
    db: &impl ConnectionTrait,
    condition: Condition,
) -> Result<Option<L::Row>> {
    let mut query = L::select();
    query
        .cond_where(L::visible())
        .cond_where(condition)
        .limit(1);
    let row = db.query_one(&query).await?;
    Ok(row
        .map(|row| L::Row::from_query_result(&row, ""))
        .transpose()?)
}

/// The rows of a table that name one of these in a column, in any order.
pub(super) async fn belonging<E: EntityTrait>(
    db: &impl ConnectionTrait,
    column: E::Column,
    these: &[Uuid],
) -> Result<Vec<E::Model>> {
    if these.is_empty() {
        return Ok(Vec::new());
    }
    let these = ids::table_of(these, db.get_database_backend());
    let rows = E::find().filter(Expr::col(column).in_subquery(these));
    Ok(rows.all(db).await?)
}

/// Removes the rows of a table that name one of these in a column.
pub(super) async fn remove<E: EntityTrait>(
    tx: &impl ConnectionTrait,
    column: E::Column,
    these: &[Uuid],
) -> Result<()> {
    if these.is_empty() {
        return Ok(());
    }
    let these = ids::table_of(these, tx.get_database_backend());
    let rows = E::delete_many().filter(Expr::col(column).in_subquery(these));
    rows.exec(tx).await?;
    Ok(())
}

/// Those of these ids that a table has, in rows of which the condition holds.
pub(super) async fn there<E: EntityTrait>(
    db: &impl ConnectionTrait,
    id: E::Column,
    wanted: &[Uuid],
    condition: Condition,
) -> Result<Vec<Uuid>> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let wanted = ids::table_of(wanted, db.get_database_backend());
    let found = E::find()
        .select_only()
        .column(id)
        .filter(Expr::col(id).in_subquery(wanted))
        .filter(condition);
    Ok(found.into_tuple().all(db).await?)
}

/// A test that some related record passes, or that none does.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Related<T> {
    /// At least one related record passes.
    pub some: Option<Box<Where<T>>>,
    /// No related record passes.
    pub none: Option<Box<Where<T>>>,
}

impl<T: Test> Related<T> {
    /// The test on the list `L`, whose column `link` names `parent`.
    pub fn on<L: Listed<Test = T>>(
        &self,
        link: <L::Entity as EntityTrait>::Column,
        parent: impl Into<Expr>,
    ) -> Condition {
        let parent: Expr = parent.into();
        let rows = |filter: &Where<T>| {
            Query::select()
                .expr(Expr::val(1))
                .from(L::Entity::default())
                .and_where(column::<L>(link).eq(parent.clone()))
                .cond_where(L::visible())
                .cond_where(filter.condition())
                .to_owned()
        };
        Condition::all()
            .add_option(
                self.some
                    .as_deref()
                    .map(|filter| exists(rows(filter), true)),
            )
            .add_option(
                self.none
                    .as_deref()
                    .map(|filter| exists(rows(filter), false)),
            )
    }
}
