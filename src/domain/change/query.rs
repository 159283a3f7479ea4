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
        entries.and_where(Expr::exists(later(filter, range)).not());
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

/// What nobody noted, before notes were taken, counts as seen: what is there is
/// shown, and a tombstone too many does no harm.
fn or_unknown(noted: Expr) -> Expr {
    Func::coalesce([noted, Expr::val(true)]).into()
}

fn is_public() -> Expr {
    or_unknown(at(Column::IsPublic))
}

fn was_public(range: Range) -> Expr {
    let earlier = Alias::new("earlier").into_iden();
    let of = |column: Column| Expr::col((earlier.clone(), column));
    let mut entries = Query::select();
    entries
        .from_as(Entity, earlier.clone())
        .and_where(same_subject(&earlier))
        .and_where(of(Column::Number).lt(at(Column::Number)));
    let noted = or_unknown(of(Column::IsPublic));
    if range.is_compact {
        // The entries in between are not told: any of them may be the one that
        // took from everyone what they saw.
        return Expr::exists(entries.expr(Expr::val(1)).and_where(noted).to_owned());
    }
    entries
        .expr(noted)
        .order_by((earlier, Column::Number), Order::Desc)
        .limit(1);
    let last = Expr::SubQuery(None, Box::new(entries.into()));
    Func::coalesce([last, Expr::val(false)]).into()
}

/// What happened to the same record later, within the filter.
fn later(filter: &Filter, range: Range) -> SelectStatement {
    let later = Alias::new("later").into_iden();
    let of = |column: Column| Expr::col((later.clone(), column));
    Query::select()
        .expr(Expr::val(1))
        .from_as(Entity, later.clone())
        .and_where(same_subject(&later))
        .and_where(of(Column::Number).gt(at(Column::Number)))
        .and_where(of(Column::Number).lte(range.upto))
        .cond_where(filter.bodies(&later))
        .to_owned()
}

fn same_subject(other: &DynIden) -> Expr {
    let same = |column: Column| Expr::col((other.clone(), column)).eq(at(column));
    same(Column::SubjectKind).and(same(Column::SubjectId))
}

/// Whether this viewer sees the record after an entry. What was deleted, or has left
/// for another owner, is not there for its owner either.
fn sees_after(sight: Sight) -> Expr {
    let is_there = || at(Column::Happening).ne(Happening::Deleted);
    let theirs = theirs(sight).into_iter();
    theirs.fold(is_public(), |seen, own| seen.or(own.and(is_there())))
}

/// Whether this viewer sees what everyone sees or what is theirs.
fn sees(sight: Sight, by_everyone: Expr) -> Expr {
    theirs(sight).into_iter().fold(by_everyone, Expr::or)
}

/// The kinds of records that a viewer sees before everyone does, and whose.
fn theirs(sight: Sight) -> Vec<Expr> {
    let city = |kinds: &[SubjectKind], city: Option<entity::CityId>| {
        let city = at(Column::CityId).eq(city?);
        Some(at(Column::SubjectKind).is_in(kinds.to_vec()).and(city))
    };
    let memberships = sight.memberships_of().map(|body| {
        let of_members = Column::SubjectKind.eq(Membership);
        Filter::concerns(&Entity.into_iden(), body).and(of_members)
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
        let of = |column: Column| Expr::col((table.clone(), column));
        match body {
            Body::City(id) => of(Column::CityId).eq(id),
            Body::Organisation(id) => of(Column::OrganisationId).eq(id),
            Body::Alliance(id) => {
                let other = of(Column::OtherAllianceId).eq(id);
                of(Column::AllianceId).eq(id).or(other)
            }
        }
    }
}
