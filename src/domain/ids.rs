//! Lists of ids inside a statement.

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
        DbBackend::Sqlite => query
            .expr_as(Func::cust("unhex").arg(Expr::col("value")), "id")
            .from_function(Func::cust("json_each").arg(hex_list(ids)), "list"),
        _ => query.expr_as(
            Func::cust("unnest").arg(Expr::val(Value::from(ids.to_vec())).cast_as("uuid[]")),
            "id",
        ),
    };
    query
}

fn hex_list(ids: &[Uuid]) -> String {
    let quoted: Vec<String> = ids
        .iter()
        .map(|id| format!("\"{}\"", id.simple()))
        .collect();
    format!("[{}]", quoted.join(","))
}
