//! Records that bodies own and change: found, compared, written, and told to the journal.
//!
//! Whatever is changed goes the same way: [`own`] finds the row and holds it,
//! the caller changes a copy and checks the copy as a whole, [`save`] writes what
//! differs. So a rule holds for what a client sent and for what it left alone.

mod difference;
mod many;

use chrono::{DateTime, Utc};
use entity::values::{Happening, SubjectKind};
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, EntityTrait, FromQueryResult, IntoActiveModel,
    ModelTrait, PrimaryKeyTrait, QuerySelect, SqlErr, prelude::Json,
};
use uuid::Uuid;

pub use self::{
    difference::Fields,
    many::{Change, save_all},
};
use super::{
    body::Body,
    error::{Error, Result},
    journal::Entry,
    problem::{Complaint, Problems},
    search::{self, SearchText},
    viewer::{Action, Owner, Permit},
    writing::Writing,
};

type EntityOf<R> = <R as ModelTrait>::Entity;
type ColumnOf<R> = <EntityOf<R> as EntityTrait>::Column;
type ActiveOf<R> = <EntityOf<R> as EntityTrait>::ActiveModel;

/// A row that a body owns and changes.
pub trait Record:
    ModelTrait<Entity: EntityTrait<Model = Self>>
    + IntoActiveModel<ActiveOf<Self>>
    + FromQueryResult
    + PartialEq
    + Send
    + Sync
{
    /// What the journal calls it.
    const KIND: SubjectKind;

    /// Columns that the database makes.
    const GENERATED: &[ColumnOf<Self>];

    /// Columns that must be unique, and the input field that each comes from.
    const UNIQUE: &[(&str, &str)];

    /// Its id.
    fn uuid(&self) -> Uuid;

    /// Who owns it.
    fn owner(&self) -> Option<Body>;

    /// Another body that it concerns, in whose history it is told as well.
    fn also(&self) -> Option<Body> {
        None
    }

    /// Counts its changes.
    fn version(&self) -> i32;

    /// Whether it was deleted.
    fn is_deleted(&self) -> bool;

    /// Deletes it, or takes that back.
    fn set_deleted(&mut self, at: Option<DateTime<Utc>>);

    /// Notes that it changed.
    fn touch(&mut self, now: DateTime<Utc>);

    /// What the search finds it by; `None` for what is not to be found.
    fn search_text(&self) -> Option<SearchText>;
}

/// Declares how a table's row is a record.
macro_rules! record {
    ($table:ident as $kind:ident, owned by |$row:ident| $owner:expr,
        $(concerning |$party:ident| $also:expr,)?
        generated [$($generated:ident),*], unique [$($column:literal => $field:literal),*]
        $(, found by |$found:ident| $text:expr)?
    ) => {
        impl $crate::domain::record::Record for $table::Model {
            const KIND: entity::values::SubjectKind = entity::values::SubjectKind::$kind;

            const GENERATED: &[<$table::Entity as sea_orm::EntityTrait>::Column] =
                &[$($table::Column::$generated),*];

            const UNIQUE: &[(&str, &str)] = &[$(($column, $field)),*];

            fn uuid(&self) -> uuid::Uuid {
                self.id.0
            }

            fn owner(&self) -> Option<$crate::domain::body::Body> {
                let $row = self;
                $owner
            }

            $(
            fn also(&self) -> Option<$crate::domain::body::Body> {
                let $party = self;
                $also
            }
            )?

            fn version(&self) -> i32 {
                self.version
            }

            fn is_deleted(&self) -> bool {
                self.deleted_at.is_some()
            }

            fn set_deleted(&mut self, at: Option<chrono::DateTime<chrono::Utc>>) {
                self.deleted_at = at;
            }

            fn touch(&mut self, now: chrono::DateTime<chrono::Utc>) {
                self.version += 1;
                self.updated_at = now;
            }

            fn search_text(&self) -> Option<$crate::domain::search::SearchText> {
                $(
                let $found = self;
                if self.deleted_at.is_none() {
                    return $text;
                }
                )?
                None
            }
        }
    };
}

pub(in crate::domain) use record;

/// Which record is meant, and which version of it the client has read.
#[derive(Clone, Copy, Debug)]
pub struct Target<I> {
    /// Its id.
    pub id: I,
    /// Its version, if the client wants nobody else's change undone.
    pub expected_version: Option<i32>,
}

/// The record that is meant, if the permit's owner owns it; nobody else can
/// change it until the end of the transaction.
pub async fn own<R, A>(writing: &Writing, permit: &Permit<A>, target: Target<IdOf<R>>) -> Result<R>
where
    R: Record,
    A: Action<Owner: Owner>,
{
    let record: R = own_or_deleted(writing, permit, target).await?;
    if record.is_deleted() {
        return Err(nowhere("id"));
    }
    Ok(record)
}

/// The type of a record's id.
pub type IdOf<R> = <<EntityOf<R> as EntityTrait>::PrimaryKey as PrimaryKeyTrait>::ValueType;

/// The same, be it deleted.
pub async fn own_or_deleted<R, A>(
    writing: &Writing,
    permit: &Permit<A>,
    target: Target<IdOf<R>>,
) -> Result<R>
where
    R: Record,
    A: Action<Owner: Owner>,
{
    let owner = permit.owner().body();
    held(writing, target, |record: &R| record.owner() == Some(owner)).await
}

/// The same for whoever may change it without owning it.
pub(super) async fn held<R: Record>(
    writing: &Writing,
    target: Target<IdOf<R>>,
    is_theirs: impl FnOnce(&R) -> bool,
) -> Result<R> {
    let found = EntityOf::<R>::find_by_id(target.id).lock_exclusive();
    let record = found.one(writing).await?.filter(is_theirs);
    let record = record.ok_or_else(|| nowhere("id"))?;
    expect_version(&record, target.expected_version)?;
    Ok(record)
}

/// Refuses to change another version than the one that the client has read.
pub fn expect_version<R: Record>(record: &R, expected: Option<i32>) -> Result<()> {
    match expected {
        Some(expected) if expected != record.version() => {
            let stale = Complaint::stale(record.version());
            let problems = Problems::with("expectedVersion", stale);
            Err(Error::Invalid(problems.showing(record.uuid())))
        }
        _ => Ok(()),
    }
}

/// There is no such record, or it is somebody else's: both sound the same.
#[must_use]
pub fn nowhere(field: &str) -> Error {
    Error::Invalid(Problems::with(field, Complaint::not_found()))
}

/// Writes a new record.
pub async fn insert<R, A>(
    writing: &Writing,
    permit: &Permit<A>,
    record: R,
    links: Fields,
) -> Result<R>
where
    R: Record,
    A: Action,
    ActiveOf<R>: ActiveModelBehavior + Send,
{
    let written = active(&record).insert(writing).await.map_err(taken::<R>)?;
    let after = Fields::of(&written).and(links);
    let told = (None, Some(after.into_json()));
    tell(writing, permit, &written, Happening::Created, told);
    index(writing, &written).await?;
    Ok(written)
}

/// Writes what changed of a record; nothing when nothing did.
///
/// `links` are the fields that stand in other tables, as they were and as they are.
pub async fn save<R, A>(
    writing: &Writing,
    permit: &Permit<A>,
    (before, mut after): (R, R),
    happening: Happening,
    links: (Fields, Fields),
) -> Result<R>
where
    R: Record,
    A: Action,
    ActiveOf<R>: ActiveModelBehavior + Send,
{
    let (old, new) = links;
    if before == after && old == new {
        return Ok(before);
    }
    after.touch(writing.now());
    let written = active(&after).update(writing).await.map_err(taken::<R>)?;
    let (was, is) = Fields::of(&before)
        .and(old)
        .difference(Fields::of(&written).and(new));
    let told = (Some(was.into_json()), Some(is.into_json()));
    tell(writing, permit, &written, happening, told);
    index(writing, &written).await?;
    Ok(written)
}

/// Deletes a record: it stays as a tombstone, with its history.
pub async fn delete<R, A>(
    writing: &Writing,
    permit: &Permit<A>,
    target: Target<IdOf<R>>,
) -> Result<R>
where
    R: Record,
    A: Action<Owner: Owner>,
    ActiveOf<R>: ActiveModelBehavior + Send,
{
    let before: R = own(writing, permit, target).await?;
    let mut after = before.clone();
    after.set_deleted(Some(writing.now()));
    save(
        writing,
        permit,
        (before, after),
        Happening::Deleted,
        unlinked(),
    )
    .await
}

/// Brings a deleted record back; one that is there stays as it is.
pub async fn restore<R, A>(
    writing: &Writing,
    permit: &Permit<A>,
    target: Target<IdOf<R>>,
) -> Result<R>
where
    R: Record,
    A: Action<Owner: Owner>,
    ActiveOf<R>: ActiveModelBehavior + Send,
{
    let before: R = own_or_deleted(writing, permit, target).await?;
    let mut after = before.clone();
    after.set_deleted(None);
    save(
        writing,
        permit,
        (before, after),
        Happening::Restored,
        unlinked(),
    )
    .await
}

/// What [`save`] is told of a record that has nothing in other tables.
#[must_use]
pub fn unlinked() -> (Fields, Fields) {
    (Fields::default(), Fields::default())
}

/// Says in the journal what happened to a record.
pub fn tell<R: Record, A: Action>(
    writing: &Writing,
    permit: &Permit<A>,
    record: &R,
    happening: Happening,
    (before, after): (Option<Json>, Option<Json>),
) {
    let entry = Entry {
        at: writing.now(),
        subject_kind: R::KIND,
        subject_id: record.uuid(),
        owner: record.owner(),
        also: record.also(),
        happening,
        before,
        after,
    };
    writing.record(permit, entry);
}

async fn index<R: Record>(writing: &Writing, record: &R) -> Result<()> {
    match record.search_text() {
        Some(text) => search::index(writing, vec![text]).await,
        None if search::KINDS.contains(&R::KIND) => {
            search::forget(writing, R::KIND, &[record.uuid()]).await
        }
        None => Ok(()),
    }
}

/// The row with every column to be written, but for those that the database makes.
pub(super) fn active<R: Record>(record: &R) -> ActiveOf<R> {
    let mut active = record.clone().into_active_model().reset_all();
    for column in R::GENERATED {
        active.not_set(*column);
    }
    active
}

/// A broken `UNIQUE` is a problem of the input; whatever else breaks is ours.
pub(super) fn taken<R: Record>(error: sea_orm::DbErr) -> Error {
    let Some(SqlErr::UniqueConstraintViolation(constraint)) = error.sql_err() else {
        return Error::Database(error);
    };
    let field = R::UNIQUE
        .iter()
        .find(|(column, _)| constraint.contains(column));
    let field = field.map_or("", |(_, field)| *field);
    let complaint = match (R::KIND, field) {
        (SubjectKind::Plan, "status") => Complaint::another_plan_in_force(),
        _ => Complaint::taken(),
    };
    Error::Invalid(Problems::with(field, complaint))
}
