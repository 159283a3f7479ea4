//! The one statement that reads the journal for a viewer.

use entity::{
    journal::{Column, Entity},
    values::{
        Happening,
        SubjectKind::{self, CityProfile, FeedbackAction, Membership, Offering, Programme, Survey},
    },
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryTrait,
    sea_query::{
        Alias, Asterisk, DynIden, Expr, ExprTrait, Func, IntoIden, Order, Query, SelectStatement,
    },
};

use super::Filter;
use crate::domain::{body::Body, viewer::Sight};

/// Which stretch of the journal.
#[derive(Clone, Copy, Debug)]
pub(super) struct Range {
    pub(super) after: i64,
    pub(super) upto: i64,
    pub(super) limit: u64,
    pub(super) is_compact: bool,
}

/// Entries with whether the viewer sees the record after them and saw it before.
///
/// Read from within: what everyone saw before an entry is what they saw after the
/// entry before it, which one step in the index of the record finds.
pub(super) fn select(sight: Sight, filter: &Filter, range: Range) -> SelectStatement {
    let told = Alias::new("told").into_iden();
    let mut entries = Entity::find().into_query();
    entries
        .expr_as(sees_after(sight), "is_seen")
        .expr_as(sees(sight, was_public(range)), "was_seen")
        .and_where(at(Column::Number).gt(range.after))
        .and_where(at(Column::Number).lte(range.upto))
        .cond_where(filter.condition());
    if range.is_compact {
        entries.and_where(Expr::exists(later(sight, filter, range)).not());
    }
    let flag = |name: &'static str| Expr::col((told.clone(), Alias::new(name)));
    Query::select()
        .column(Asterisk)
        .from_subquery(entries, told.clone())
        .cond_where(Condition::any().add(flag("is_seen")).add(flag("was_seen")))
        .order_by((told.clone(), Column::Number), Order::Asc)
        .limit(range.limit)
        .to_owned()
}

fn at(column: Column) -> Expr {
    Expr::col((Entity, column))
}

fn of(table: &DynIden, column: Column) -> Expr {
    Expr::col((table.clone(), column))
}

/// What nobody noted, before notes were taken, counts as seen: what is there is
/// shown, and a tombstone too many does no harm.
fn or_unknown(noted: Expr) -> Expr {
    Func::coalesce([noted, Expr::val(true)]).into()
}

fn is_public(table: &DynIden) -> Expr {
    or_unknown(of(table, Column::IsPublic))
}

fn was_public(range: Range) -> Expr {
    let entry = Entity.into_iden();
    if range.is_compact {
        // The entries in between are not told: any of them may be the one that
        // took from everyone what they saw.
        return was_ever_public(&entry);
    }
    let earlier = Alias::new("earlier").into_iden();
    let mut entries = before(&entry, &earlier);
    entries
        .expr(is_public(&earlier))
        .order_by((earlier, Column::Number), Order::Desc)
        .limit(1);
    let last = Expr::SubQuery(None, Box::new(entries.into()));
    Func::coalesce([last, Expr::val(false)]).into()
}

/// What happened to the same record before an entry of this table.
fn before(table: &DynIden, earlier: &DynIden) -> SelectStatement {
    Query::select()
        .from_as(Entity, earlier.clone())
        .and_where(same_subject(earlier, table))
        .and_where(of(earlier, Column::Number).lt(of(table, Column::Number)))
        .to_owned()
}

fn was_ever_public(table: &DynIden) -> Expr {
    let earlier = Alias::new("earlier").into_iden();
    let mut entries = before(table, &earlier);
    entries.expr(Expr::val(1)).and_where(is_public(&earlier));
    Expr::exists(entries)
}

/// What happened to the same record later, within the filter.
fn later(sight: Sight, filter: &Filter, range: Range) -> SelectStatement {
    let later = Alias::new("later").into_iden();
    let mut entries = Query::select();
    entries
        .expr(Expr::val(1))
        .from_as(Entity, later.clone())
        .and_where(same_subject(&later, &Entity.into_iden()))
        .and_where(of(&later, Column::Number).gt(at(Column::Number)))
        .and_where(of(&later, Column::Number).lte(range.upto))
        .cond_where(filter.bodies(&later));
    if let Some(own) = own(sight, &Entity.into_iden()) {
        // The viewer's own record has left, and what its next owner does with it may
        // not be for the viewer: then the leaving is the last that is told.
        let stayed = own.and(at(Column::Happening).eq(Happening::Deleted)).not();
        let told = is_public(&later).or(was_ever_public(&later));
        let told = self::own(sight, &later).into_iter().fold(told, Expr::or);
        entries.and_where(stayed.or(told));
    }
    entries
}

fn same_subject(one: &DynIden, other: &DynIden) -> Expr {
    let same = |column: Column| of(one, column).eq(of(other, column));
    same(Column::SubjectKind).and(same(Column::SubjectId))
}

/// Whether an entry is of what this viewer sees before everyone does, if that is
/// anything. What has no owner of a kind is not theirs: a bare comparison with nothing
/// would be neither true nor false.
fn own(sight: Sight, table: &DynIden) -> Option<Expr> {
    let own = theirs(sight, table).into_iter().reduce(Expr::or)?;
    Some(Func::coalesce([own, Expr::val(false)]).into())
}

/// Whether this viewer sees the record after an entry. What was deleted, or has left
/// for another owner, is not there for its owner either.
fn sees_after(sight: Sight) -> Expr {
    let entry = Entity.into_iden();
    let own = own(sight, &entry);
    let own = own.map(|own| own.and(at(Column::Happening).ne(Happening::Deleted)));
    own.into_iter().fold(is_public(&entry), Expr::or)
}

/// Whether this viewer sees what everyone sees or what is theirs.
fn sees(sight: Sight, by_everyone: Expr) -> Expr {
    let own = own(sight, &Entity.into_iden());
    own.into_iter().fold(by_everyone, Expr::or)
}

/// The kinds of records that a viewer sees before everyone does, and whose.
fn theirs(sight: Sight, table: &DynIden) -> Vec<Expr> {
    let city = |kinds: &[SubjectKind], city: Option<entity::CityId>| {
        let city = of(table, Column::CityId).eq(city?);
        let kinds = of(table, Column::SubjectKind).is_in(kinds.to_vec());
        Some(kinds.and(city))
    };
    let memberships = sight.memberships_of().map(|body| {
        let of_members = of(table, Column::SubjectKind).eq(Membership);
        Filter::concerns(table, body).and(of_members)
    });
    let cities = [
        city(&[Programme, Offering], sight.programmes_of()),
        city(&[CityProfile], sight.profiles_of()),
        city(&[Survey], sight.surveys_of()),
        city(&[FeedbackAction], sight.feedback_of()),
        memberships,
    ];
    cities.into_iter().flatten().collect()
}

impl Filter {
    fn condition(&self) -> Condition {
        let kinds =
            (!self.kinds.is_empty()).then(|| Column::SubjectKind.is_in(self.kinds.iter().copied()));
        Condition::all()
            .add_option(kinds)
            .add(self.bodies(&Entity.into_iden()))
    }

    fn bodies(&self, table: &DynIden) -> Condition {
        if self.bodies.is_empty() {
            return Condition::all();
        }
        let bodies = self.bodies.iter();
        bodies.fold(Condition::any(), |any, body| {
            any.add(Self::concerns(table, *body))
        })
    }

    fn concerns(table: &DynIden, body: Body) -> Expr {
        match body {
            Body::City(id) => of(table, Column::CityId).eq(id),
            Body::Organisation(id) => of(table, Column::OrganisationId).eq(id),
            Body::Alliance(id) => {
                let other = of(table, Column::OtherAllianceId).eq(id);
                of(table, Column::AllianceId).eq(id).or(other)
            }
        }
    }
}
