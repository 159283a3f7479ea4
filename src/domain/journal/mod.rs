//! The journal: what happened, numbered in the order of commits.

mod clearing;
mod seen;

use chrono::{DateTime, Utc};
use entity::{
    AllianceId, CityId, OrganisationId, journal,
    values::{Happening, SubjectKind},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    Set, prelude::Json,
};
use uuid::Uuid;

pub(in crate::domain) use self::clearing::held_horizon;
pub use self::{clearing::clear, seen::public};
use super::{
    body::Body,
    bulk,
    error::Result,
    viewer::{Action, Owner, Permit},
};
use crate::db::Transaction;

/// The key of the lock under which PostgreSQL numbers the journal: `journal` in ASCII.
const NUMBERING: i64 = 0x006a_6f75_726e_616c;

/// Where PostgreSQL tells other instances that the journal has grown.
pub const CHANNEL: &str = "journal";

/// One thing that happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// When.
    pub at: DateTime<Utc>,
    /// To what kind of record.
    pub subject_kind: SubjectKind,
    /// To which record.
    pub subject_id: Uuid,
    /// The body that owns the record, when one does.
    pub owner: Option<Body>,
    /// Another body that it concerns, such as the member of an alliance.
    pub also: Option<Body>,
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
    tx: &Transaction,
    permit: &Permit<A>,
    entries: Vec<Entry>,
) -> Result<()> {
    let rows = entries.into_iter();
    append(tx, rows.map(|entry| row(entry, permit, None)).collect()).await
}

/// Numbers and writes entries: the last thing before the commit.
pub(super) async fn append(
    tx: &impl ConnectionTrait,
    rows: Vec<journal::ActiveModel>,
) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    hold(tx).await?;
    bulk::insert(tx, seen::noted(tx, rows).await?).await
}

/// Keeps every other writer from the journal until the end of the transaction, and
/// lets all who listen to [`CHANNEL`] know of its commit.
///
/// `SQLite` has one writer anyway, and nobody to notify.
pub async fn hold(tx: &impl ConnectionTrait) -> Result<()> {
    if tx.get_database_backend() == DbBackend::Postgres {
        let lock = format!("SELECT pg_advisory_xact_lock({NUMBERING}), pg_notify('{CHANNEL}', '')");
        tx.execute_unprepared(&lock).await?;
    }
    Ok(())
}

/// An entry as a row, with who did it and in which request.
pub(super) fn row<A: Action>(
    entry: Entry,
    permit: &Permit<A>,
    request_id: Option<&str>,
) -> journal::ActiveModel {
    let (owner, also) = (entry.owner, entry.also);
    journal::ActiveModel {
        at: Set(entry.at),
        subject_kind: Set(entry.subject_kind),
        subject_id: Set(entry.subject_id),
        city_id: Set(owner.and_then(CityId::of).or(also.and_then(CityId::of))),
        alliance_id: Set(owner.and_then(AllianceId::of)),
        organisation_id: Set(owner
            .and_then(OrganisationId::of)
            .or(also.and_then(OrganisationId::of))),
        other_alliance_id: Set(also.and_then(AllianceId::of)),
        happening: Set(entry.happening),
        actor: Set(permit.actor().to_owned()),
        client: Set(permit.client().map(ToOwned::to_owned)),
        request_id: Set(request_id.map(ToOwned::to_owned)),
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

/// When something last happened; none when nothing has.
pub async fn last_moment(db: &impl ConnectionTrait) -> Result<Option<DateTime<Utc>>> {
    let moments = journal::Entity::find()
        .select_only()
        .column(journal::Column::At)
        .order_by_desc(journal::Column::Number)
        .into_tuple();
    Ok(moments.one(db).await?)
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
