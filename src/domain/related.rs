//! Looking up records by their ids or slugs, and tests on related records.

use std::collections::HashMap;

use sea_orm::{
    Condition, ConnectionTrait, EntityTrait, FromQueryResult,
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
