//! A page for each of many parents, in one statement.
//!
//! Neither database does this well with the other's SQL: PostgreSQL reads the
//! first rows of each parent with `LATERAL`, which SQLite lacks; SQLite does the
//! same with a correlated `IN`, which PostgreSQL runs for minutes. So this is
//! the one place that asks which database it is.

use std::collections::HashMap;

use sea_orm::{
    Condition, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, IdenStatic, QueryResult,
    sea_query::{
        Asterisk, DynIden, Expr, ExprTrait, Func, IntoIden, JoinType, Query, SelectStatement,
    },
};
use uuid::Uuid;

use super::{Listed, Page, Request, column};
use crate::domain::{
    error::Result,
    filter::{Test as _, Where},
    ids,
};

/// How the rows of a list hang on their parents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Link {
    /// By a column of the list.
    Column(&'static str),
    /// By a column of the list, as parts that are seen whenever their parent is.
    Part(&'static str),
    /// By a table between them.
    Through {
        /// The table.
        table: &'static str,
        /// Its column with the parent.
        parent: &'static str,
        /// Its column with the row of the list.
        child: &'static str,
    },
}

/// What rows hang on: nearly always a record with an id.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Parent {
    /// A record with an id.
    Id(Uuid),
    /// A record with a code, such as a country.
    Code(String),
}

impl Parent {
    fn table(parents: &[Self], backend: DbBackend) -> SelectStatement {
        let code = |parent: &Self| match parent {
            Self::Code(code) => Some(code.clone()),
            Self::Id(_) => None,
        };
        let id = |parent: &Self| match parent {
            Self::Id(id) => Some(*id),
            Self::Code(_) => None,
        };
        if matches!(parents.first(), Some(Self::Code(_))) {
            let codes: Vec<String> = parents.iter().filter_map(code).collect();
            return ids::table_of_codes(&codes, backend);
        }
        let ids: Vec<Uuid> = parents.iter().filter_map(id).collect();
        ids::table_of(&ids, backend)
    }

    /// Reads what was selected as [`PARENT`], of the same kind as `like`.
    fn read(row: &QueryResult, like: Option<&Self>) -> Result<Self> {
        Ok(match like {
            Some(Self::Code(_)) => Self::Code(row.try_get("", PARENT)?),
            _ => Self::Id(row.try_get("", PARENT)?),
        })
    }
}

/// Reads a page for each of the parents, which are all of one kind.
pub async fn per_parent<L: Listed>(
    db: &impl ConnectionTrait,
    parents: &[Parent],
    link: &Link,
    request: &Request<L>,
) -> Result<HashMap<Parent, Page<L::Row>>> {
    let query = match db.get_database_backend() {
        DbBackend::Sqlite => correlated(parents, link, request),
        _ => lateral(parents, link, request),
    };
    let mut groups: HashMap<Parent, Vec<L::Row>> = HashMap::with_capacity(parents.len());
    for row in db.query_all(&query).await? {
        let parent = Parent::read(&row, parents.first())?;
        groups
            .entry(parent)
            .or_default()
            .push(L::Row::from_query_result(&row, "")?);
    }
    let page = |parent: &Parent| {
        let rows = groups.remove(parent).unwrap_or_default();
        (parent.clone(), request.window.page(rows))
    };
    Ok(parents.iter().map(page).collect())
}

/// Counts the rows of each of the parents, whatever the page.
pub async fn count_per_parent<L: Listed>(
    db: &impl ConnectionTrait,
    parents: &[Parent],
    link: &Link,
    filter: &Where<L::Test>,
) -> Result<HashMap<Parent, i64>> {
    let mut query = Query::select();
    query
        .expr_as(link.parent_column::<L>(), PARENT)
        .expr_as(Func::count(Expr::col(Asterisk)), "count")
        .from(L::Entity::default());
    link.join::<L>(&mut query);
    query
        .and_where(
            link.parent_column::<L>()
                .in_subquery(Parent::table(parents, db.get_database_backend())),
        )
        .cond_where(link.visible::<L>())
        .cond_where(filter.condition())
        .add_group_by([link.parent_column::<L>()]);
    let rows = db.query_all(&query).await?;
    let mut counts: HashMap<Parent, i64> =
        parents.iter().map(|parent| (parent.clone(), 0)).collect();
    for row in rows {
        counts.insert(
            Parent::read(&row, parents.first())?,
            row.try_get("", "count")?,
        );
    }
    Ok(counts)
}

const PARENT: &str = "parent_key";

/// `FROM parents JOIN LATERAL (the first rows of this parent)`.
fn lateral<L: Listed>(parents: &[Parent], link: &Link, request: &Request<L>) -> SelectStatement {
    let mut first_rows = L::select();
    link.join::<L>(&mut first_rows);
    first_rows.and_where(link.parent_column::<L>().eq(Expr::col(("parents", "id"))));
    first_rows.cond_where(link.wanted(request));
    request.window.apply::<L>(&mut first_rows);
    let mut query = Query::select();
    query
        .expr_as(Expr::col(("parents", "id")), PARENT)
        .column((L::Entity::default(), Asterisk))
        .from_subquery(Parent::table(parents, DbBackend::Postgres), "parents")
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
fn correlated<L: Listed>(parents: &[Parent], link: &Link, request: &Request<L>) -> SelectStatement {
    let mut first_ids = Query::select();
    first_ids
        .expr(column::<L>(L::id()))
        .from(L::Entity::default());
    link.join::<L>(&mut first_ids);
    first_ids.and_where(link.parent_column::<L>().eq(Expr::col(("parents", "id"))));
    first_ids.cond_where(link.wanted(request));
    request.window.apply::<L>(&mut first_ids);
    let mut query = L::select();
    query
        .from_clear()
        .expr_as(Expr::col(("parents", "id")), PARENT)
        .from_subquery(Parent::table(parents, DbBackend::Sqlite), "parents")
        // CROSS keeps SQLite from turning the join round.
        .cross_join(L::Entity::default())
        .and_where(super::id_in::<L>(first_ids));
    request.window.sort_answer::<L>(&mut query);
    query
}

impl Link {
    /// The rows that name their parent in this column.
    pub fn column(column: impl IdenStatic) -> Self {
        Self::Column(column.as_str())
    }

    /// The rows that name the whole that they are parts of in this column.
    pub fn part(column: impl IdenStatic) -> Self {
        Self::Part(column.as_str())
    }

    /// The rows that a table between them names beside the parent.
    pub fn through<E: EntityTrait>(table: &E, parent: E::Column, child: E::Column) -> Self {
        Self::Through {
            table: table.table_name(),
            parent: parent.as_str(),
            child: child.as_str(),
        }
    }

    fn parent_column<L: Listed>(&self) -> Expr {
        match self {
            Self::Column(column) | Self::Part(column) => Expr::col((list::<L>(), iden(column))),
            Self::Through { table, parent, .. } => Expr::col((iden(table), iden(parent))),
        }
    }

    /// What is seen of the list by who sees the parent.
    fn visible<L: Listed>(&self) -> Condition {
        match self {
            Self::Part(_) => L::visible_as_parts(),
            Self::Column(_) | Self::Through { .. } => L::visible(),
        }
    }

    fn wanted<L: Listed>(&self, request: &Request<L>) -> Condition {
        self.visible::<L>().add(request.filter.condition())
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

fn iden(name: &'static str) -> DynIden {
    name.into_iden()
}
