//! What the search knows: entries that are written with their records.

use std::collections::BTreeMap;

use entity::{search_entry, values::SubjectKind};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter,
    sea_query::{Alias, Condition, Expr, ExprTrait, OnConflict},
};
use uuid::Uuid;

use super::tokens;
use crate::domain::{error::Result, ids};

/// The texts by which a record can be found.
///
/// Whatever is indexed can be found by everyone, so only public records are.
#[derive(Clone, Debug)]
pub struct SearchText {
    /// The kind of the record.
    pub kind: SubjectKind,
    /// The record.
    pub id: Uuid,
    /// Its names or titles, the one in its default locale first.
    pub titles: Vec<String>,
    /// Everything else that can be found.
    pub bodies: Vec<String>,
}

/// Entries in one statement: seven values each, of the 32,766 that SQLite takes.
const AT_ONCE: usize = 1_000;

/// Writes entries, new or changed; the last one counts if a record comes twice.
///
/// What has not changed is left alone, so that a whole network can be indexed
/// again at the price of reading it.
pub async fn index(tx: &impl ConnectionTrait, entries: Vec<SearchText>) -> Result<()> {
    // In the order of their ids, so that two writers cannot wait for each other.
    let entries: BTreeMap<_, _> = entries
        .into_iter()
        .map(|text| ((text.kind, text.id), text))
        .collect();
    let mut rows = entries.values().map(row).peekable();
    while rows.peek().is_some() {
        let chunk: Vec<_> = rows.by_ref().take(AT_ONCE).collect();
        search_entry::Entity::insert_many(chunk)
            .on_conflict(replacing())
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

/// Removes the entries of records that are gone or no longer public.
pub async fn forget(tx: &impl ConnectionTrait, kind: SubjectKind, ids: &[Uuid]) -> Result<()> {
    let these = ids::table_of(ids, tx.get_database_backend());
    search_entry::Entity::delete_many()
        .filter(search_entry::Column::SubjectKind.eq(kind))
        .filter(Expr::col(search_entry::Column::SubjectId).in_subquery(these))
        .exec(tx)
        .await?;
    Ok(())
}

fn row(text: &SearchText) -> search_entry::ActiveModel {
    let title = lines(&text.titles);
    let body = lines(&text.bodies);
    let names: Vec<String> = title.lines().map(tokens::name).collect();
    search_entry::ActiveModel {
        subject_kind: Set(text.kind),
        subject_id: Set(text.id),
        names: Set(names.join("\n")),
        title_tokens: Set(tokens::document(&title)),
        body_tokens: Set(tokens::document(&body)),
        title: Set(title),
        body: Set(body),
        ..Default::default()
    }
}

/// One text a line; PostgreSQL has no NUL in a text.
fn lines(texts: &[String]) -> String {
    let whole = texts.iter().map(|text| {
        let words: Vec<&str> = text
            .split(|character: char| character.is_whitespace() || character == '\0')
            .filter(|word| !word.is_empty())
            .collect();
        words.join(" ")
    });
    let full = whole.filter(|line| !line.is_empty());
    full.collect::<Vec<_>>().join("\n")
}

fn replacing() -> OnConflict {
    use search_entry::Column;
    let written = [
        Column::Title,
        Column::Body,
        Column::Names,
        Column::TitleTokens,
        Column::BodyTokens,
    ];
    let differs = written.into_iter().fold(Condition::any(), |any, column| {
        let old = Expr::col((search_entry::Entity, column));
        any.add(old.ne(Expr::col((Alias::new("excluded"), column))))
    });
    OnConflict::columns([Column::SubjectKind, Column::SubjectId])
        .update_columns(written)
        .action_cond_where(differs)
        .to_owned()
}
