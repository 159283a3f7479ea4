//! The search over cities, alliances, organisations, learning spaces and programmes.
//!
//! All words must be found, in any order. Hits whose title is the text come
//! first, then those with all words in their titles, then the others; within
//! these by kind, as [`KINDS`] lists them, and the newest entry first. Both
//! databases list the same hits in the same order.

mod cursor;
mod entry;
mod kinds;
mod snippet;
mod statement;
mod tokens;

pub use entry::{SearchText, forget, index};
pub use kinds::KINDS;
pub use snippet::Snippet;

use entity::values::SubjectKind;
use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

use self::{
    cursor::{Fingerprint, Place},
    kinds::Span,
    statement::Rank,
    tokens::Query,
};
use super::{error::Result, page::Page};

/// What is searched, as a client said it.
#[derive(Clone, Debug)]
pub struct Search {
    /// What was typed.
    pub text: String,
    /// The kinds to search, all of [`KINDS`] if none is named.
    pub kinds: Vec<SubjectKind>,
    /// The number of hits on the page.
    pub first: u64,
    /// Only hits behind this cursor.
    pub after: Option<String>,
    /// How long the text may be.
    pub most_characters: usize,
}

/// A record that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The kind of the record.
    pub kind: SubjectKind,
    /// The record.
    pub id: Uuid,
    /// Whether all words are in its titles.
    pub title_hit: bool,
    /// Where the first word is.
    pub snippet: Snippet,
    /// The hit's place in the list.
    pub cursor: String,
}

/// Reads a page of hits with one statement.
pub async fn search(db: &impl ConnectionTrait, search: &Search) -> Result<Page<Hit>> {
    let query = Query::read(&search.text, search.most_characters)?;
    let spans = kinds::spans(&search.kinds);
    let list = Fingerprint::of(&query, &spans);
    let after = search.after.as_deref();
    let after = after.map(|text| Place::read(text, &list)).transpose()?;
    let mut rows = Vec::new();
    if has_more(&spans, after.as_ref()) {
        let window = (spans.as_slice(), after.as_ref());
        let limit = search.first.saturating_add(1);
        let page = statement::page(db.get_database_backend(), &query, window, limit);
        rows = db.query_all_raw(page).await?;
    }
    let size = usize::try_from(search.first).unwrap_or(usize::MAX);
    let has_next = rows.len() > size;
    let hits = rows.iter().take(size).map(|row| hit(row, &query, &list));
    Ok(Page {
        rows: hits.collect::<Result<_>>()?,
        has_next,
        has_previous: after.is_some(),
    })
}

/// Counts all hits of a search, whatever the page.
pub async fn count(db: &impl ConnectionTrait, search: &Search) -> Result<i64> {
    let query = Query::read(&search.text, search.most_characters)?;
    let spans = kinds::spans(&search.kinds);
    if spans.is_empty() {
        return Ok(0);
    }
    let count = statement::count(db.get_database_backend(), &query, &spans);
    let row = db.query_one_raw(count).await?;
    Ok(row.map_or(Ok(0), |row| row.try_get("", "count"))?)
}

fn has_more(spans: &[Span], after: Option<&Place>) -> bool {
    spans
        .iter()
        .any(|span| span.behind(Rank::Body, after).is_some())
}

fn hit(row: &QueryResult, query: &Query, list: &Fingerprint) -> Result<Hit> {
    let title: String = row.try_get("", "title")?;
    let body: String = row.try_get("", "body")?;
    let rank = Rank::of(row.try_get("", "hit_rank")?).unwrap_or(Rank::Body);
    let place = Place {
        rank,
        place: row.try_get("", "place")?,
    };
    Ok(Hit {
        kind: row.try_get("", "subject_kind")?,
        id: row.try_get("", "subject_id")?,
        title_hit: rank < Rank::Body,
        snippet: snippet::snippet(query, &title, &body),
        cursor: place.write(list),
    })
}
