//! Whether a database is what it was, byte for byte.

use std::fs;

use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::database::TABLES;

/// Stands for all that the database holds: the bytes of its files on SQLite, the
/// text of every row on PostgreSQL.
pub async fn fingerprint(db: &impl ConnectionTrait) -> Vec<u8> {
    match db.get_database_backend() {
        DbBackend::Sqlite => of_files(&text(db, "SELECT file FROM pragma_database_list").await),
        _ => of_rows(db).await.into_bytes(),
    }
}

fn of_files(file: &str) -> Vec<u8> {
    let log = fs::read(format!("{file}-wal")).unwrap_or_default();
    [fs::read(file).unwrap(), log].concat()
}

async fn of_rows(db: &impl ConnectionTrait) -> String {
    let tables = TABLES.map(|table| {
        format!(
            "(SELECT coalesce(md5(string_agg(t::text, ',' ORDER BY t::text)), '') FROM {table} t)"
        )
    });
    text(db, &format!("SELECT {}", tables.join(" || "))).await
}

async fn text(db: &impl ConnectionTrait, sql: &str) -> String {
    let statement = Statement::from_string(db.get_database_backend(), sql);
    let row = db.query_one_raw(statement).await.unwrap().unwrap();
    row.try_get_by_index(0).unwrap()
}
