//! The feed of changes: what a viewer learns of the journal, in the order of commits.
//!
//! A reader that folds the feed, keeping what is there and dropping what is gone,
//! ends with exactly what the lists show. What was never to be seen is not told;
//! what was seen and is no longer is told as gone.

mod cursor;
mod query;

use entity::{journal, journal_horizon, values::SubjectKind};
use sea_orm::{
    ConnectionTrait, FromQueryResult,
    sea_query::{Alias, Expr, Func, Query},
};

pub use self::cursor::Cursor;
use super::{
    body::Body,
    error::{Error, Result},
    viewer::Sight,
};

/// Which changes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    /// Only those of these kinds of records; all when empty.
    pub kinds: Vec<SubjectKind>,
    /// Only those of what these bodies own, or what concerns them; all when empty.
    pub bodies: Vec<Body>,
}

/// Which page of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// How many.
    pub first: u64,
    /// Only later ones than this; from the beginning when there is none.
    pub after: Option<Cursor>,
    /// Whether each record is told once, at its last change.
    pub is_compact: bool,
}

/// One change, as a viewer learns of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What the journal says.
    pub entry: journal::Model,
    /// Whether the viewer sees the record after it, if it is still there.
    pub is_seen: bool,
    /// Whether the viewer saw the record before it.
    pub was_seen: bool,
    /// Where to go on after it.
    pub cursor: Cursor,
}

/// A page of the feed.
#[derive(Clone, Debug)]
pub struct Changes {
    /// The changes, the oldest first.
    pub changes: Vec<Change>,
    /// Where to go on, also when nothing was new.
    pub next: Cursor,
    /// Whether more is known already.
    pub has_more: bool,
}

/// How far the journal reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// The number of the last entry; 0 when nothing has happened yet.
    pub last: i64,
    /// The greatest number that was cleared away; 0 when none was.
    pub horizon: i64,
}

/// How far the journal reaches now.
pub async fn reach(db: &impl ConnectionTrait) -> Result<Reach> {
    let last = Query::select()
        .expr(Func::max(Expr::col(journal::Column::Number)))
        .from(journal::Entity)
        .to_owned();
    let reach = Query::select()
        .expr_as(
            Expr::SubQuery(None, Box::new(last.into())),
            Alias::new("last"),
        )
        .column(journal_horizon::Column::Number)
        .from(journal_horizon::Entity)
        .to_owned();
    let row = db.query_one(&reach).await?;
    let Some(row) = row else {
        return Ok(Reach {
            last: 0,
            horizon: 0,
        });
    };
    let (last, horizon) = (
        row.try_get::<Option<i64>>("", "last")?,
        row.try_get("", "number")?,
    );
    Ok(Reach {
        // The last entries themselves may have been cleared away.
        last: last.unwrap_or_default().max(horizon),
        horizon,
    })
}

/// The place behind all that has happened up to now.
pub async fn end(db: &impl ConnectionTrait, filter: &Filter) -> Result<Cursor> {
    let reach = reach(db).await?;
    Ok(Cursor::new(reach.last, filter, reach))
}

/// A page of the feed, in two statements.
///
/// # Errors
///
/// [`Error::CursorExpired`] when changes after the
/// cursor were cleared away; the reader then begins again without a cursor.
pub async fn page(
    db: &impl ConnectionTrait,
    sight: Sight,
    filter: &Filter,
    window: Window,
) -> Result<Changes> {
    // Numbers follow commits: all up to the last one are there to be read.
    let reach = reach(db).await?;
    let after = match window.after {
        Some(cursor) => cursor.against(filter, reach)?,
        None => 0,
    };
    let range = query::Range {
        after,
        upto: reach.last,
        limit: window.first + 1,
        is_compact: window.is_compact,
    };
    read(db, (sight, filter), range, reach).await
}

/// The records of a filter that everyone saw, each once at its last change, behind the
/// entry with this number: for feeds whose readers count by themselves.
///
/// # Errors
///
/// [`Error::Input`] when no entry has this number yet: whoever has
/// it has read what a backup that was restored does not know of.
pub async fn latest(
    db: &impl ConnectionTrait,
    filter: &Filter,
    after: i64,
    first: u64,
) -> Result<Changes> {
    let reach = reach(db).await?;
    if after > reach.last {
        return Err(Error::input(
            "The change number is ahead of this network: it is another server's, or this one \
             was restored from a backup. Begin again without a number.",
        ));
    }
    let range = query::Range {
        after,
        upto: reach.last,
        limit: first + 1,
        is_compact: true,
    };
    read(db, (Sight::default(), filter), range, reach).await
}

async fn read(
    db: &impl ConnectionTrait,
    (sight, filter): (Sight, &Filter),
    range: query::Range,
    reach: Reach,
) -> Result<Changes> {
    let rows = db.query_all(&query::select(sight, filter, range)).await?;
    let wanted = usize::try_from(range.limit - 1).unwrap_or(usize::MAX);
    let has_more = rows.len() > wanted;
    let changes = rows.iter().take(wanted).map(|row| {
        let entry = journal::Model::from_query_result(row, "")?;
        Ok(Change {
            is_seen: row.try_get("", "is_seen")?,
            was_seen: row.try_get("", "was_seen")?,
            cursor: Cursor::new(entry.number, filter, reach),
            entry,
        })
    });
    let changes: Vec<Change> = changes.collect::<Result<_>>()?;
    let next = match changes.last() {
        Some(last) if has_more => last.cursor,
        _ => Cursor::new(reach.last, filter, reach),
    };
    Ok(Changes {
        changes,
        next,
        has_more,
    })
}
