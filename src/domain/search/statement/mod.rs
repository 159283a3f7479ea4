//! The SQL of the search, the one place where SQLite and PostgreSQL differ in it.
//!
//! A search is three lists one behind the other, its ranks, and each is in the
//! order of `place`: so each can end after a page, and the last one, which reads
//! the most, is read only when the others do not fill the page.

mod postgres;
mod sqlite;

use sea_orm::{DbBackend, Statement, Value};

use super::{cursor::Place, kinds::Span, tokens::Query};

/// Where the text was found; earlier is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// It is a title.
    Name = 1,
    /// All words are in the titles.
    Title = 2,
    /// Some word is in the body only.
    Body = 3,
}

impl Rank {
    const ALL: [Self; 3] = [Self::Name, Self::Title, Self::Body];

    pub(super) fn of(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|rank| rank.number() == number)
    }

    pub(super) fn number(self) -> i64 {
        self as i64
    }
}

/// Reads the first `limit` hits in these spans behind a place.
pub(super) fn page(
    backend: DbBackend,
    query: &Query,
    (spans, after): (&[Span], Option<&Place>),
    limit: u64,
) -> Statement {
    let mut text = Text::new(query);
    let limit = text.bind(limit);
    let left = |rank| {
        let left = spans
            .iter()
            .filter_map(move |span| span.behind(rank, after));
        left.collect::<Vec<_>>()
    };
    let lists = Rank::ALL.map(|rank| (rank, left(rank)));
    let found = match backend {
        DbBackend::Sqlite => sqlite::found(&mut text, &lists, &limit),
        _ => postgres::found(&mut text, &lists, &limit),
    };
    let sql = format!(
        "{} SELECT hits.hit_rank, hits.place, entry.subject_kind, entry.subject_id,
            entry.title, entry.body
        FROM (SELECT hit_rank, place FROM {} ORDER BY hit_rank, place DESC LIMIT {limit}) AS hits
        JOIN search_entry AS entry ON entry.place = hits.place
        ORDER BY hits.hit_rank, hits.place DESC",
        found.with, found.from,
    );
    text.finish(backend, &sql)
}

/// Counts the hits in these spans.
pub(super) fn count(backend: DbBackend, query: &Query, spans: &[Span]) -> Statement {
    let mut text = Text::new(query);
    let (table, place, found) = match backend {
        DbBackend::Sqlite => ("search_index", "rowid", sqlite::anywhere(&mut text)),
        _ => ("search_entry", "place + 0", postgres::anywhere(&mut text)),
    };
    let within = spans.iter().map(|span| text.within(place, *span));
    let within = within.collect::<Vec<_>>().join(" OR ");
    let sql = format!("SELECT count(*) AS count FROM {table} WHERE {found} AND ({within})");
    text.finish(backend, &sql)
}

/// The lists of a search that are not read yet: what is left of each rank.
type Lists = [(Rank, Vec<Span>); 3];

/// The first hits of all lists, as parts of a statement.
struct Found {
    with: String,
    /// What has the columns `hit_rank` and `place`.
    from: String,
}

/// The text of a statement in the making, with the values that it binds.
struct Text<'a> {
    query: &'a Query,
    values: Vec<Value>,
}

impl<'a> Text<'a> {
    fn new(query: &'a Query) -> Self {
        Self {
            query,
            values: Vec::new(),
        }
    }

    fn finish(self, backend: DbBackend, sql: &str) -> Statement {
        Statement::from_sql_and_values(backend, sql, self.values)
    }

    /// Adds a value; what stands for it in the text is the same in both SQLs.
    fn bind(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    fn within(&mut self, place: &str, span: Span) -> String {
        let (low, high) = (self.bind(span.low), self.bind(span.high));
        format!("{place} BETWEEN {low} AND {high}")
    }
}
