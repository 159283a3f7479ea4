//! The journal: what happened, numbered in the order of commits.

use chrono::{DateTime, Utc};
use entity::{
    CityId, journal,
    values::{Happening, SubjectKind},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect, Set, prelude::Json,
};
use uuid::Uuid;

use super::{
    bulk,
    error::Result,
    viewer::{Action, Permit},
};

/// The key of the lock under which PostgreSQL numbers the journal: `journal` in ASCII.
const NUMBERING: i64 = 0x006a_6f75_726e_616c;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// When.
    pub at: DateTime<Utc>,
    /// To what kind of record.
    pub subject_kind: SubjectKind,
    /// To which record.
    pub subject_id: Uuid,
    /// The city that owns the record, when one does.
    pub city_id: Option<CityId>,
    /// What.
    pub happening: Happening,
    /// The fields that changed, as they were.
    pub before: Option<Json>,
    /// The fields that changed, as they are.
    pub after: Option<Json>,
}

/// Appends entries. Must be the last thing before the commit.
///
/// A sequence of PostgreSQL counts when it is asked, not when it is committed:
/// a reader that has seen 11 would miss a 10 that is committed later. So the
/// numbers are taken under a lock that is held until the commit, and whoever
/// calls this early makes every other writer wait.
pub async fn record<A: Action>(
    tx: &DatabaseTransaction,
    permit: &Permit<A>,
    entries: Vec<Entry>,
) -> Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    hold(tx).await?;
    let rows = entries
        .into_iter()
        .map(|entry| row(entry, permit))
        .collect();
    bulk::insert(tx, rows).await
}

/// Keeps every other writer from the journal until the end of the transaction.
///
/// `SQLite` has one writer anyway.
pub async fn hold(tx: &DatabaseTransaction) -> Result<()> {
    if tx.get_database_backend() == DbBackend::Postgres {
        let lock = format!("SELECT pg_advisory_xact_lock({NUMBERING})");
        tx.execute_unprepared(&lock).await?;
    }
    Ok(())
}

fn row<A: Action>(entry: Entry, permit: &Permit<A>) -> journal::ActiveModel {
    journal::ActiveModel {
        at: Set(entry.at),
        subject_kind: Set(entry.subject_kind),
        subject_id: Set(entry.subject_id),
        city_id: Set(entry.city_id),
        happening: Set(entry.happening),
        actor: Set(permit.actor().to_owned()),
        client: Set(permit.client().map(ToOwned::to_owned)),
        request_id: Set(None),
        before: Set(entry.before),
        after: Set(entry.after),
        ..Default::default()
    }
}

/// The number of the last entry; 0 when nothing has happened yet.
pub async fn last_number(db: &impl ConnectionTrait) -> Result<i64> {
    let numbers = journal::Entity::find()
        .select_only()
        .column(journal::Column::Number)
        .order_by_desc(journal::Column::Number)
        .into_tuple();
    Ok(numbers.one(db).await?.unwrap_or_default())
}

/// What happened after the entry with this number, in order.
pub async fn since(
    db: &impl ConnectionTrait,
    number: i64,
    limit: u64,
) -> Result<Vec<journal::Model>> {
    let entries = journal::Entity::find()
        .filter(journal::Column::Number.gt(number))
        .order_by_asc(journal::Column::Number)
        .limit(limit);
    Ok(entries.all(db).await?)
}
