//! Which page of a list: how many rows, from where, in which order.

use sea_orm::sea_query::{Expr, ExprTrait, SelectStatement};

use super::{
    Listed, Page,
    cursor::Cursor,
    order::{Direction, Order},
};
use crate::domain::error::{Error, Result};

/// Tells one list (order, direction, filter) from another in a cursor.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Fingerprint(pub(super) String);

/// What a client says about the page, as it said it.
#[derive(Clone, Debug, Default)]
pub struct Paging {
    /// The number of rows from the beginning.
    pub first: Option<i32>,
    /// Only rows behind this cursor.
    pub after: Option<String>,
    /// The number of rows from the end.
    pub last: Option<i32>,
    /// Only rows before this cursor.
    pub before: Option<String>,
}

/// A page to read, checked.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Window<O> {
    order: O,
    direction: Direction,
    size: u64,
    from_end: bool,
    after: Option<Cursor>,
    before: Option<Cursor>,
    list: Fingerprint,
}

/// How many rows a page has when nobody says, and at most.
#[derive(Clone, Copy, Debug)]
pub struct PageSizes {
    /// When nobody says.
    pub default: u32,
    /// At most.
    pub most: u32,
}

impl<O: Order> Window<O> {
    /// Checks what the client said about the page.
    ///
    /// `filter` is the filter's canonical text: with the order it names the list
    /// that a cursor belongs to.
    pub fn new(
        paging: &Paging,
        sizes: PageSizes,
        (order, direction): (O, Direction),
        filter: &str,
    ) -> Result<Self> {
        let list = Fingerprint::of(order.name(), direction, filter);
        let read = |cursor: &Option<String>| {
            let cursor = cursor.as_deref();
            cursor
                .map(|text| Cursor::read(text, order, &list))
                .transpose()
        };
        Ok(Self {
            order,
            direction,
            size: size_of(paging, sizes)?,
            from_end: paging.last.is_some(),
            after: read(&paging.after)?,
            before: read(&paging.before)?,
            list,
        })
    }

    /// The cursor of a row.
    pub fn cursor<L: Listed<Order = O, Row = O::Row>>(&self, row: &O::Row) -> String {
        let cursor = Cursor {
            key: self.order.key(row),
            id: L::id_of(row),
        };
        cursor.write(&self.list)
    }

    /// Adds conditions, order and limit; one row more than asked tells whether
    /// there is more.
    pub(super) fn apply<L: Listed<Order = O, Row = O::Row>>(&self, query: &mut SelectStatement) {
        let ascending = self.direction == Direction::Ascending;
        if let Some(after) = &self.after {
            query.and_where(self.beyond::<L>(after, ascending));
        }
        if let Some(before) = &self.before {
            query.and_where(self.beyond::<L>(before, !ascending));
        }
        self.sort::<L>(query, self.reading_direction());
        query.limit(self.size + 1);
    }

    /// Adds the order in which the page is answered.
    pub(super) fn sort_answer<L: Listed<Order = O, Row = O::Row>>(
        &self,
        query: &mut SelectStatement,
    ) {
        self.sort::<L>(query, self.reading_direction());
    }

    /// Makes a page of the rows that were read, at most one too many.
    pub(super) fn page<T>(&self, mut rows: Vec<T>) -> Page<T> {
        let size = usize::try_from(self.size).unwrap_or(usize::MAX);
        let more = rows.len() > size;
        rows.truncate(size);
        if self.from_end {
            rows.reverse();
            return Page {
                rows,
                has_next: self.before.is_some(),
                has_previous: more,
            };
        }
        Page {
            rows,
            has_next: more,
            has_previous: self.after.is_some(),
        }
    }

    fn reading_direction(&self) -> Direction {
        if self.from_end {
            self.direction.reversed()
        } else {
            self.direction
        }
    }

    /// A row value comparison, which an index answers; the form with OR is read
    /// from the start of the index.
    fn beyond<L: Listed<Order = O, Row = O::Row>>(&self, cursor: &Cursor, above: bool) -> Expr {
        let id = super::column::<L>(L::id());
        let (row, bound) = match (self.order.column(), cursor.key.value()) {
            (Some(column), Some(key)) => (
                Expr::tuple([Expr::col(column), id]),
                Expr::tuple([Expr::val(key), Expr::val(cursor.id)]),
            ),
            _ => (id, Expr::val(cursor.id)),
        };
        if above { row.gt(bound) } else { row.lt(bound) }
    }

    fn sort<L: Listed<Order = O, Row = O::Row>>(
        &self,
        query: &mut SelectStatement,
        direction: Direction,
    ) {
        if let Some(column) = self.order.column() {
            query.order_by_expr(Expr::col(column), direction.sql());
        }
        query.order_by_expr(super::column::<L>(L::id()), direction.sql());
    }
}

fn size_of(paging: &Paging, sizes: PageSizes) -> Result<u64> {
    match (paging.first, paging.last) {
        (Some(_), Some(_)) => Err(Error::input("Use `first` or `last`, not both at once.")),
        (None, Some(last)) => size("last", Some(last), sizes),
        (first, None) => size("first", first, sizes),
    }
}

/// The number of rows on a page, of the argument with this name.
pub fn size(argument: &str, asked: Option<i32>, sizes: PageSizes) -> Result<u64> {
    let Some(asked) = asked else {
        return Ok(u64::from(sizes.default));
    };
    u64::try_from(asked)
        .ok()
        .filter(|asked| (1..=u64::from(sizes.most)).contains(asked))
        .ok_or_else(|| {
            Error::input(format!(
                "`{argument}` must be between 1 and {}.",
                sizes.most
            ))
        })
}
