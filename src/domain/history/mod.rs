//! What happened to records and to what bodies own, read from the journal.
//!
//! The newest comes first. Only who owns a record reads its history: whoever
//! calls these functions has shown a `Permit<ReadAudit>` of the owner.

mod cursor;
mod owner;
mod told;

use std::collections::HashMap;

use entity::{
    journal::{self, Column, Entity},
    values::{Happening, SubjectKind},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryTrait,
    sea_query::{Alias, Asterisk, Expr, ExprTrait, Func, Order, Query, SelectStatement, UnionType},
};
use uuid::Uuid;

pub use self::{
    cursor::Cursor,
    owner::owners,
    told::{FieldChange, Place, changes, columns, place},
};
use super::{
    body::Body,
    error::Result,
    ids,
    page::Page,
    viewer::{Permit, ReadAudit},
};

/// A record that things happened to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Subject {
    /// What kind of record.
    pub kind: SubjectKind,
    /// Which.
    pub id: Uuid,
}

/// A page of entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Window {
    /// How many.
    pub first: u64,
    /// Only older ones than this.
    pub after: Option<Cursor>,
}

/// Which entries of an audit log.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only what happened to this record.
    pub subject: Option<Subject>,
    /// Only what happened to these kinds of records; all when empty.
    pub kinds: Vec<SubjectKind>,
    /// Only these happenings; all when empty.
    pub happenings: Vec<Happening>,
}

impl Window {
    fn apply(self, query: &mut SelectStatement) {
        if let Some(Cursor(number)) = self.after {
            query.and_where(at(Column::Number).lt(number));
        }
        query
            .order_by((Entity, Column::Number), Order::Desc)
            .limit(self.first + 1);
    }

    fn page(self, mut rows: Vec<journal::Model>) -> Page<journal::Model> {
        let wanted = usize::try_from(self.first).unwrap_or(usize::MAX);
        let has_next = rows.len() > wanted;
        rows.truncate(wanted);
        Page {
            rows,
            has_next,
            has_previous: self.after.is_some(),
        }
    }
}

fn at(column: Column) -> Expr {
    Expr::col((Entity, column))
}

/// A page of the history of each of these records, in one statement.
///
/// A union of short ranges of one index: no database reads more than the pages.
pub async fn of_each(
    db: &impl ConnectionTrait,
    subjects: &[Subject],
    window: Window,
) -> Result<HashMap<Subject, Page<journal::Model>>> {
    let mut pages: HashMap<Subject, Vec<journal::Model>> = HashMap::new();
    let mut parts = subjects.iter().map(|subject| part(*subject, window));
    if let Some(mut query) = parts.next() {
        for part in parts {
            query.union(UnionType::All, part);
        }
        for row in db.query_all(&query).await? {
            let row = journal::Model::from_query_result(&row, "")?;
            let (kind, id) = (row.subject_kind, row.subject_id);
            pages.entry(Subject { kind, id }).or_default().push(row);
        }
    }
    Ok(pages
        .into_iter()
        .map(|(subject, mut rows)| {
            rows.sort_by_key(|row| std::cmp::Reverse(row.number));
            (subject, window.page(rows))
        })
        .collect())
}

fn part(subject: Subject, window: Window) -> SelectStatement {
    let mut one = Entity::find()
        .filter(Column::SubjectKind.eq(subject.kind))
        .filter(Column::SubjectId.eq(subject.id))
        .into_query();
    window.apply(&mut one);
    // SQLite takes a limit inside a union only in brackets of a FROM.
    Query::select()
        .column(Asterisk)
        .from_subquery(one, Alias::new("part"))
        .to_owned()
}

/// How long the history of each of these records of one kind is.
pub async fn count_each(
    db: &impl ConnectionTrait,
    kind: SubjectKind,
    records: &[Uuid],
) -> Result<HashMap<Uuid, i64>> {
    let query = Query::select()
        .column((Entity, Column::SubjectId))
        .expr_as(Func::count(Expr::col(Asterisk)), "count")
        .from(Entity)
        .and_where(Column::SubjectKind.eq(kind))
        .and_where(
            at(Column::SubjectId).in_subquery(ids::table_of(records, db.get_database_backend())),
        )
        .group_by_col((Entity, Column::SubjectId))
        .to_owned();
    let rows = db.query_all(&query).await?;
    let rows = rows
        .iter()
        .map(|row| Ok((row.try_get("", "subject_id")?, row.try_get("", "count")?)));
    rows.collect()
}

/// A page of the log of all that happened to what the permit's body owns.
pub async fn log(
    db: &impl ConnectionTrait,
    permit: &Permit<ReadAudit>,
    filter: &Filter,
    window: Window,
) -> Result<Page<journal::Model>> {
    let mut query = Entity::find().into_query();
    query.cond_where(filter.condition(permit.owner()));
    window.apply(&mut query);
    let rows = db.query_all(&query).await?;
    let rows = rows
        .iter()
        .map(|row| journal::Model::from_query_result(row, ""));
    Ok(window.page(rows.collect::<std::result::Result<_, _>>()?))
}

/// How long that log is.
pub async fn count(
    db: &impl ConnectionTrait,
    permit: &Permit<ReadAudit>,
    filter: &Filter,
) -> Result<i64> {
    let query = Query::select()
        .expr_as(Func::count(Expr::col(Asterisk)), "count")
        .from(Entity)
        .cond_where(filter.condition(permit.owner()))
        .to_owned();
    let row = db.query_one(&query).await?;
    Ok(row.map_or(Ok(0), |row| row.try_get("", "count"))?)
}

impl Filter {
    fn condition(&self, body: Body) -> Condition {
        let owned = match body {
            Body::City(id) => at(Column::CityId).eq(id),
            Body::Alliance(id) => {
                let other = at(Column::OtherAllianceId).eq(id);
                at(Column::AllianceId).eq(id).or(other)
            }
            Body::Organisation(id) => at(Column::OrganisationId).eq(id),
        };
        let subject = self.subject.map(|subject| {
            Condition::all()
                .add(Column::SubjectKind.eq(subject.kind))
                .add(Column::SubjectId.eq(subject.id))
        });
        let kinds =
            (!self.kinds.is_empty()).then(|| Column::SubjectKind.is_in(self.kinds.iter().copied()));
        let happenings = (!self.happenings.is_empty())
            .then(|| Column::Happening.is_in(self.happenings.iter().copied()));
        Condition::all()
            .add(owned)
            .add_option(subject)
            .add_option(kinds)
            .add_option(happenings)
    }
}
