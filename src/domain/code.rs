//! Code lists: values that outside bodies own, with labels in four languages.

use std::collections::{HashMap, HashSet};

use entity::{code, code_list};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, Order, QueryFilter,
    QueryOrder, QueryResult, QuerySelect, QueryTrait,
    sea_query::{Expr, ExprTrait, JoinType, Query},
};
use uuid::Uuid;

use super::{
    error::Result,
    filter::{Is, among},
    ids,
};

/// A code of a list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CodeKey {
    /// The list.
    pub scheme: String,
    /// The code in the list.
    pub code: String,
}

impl CodeKey {
    /// The code of this list.
    #[must_use]
    pub fn new(scheme: &str, code: &str) -> Self {
        Self {
            scheme: scheme.to_owned(),
            code: code.to_owned(),
        }
    }
}

/// All codes of a list, in its order.
pub async fn of_scheme(db: &impl ConnectionTrait, scheme: &str) -> Result<Vec<code::Model>> {
    let codes = code::Entity::find()
        .filter(code::Column::Scheme.eq(scheme))
        .order_by_asc(code::Column::Position);
    Ok(codes.all(db).await?)
}

/// The lists, by name of their scheme.
pub async fn lists(db: &impl ConnectionTrait) -> Result<Vec<code_list::Model>> {
    let lists = code_list::Entity::find().order_by_asc(code_list::Column::Scheme);
    Ok(lists.all(db).await?)
}

/// The codes with these keys.
pub async fn by_keys(
    db: &impl ConnectionTrait,
    keys: &[CodeKey],
) -> Result<HashMap<CodeKey, code::Model>> {
    let pairs = keys
        .iter()
        .map(|key| (key.scheme.clone(), key.code.clone()));
    let wanted = Expr::tuple([
        Expr::col(code::Column::Scheme),
        Expr::col(code::Column::Code),
    ])
    .in_tuples(pairs);
    let codes = code::Entity::find().filter(wanted).all(db).await?;
    let keyed = codes
        .into_iter()
        .map(|code| (CodeKey::new(&code.scheme, &code.code), code));
    Ok(keyed.collect())
}

/// Those of these codes that there are, with one statement for any number.
pub(super) async fn those_of(
    db: &impl ConnectionTrait,
    wanted: &HashSet<CodeKey>,
) -> Result<HashSet<CodeKey>> {
    if wanted.is_empty() {
        return Ok(HashSet::new());
    }
    let codes: Vec<String> = wanted.iter().map(|key| key.code.clone()).collect();
    let these = ids::table_of_codes(&codes, db.get_database_backend());
    let found = code::Entity::find()
        .select_only()
        .columns([code::Column::Scheme, code::Column::Code])
        .filter(Expr::col(code::Column::Code).in_subquery(these));
    let found: Vec<(String, String)> = found.into_tuple().all(db).await?;
    let found = found
        .iter()
        .map(|(scheme, code)| CodeKey::new(scheme, code));
    Ok(found.filter(|key| wanted.contains(key)).collect())
}

/// The codes right below each of these.
pub async fn children(db: &impl ConnectionTrait, parents: &[CodeKey]) -> Result<Vec<code::Model>> {
    let pairs = parents
        .iter()
        .map(|key| (key.scheme.clone(), key.code.clone()));
    let wanted = Expr::tuple([
        Expr::col(code::Column::Scheme),
        Expr::col(code::Column::Parent),
    ])
    .in_tuples(pairs);
    let codes = code::Entity::find()
        .filter(wanted)
        .order_by_asc(code::Column::Position);
    Ok(codes.all(db).await?)
}

/// A table that says which codes describe a subject.
pub(super) struct Described {
    pub(super) table: &'static str,
    pub(super) subject: &'static str,
}

/// Whether `subject` is described by such a code, or by one below it.
pub(super) fn described_by(
    described: &Described,
    scheme: &str,
    is: &Is<String>,
    subject: &Expr,
) -> Condition {
    let column = |name: &'static str| Expr::col((described.table, name));
    let rows = |codes: Condition| {
        Query::select()
            .expr(Expr::val(1))
            .from(described.table)
            .and_where(column(described.subject).eq(subject.clone()))
            .and_where(column("scheme").eq(scheme))
            .cond_where(codes)
            .to_owned()
    };
    among(is, &column("code"), rows)
}

/// The codes that describe each of these subjects, in the order of their lists.
pub(super) async fn describing(
    db: &impl ConnectionTrait,
    described: &Described,
    subjects: &[Uuid],
) -> Result<Vec<(Uuid, code::Model)>> {
    let column = |name: &'static str| Expr::col((described.table, name));
    let mut query = code::Entity::find().into_query();
    let same = |name: &'static str| Expr::col((code::Entity, name)).eq(column(name));
    query
        .expr_as(column(described.subject), "subject_id")
        .join(
            JoinType::InnerJoin,
            described.table,
            same("scheme").and(same("code")),
        )
        .and_where(
            column(described.subject)
                .in_subquery(ids::table_of(subjects, db.get_database_backend())),
        )
        .order_by((code::Entity, code::Column::Position), Order::Asc);
    let rows = db.query_all(&query).await?;
    let read = |row: &QueryResult| {
        Ok((
            row.try_get("", "subject_id")?,
            code::Model::from_query_result(row, "")?,
        ))
    };
    rows.iter().map(read).collect()
}
