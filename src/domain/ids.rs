//! Lists of ids and codes inside a statement.

use sea_orm::{
    DbBackend, Value,
    sea_query::{Expr, ExprTrait, Func, Query, SelectStatement},
};
use uuid::Uuid;

/// `SELECT` of the ids as one column `id`, in one parameter.
///
/// The text of the statement is the same for any number of ids, so the
/// database can keep it prepared.
pub(super) fn table_of(ids: &[Uuid], backend: DbBackend) -> SelectStatement {
    let mut query = Query::select();
    match backend {
        DbBackend::Sqlite => {
            let hex = json_list(ids.iter().map(|id| id.simple().to_string()));
            query
                .expr_as(Func::cust("unhex").arg(Expr::col("value")), "id")
                .from_function(Func::cust("json_each").arg(hex), "list")
        }
        _ => query.expr_as(unnest(Value::from(ids.to_vec()), "uuid[]"), "id"),
    };
    query
}

/// The same for codes, which are text.
pub(super) fn table_of_codes(codes: &[String], backend: DbBackend) -> SelectStatement {
    let mut query = Query::select();
    match backend {
        DbBackend::Sqlite => query.expr_as(Expr::col("value"), "id").from_function(
            Func::cust("json_each").arg(json_list(codes.iter().cloned())),
            "list",
        ),
        _ => query.expr_as(unnest(Value::from(codes.to_vec()), "text[]"), "id"),
    };
    query
}

fn unnest(list: Value, list_type: &'static str) -> Expr {
    Func::cust("unnest")
        .arg(Expr::val(list).cast_as(list_type))
        .into()
}

fn json_list(texts: impl Iterator<Item = String>) -> String {
    texts.collect::<serde_json::Value>().to_string()
}
