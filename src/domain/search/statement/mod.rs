//! The SQL of the search, the one place where SQLite and PostgreSQL differ in it.
//!
//! A search is three lists one behind the other, its ranks, and each is in the
//! order of `place`: so each can end after a page, and the last one, which reads
//! the most, is read only when the others do not fill the page.

use sea_orm::{DbBackend, Statement, Value};

use super::{
    cursor::Place,
    kinds::Span,
    tokens::{Query, Wanted},
};

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
    pub(super) fn of(number: i64) -> Option<Self> {
        [Self::Name, Self::Title, Self::Body]
            .into_iter()
            .find(|rank| rank.number() == number)
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
    let mut text = Text::new(backend, query);
    let limit = text.bind(limit);
    let mut list = |rank: Rank, guard: &str| {
        let left = spans.iter().filter_map(|span| span.behind(rank, after));
        let lists = left.map(|span| text.list(rank, span, (guard, &limit)));
        lists.collect::<Vec<_>>()
    };
    let titles = [list(Rank::Name, ""), list(Rank::Title, "")].concat();
    let guard = format!("AND (SELECT count(*) FROM titles) < {limit}");
    let bodies = list(Rank::Body, if titles.is_empty() { "" } else { &guard });
    let sql = shown(&titles, bodies, &limit);
    text.finish(&sql)
}

/// Counts the hits in these spans.
pub(super) fn count(backend: DbBackend, query: &Query, spans: &[Span]) -> Statement {
    let mut text = Text::new(backend, query);
    let (table, place) = text.source();
    let found = text.found_anywhere();
    let within: Vec<String> = spans.iter().map(|span| text.within(place, *span)).collect();
    let sql = format!(
        "SELECT count(*) AS count FROM {table} WHERE {found} AND ({})",
        within.join(" OR "),
    );
    text.finish(&sql)
}

/// The entries behind the first hits of the lists.
fn shown(titles: &[String], bodies: Vec<String>, limit: &str) -> String {
    let mut lists = bodies;
    let mut with = String::new();
    if !titles.is_empty() {
        with = format!(
            "WITH titles AS MATERIALIZED ({})",
            titles.join(" UNION ALL ")
        );
        lists.insert(0, "SELECT hit_rank, place FROM titles".to_owned());
    }
    format!(
        "{with} SELECT hits.hit_rank, hits.place, entry.subject_kind, entry.subject_id,
            entry.title, entry.body
        FROM (SELECT hit_rank, place FROM ({}) AS lists
            ORDER BY hit_rank, place DESC LIMIT {limit}) AS hits
        JOIN search_entry AS entry ON entry.place = hits.place
        ORDER BY hits.hit_rank, hits.place DESC",
        lists.join(" UNION ALL "),
    )
}

/// The text of a statement in the making, with the values that it binds.
struct Text<'a> {
    backend: DbBackend,
    query: &'a Query,
    values: Vec<Value>,
}

impl<'a> Text<'a> {
    fn new(backend: DbBackend, query: &'a Query) -> Self {
        Self {
            backend,
            query,
            values: Vec::new(),
        }
    }

    fn finish(self, sql: &str) -> Statement {
        Statement::from_sql_and_values(self.backend, sql, self.values)
    }

    /// Adds a value; what stands for it in the text is the same in both SQLs.
    fn bind(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    /// The table that is searched, and its column with the place.
    fn source(&self) -> (&'static str, &'static str) {
        match self.backend {
            DbBackend::Sqlite => ("search_index", "rowid"),
            _ => ("search_entry", "place"),
        }
    }

    fn within(&mut self, place: &str, span: Span) -> String {
        let (low, high) = (self.bind(span.low), self.bind(span.high));
        format!("{place} BETWEEN {low} AND {high}")
    }

    fn list(&mut self, rank: Rank, span: Span, (guard, limit): (&str, &str)) -> String {
        let (table, place) = self.source();
        let found = self.found(rank);
        let within = self.within(place, span);
        let rank = rank.number();
        format!(
            "SELECT hit_rank, place FROM (
                SELECT CAST({rank} AS bigint) AS hit_rank, {place} AS place FROM {table}
                WHERE {found} AND {within} {guard} ORDER BY {place} DESC LIMIT {limit}
            ) AS list"
        )
    }

    fn found(&mut self, rank: Rank) -> String {
        match self.backend {
            DbBackend::Sqlite => self.matched(&fts5(self.query, rank)),
            _ => self.vectors(rank),
        }
    }

    fn found_anywhere(&mut self) -> String {
        if self.backend == DbBackend::Sqlite {
            return self.matched(&fts5_anywhere(self.query));
        }
        let words = self.bind(tsquery(self.query));
        let name = self.is_name();
        format!("(vector @@ to_tsquery('simple', {words}) OR {name})")
    }

    fn matched(&mut self, expression: &str) -> String {
        let expression = self.bind(expression);
        format!("search_index MATCH {expression}")
    }

    fn is_name(&mut self) -> String {
        let name = self.bind(self.query.name());
        format!("name_list @> ARRAY[CAST({name} AS text)]")
    }

    fn vectors(&mut self, rank: Rank) -> String {
        let name = self.is_name();
        if rank == Rank::Name {
            return name;
        }
        let words = self.bind(tsquery(self.query));
        let words = format!("to_tsquery('simple', {words})");
        if rank == Rank::Title {
            return format!("title_vector @@ {words} AND NOT {name}");
        }
        format!("vector @@ {words} AND NOT title_vector @@ {words} AND NOT {name}")
    }
}

/// The words in the query language of FTS5.
///
/// Words are letters and digits only, so a quoted one cannot end its quotes.
fn fts5(query: &Query, rank: Rank) -> String {
    let words = fts5_words(query);
    let name = query.name();
    match rank {
        Rank::Name => format!("names : \"{name}\""),
        Rank::Title => format!("title_tokens : ({words}) NOT names : \"{name}\""),
        Rank::Body => format!(
            "{{title_tokens body_tokens}} : ({words})
            NOT (title_tokens : ({words}) OR names : \"{name}\")"
        ),
    }
}

fn fts5_anywhere(query: &Query) -> String {
    let words = fts5_words(query);
    format!(
        "{{title_tokens body_tokens}} : ({words}) OR names : \"{}\"",
        query.name()
    )
}

fn fts5_words(query: &Query) -> String {
    let words = query.words.iter().map(|word| match word.wanted() {
        Wanted::Phrase(tokens) => format!("\"{}\"", tokens.join(" ")),
        Wanted::Beginning(text) => format!("\"{text}\" *"),
    });
    words.collect::<Vec<_>>().join(" AND ")
}

/// The words in the query language of PostgreSQL; quoted for the same reason.
fn tsquery(query: &Query) -> String {
    let words = query.words.iter().map(|word| match word.wanted() {
        Wanted::Phrase(tokens) => {
            let quoted: Vec<String> = tokens.iter().map(|token| format!("'{token}'")).collect();
            format!("({})", quoted.join(" <-> "))
        }
        Wanted::Beginning(text) => format!("'{text}':*"),
    });
    words.collect::<Vec<_>>().join(" & ")
}
