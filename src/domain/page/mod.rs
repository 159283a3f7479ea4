//! Pages of lists, keyset paged in any order, both ways.
//!
//! One list is a [`Listed`]: its table, its row, its orders and the tests that a
//! filter may make. [`all`] reads a page of it, [`per_parent()`] a page for each of
//! many parents, each with one statement.

mod cursor;
mod order;
mod per_parent;
mod window;

pub use cursor::Cursor;
pub(super) use order::orders;
pub use order::{Direction, Key, Order};
pub use per_parent::{Link, Parent, count_per_parent, per_parent};
pub use window::{PageSizes, Paging, Window, size};

use sea_orm::{
    Condition, ConnectionTrait, EntityTrait, FromQueryResult,
    sea_query::{Asterisk, Expr, ExprTrait, Func, Query, SelectStatement},
};
use uuid::Uuid;

use super::{
    error::Result,
    filter::{Test, Where},
    viewer::Sight,
};

/// A list of records that can be filtered, ordered and paged.
pub trait Listed: Send + Sync + 'static {
    /// The table.
    type Entity: EntityTrait;
    /// What a list shows of a record.
    type Row: FromQueryResult + Clone + Send + Sync;
    /// The orders offered.
    type Order: Order<Row = Self::Row>;
    /// The tests that a filter may make.
    type Test: Test;

    /// The columns of the row, from the table, unfiltered.
    fn select() -> SelectStatement;

    /// What everyone may see of the table.
    fn visible() -> Condition;

    /// What is seen of the table by who sees more than everyone. Lists stay as
    /// everyone sees them; this is for records that are asked for by id.
    #[must_use]
    fn visible_to(_: Sight) -> Condition {
        Self::visible()
    }

    /// What is seen of the table as parts of one record, by who was let to see that
    /// record: the offerings of a draft are seen with the draft.
    #[must_use]
    fn visible_as_parts() -> Condition {
        Self::visible()
    }

    /// The column of the id.
    fn id() -> <Self::Entity as EntityTrait>::Column;

    /// The id of a row.
    fn id_of(row: &Self::Row) -> Uuid;
}

/// A page, and whether there is more on either side of it.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// The rows, in the order asked for.
    pub rows: Vec<T>,
    /// Whether rows follow.
    pub has_next: bool,
    /// Whether rows come before.
    pub has_previous: bool,
}

impl<T> Default for Page<T> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            has_next: false,
            has_previous: false,
        }
    }
}

impl<T> Page<T> {
    /// The same page of other rows.
    pub fn map<U>(self, change: impl FnMut(T) -> U) -> Page<U> {
        Page {
            rows: self.rows.into_iter().map(change).collect(),
            has_next: self.has_next,
            has_previous: self.has_previous,
        }
    }
}

/// What to list: which rows, and which page of them.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Request<L: Listed> {
    /// Which rows.
    pub filter: Where<L::Test>,
    /// Which page of them.
    pub window: Window<L::Order>,
}

/// Reads a page of the whole list.
pub async fn all<L: Listed>(
    db: &impl ConnectionTrait,
    request: &Request<L>,
) -> Result<Page<L::Row>> {
    let mut query = L::select();
    query.cond_where(L::visible().add(request.filter.condition()));
    request.window.apply::<L>(&mut query);
    let rows = db.query_all(&query).await?;
    let rows = rows.iter().map(|row| L::Row::from_query_result(row, ""));
    Ok(request
        .window
        .page(rows.collect::<std::result::Result<_, _>>()?))
}

/// Counts the whole list, whatever the page.
pub async fn count<L: Listed>(db: &impl ConnectionTrait, filter: &Where<L::Test>) -> Result<i64> {
    let query = Query::select()
        .expr_as(Func::count(Expr::col(Asterisk)), "count")
        .from(L::Entity::default())
        .cond_where(L::visible())
        .cond_where(filter.condition())
        .to_owned();
    let row = db.query_one(&query).await?;
    Ok(row.map_or(Ok(0), |row| row.try_get("", "count"))?)
}

/// Declares a list whose rows are whole records that are not deleted.
macro_rules! listed {
    ($(#[$doc:meta])* $list:ident of $entity:ident, ordered by $order:ty, tested by $test:ty) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $list {}

        impl $crate::domain::page::Listed for $list {
            type Entity = $entity::Entity;
            type Row = $entity::Model;
            type Order = $order;
            type Test = $test;

            fn select() -> sea_orm::sea_query::SelectStatement {
                use sea_orm::{EntityTrait, QueryTrait};
                $entity::Entity::find().into_query()
            }

            fn visible() -> sea_orm::Condition {
                use sea_orm::ColumnTrait;
                sea_orm::Condition::all().add($entity::Column::DeletedAt.is_null())
            }

            fn id() -> $entity::Column {
                $entity::Column::Id
            }

            fn id_of(row: &$entity::Model) -> uuid::Uuid {
                row.id.0
            }
        }
    };
}

pub(in crate::domain) use listed;

/// `table.column` of the list.
pub(super) fn column<L: Listed>(column: <L::Entity as EntityTrait>::Column) -> Expr {
    Expr::col((L::Entity::default(), column))
}

/// Whether the id of the list is among those that `ids` selects.
fn id_in<L: Listed>(ids: SelectStatement) -> Expr {
    column::<L>(L::id()).in_subquery(ids)
}
