//! A page for each of many parents, in one statement.
//!
//! Neither database does this well with the other's SQL: PostgreSQL reads the
//! first rows of each parent with `LATERAL`, which SQLite lacks; SQLite does the
//! same with a correlated `IN`, which PostgreSQL runs for minutes. So this is
//! the one place that asks which database it is.

use std::collections::HashMap;

use sea_orm::{
    ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, Iden,
    sea_query::{
        Asterisk, DynIden, Expr, ExprTrait, Func, IntoIden, JoinType, Query, SelectStatement,
    },
};
use uuid::Uuid;

use super::{Listed, Page, Request, column, wanted};
use crate::domain::{
    error::Result,
    filter::{Test as _, Where},
    ids,
};

/// How the rows of a list hang on their parents.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Link {
    /// By a column of the list.
    Column(String),
    /// By a table between them.
    Through {
        /// The table.
        table: String,
        /// Its column with the parent.
        parent: String,
        /// Its column with the row of the list.
        child: String,
    },
}

/// Reads a page for each of the parents.
pub async fn per_parent<L: Listed>(
    db: &impl ConnectionTrait,
    parents: &[Uuid],
    link: &Link,
    request: &Request<L>,
) -> Result<HashMap<Uuid, Page<L::Row>>> {
    let query = match db.get_database_backend() {
        DbBackend::Sqlite => correlated(parents, link, request),
        _ => lateral(parents, link, request),
    };
    let mut groups: HashMap<Uuid, Vec<L::Row>> = HashMap::with_capacity(parents.len());
    for row in db.query_all(&query).await? {
        let parent = row.try_get("", PARENT)?;
        groups
            .entry(parent)
            .or_default()
            .push(L::Row::from_query_result(&row, "")?);
    }
    let page = |parent: &Uuid| {
        let rows = groups.remove(parent).unwrap_or_default();
        (*parent, request.window.page(rows))
    };
    Ok(parents.iter().map(page).collect())
}

/// Counts the rows of each of the parents, whatever the page.
pub async fn count_per_parent<L: Listed>(
    db: &impl ConnectionTrait,
    parents: &[Uuid],
    link: &Link,
    filter: &Where<L::Test>,
) -> Result<HashMap<Uuid, i64>> {
    let mut query = Query::select();
    query
        .expr_as(link.parent_column::<L>(), PARENT)
        .expr_as(Func::count(Expr::col(Asterisk)), "count")
        .from(L::Entity::default());
    link.join::<L>(&mut query);
    query
        .and_where(
            link.parent_column::<L>()
                .in_subquery(ids::table_of(parents, db.get_database_backend())),
        )
        .cond_where(L::visible())
        .cond_where(filter.condition())
        .add_group_by([link.parent_column::<L>()]);
    let rows = db.query_all(&query).await?;
    let mut counts: HashMap<Uuid, i64> = parents.iter().map(|parent| (*parent, 0)).collect();
    for row in rows {
        counts.insert(row.try_get("", PARENT)?, row.try_get("", "count")?);
    }
    Ok(counts)
}

const PARENT: &str = "parent_key";

/// `FROM parents JOIN LATERAL (the first rows of this parent)`.
fn lateral<L: Listed>(parents: &[Uuid], link: &Link, request: &Request<L>) -> SelectStatement {
    let mut first_rows = L::select();
    link.join::<L>(&mut first_rows);
    first_rows.and_where(link.parent_column::<L>().eq(Expr::col(("parents", "id"))));
    first_rows.cond_where(wanted(request));
    request.window.apply::<L>(&mut first_rows);
    let mut query = Query::select();
    query
        .expr_as(Expr::col(("parents", "id")), PARENT)
        .column((L::Entity::default(), Asterisk))
        .from_subquery(ids::table_of(parents, DbBackend::Postgres), "parents")
        .join_lateral(
            JoinType::InnerJoin,
            first_rows,
            L::Entity::default(),
            Expr::val(true),
        );
    request.window.sort_answer::<L>(&mut query);
    query
}

/// `FROM parents JOIN list ON list.id IN (the first ids of this parent)`.
fn correlated<L: Listed>(parents: &[Uuid], link: &Link, request: &Request<L>) -> SelectStatement {
    let mut first_ids = Query::select();
    first_ids
        .expr(column::<L>(L::id()))
        .from(L::Entity::default());
    link.join::<L>(&mut first_ids);
    first_ids.and_where(link.parent_column::<L>().eq(Expr::col(("parents", "id"))));
    first_ids.cond_where(wanted(request));
    request.window.apply::<L>(&mut first_ids);
    let mut query = L::select();
    query
        .from_clear()
        .expr_as(Expr::col(("parents", "id")), PARENT)
        .from_subquery(ids::table_of(parents, DbBackend::Sqlite), "parents")
        // CROSS keeps SQLite from turning the join round.
        .join(
            JoinType::CrossJoin,
            L::Entity::default(),
            super::id_in::<L>(first_ids),
        );
    request.window.sort_answer::<L>(&mut query);
    query
}

impl Link {
    /// The rows that name their parent in this column.
    pub fn column(column: impl Iden) -> Self {
        Self::Column(column.to_string())
    }

    /// The rows that a table between them names beside the parent.
    pub fn through<E: EntityTrait>(table: E, parent: E::Column, child: E::Column) -> Self {
        Self::Through {
            table: table.table_name().to_owned(),
            parent: Iden::to_string(&parent),
            child: Iden::to_string(&child),
        }
    }

    fn parent_column<L: Listed>(&self) -> Expr {
        match self {
            Self::Column(column) => Expr::col((list::<L>(), iden(column))),
            Self::Through { table, parent, .. } => Expr::col((iden(table), iden(parent))),
        }
    }

    fn join<L: Listed>(&self, query: &mut SelectStatement) {
        if let Self::Through { table, child, .. } = self {
            let same = Expr::col((iden(table), iden(child))).eq(column::<L>(L::id()));
            query.join(JoinType::InnerJoin, iden(table), same);
        }
    }
}

fn list<L: Listed>() -> DynIden {
    L::Entity::default().into_iden()
}

fn iden(name: &str) -> DynIden {
    name.to_owned().into_iden()
}
