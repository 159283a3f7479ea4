//! Applies steps and takes them back, each once, in order.
//!
//! Nothing here begins a transaction: who calls decides what is kept together.

use std::time::{SystemTime, UNIX_EPOCH};

use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement, Value};

use crate::{STEPS, Step};

/// Where a database remembers its steps; the name is as old as the first database.
const MEMORY: &str = "CREATE TABLE IF NOT EXISTS seaql_migrations (
    version varchar NOT NULL PRIMARY KEY,
    applied_at bigint NOT NULL
)";

/// Applies the steps that are missing, or the first `most` of them, and tells how many.
pub async fn up(db: &impl ConnectionTrait, most: Option<usize>) -> Result<usize, DbErr> {
    db.execute_unprepared(MEMORY).await?;
    let missing = pending(db).await?;
    let steps = &missing[..most.unwrap_or(usize::MAX).min(missing.len())];
    for step in steps {
        step.apply(db).await?;
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        let seconds = now.map_or(0, |now| now.as_secs().cast_signed());
        let sql = "INSERT INTO seaql_migrations (version, applied_at) VALUES ($1, $2)";
        note(db, sql, [step.name().into(), seconds.into()]).await?;
    }
    Ok(steps.len())
}

/// Takes back all steps that were applied, or the last `most` of them.
pub async fn down(db: &impl ConnectionTrait, most: Option<usize>) -> Result<(), DbErr> {
    let applied = applied(db).await?;
    for step in applied.iter().rev().take(most.unwrap_or(usize::MAX)) {
        step.take_back(db).await?;
        let sql = "DELETE FROM seaql_migrations WHERE version = $1";
        note(db, sql, [step.name().into()]).await?;
    }
    Ok(())
}

/// The steps that a database has, in order. Changes nothing.
pub async fn applied(db: &impl ConnectionTrait) -> Result<Vec<Step>, DbErr> {
    let known = remembered(db).await?;
    Ok(steps(|step| known.iter().any(|name| name == step.name())))
}

/// The steps that a database lacks, in order. Changes nothing.
pub async fn pending(db: &impl ConnectionTrait) -> Result<Vec<Step>, DbErr> {
    let known = remembered(db).await?;
    Ok(steps(|step| !known.iter().any(|name| name == step.name())))
}

fn steps(wanted: impl Fn(&Step) -> bool) -> Vec<Step> {
    STEPS.iter().filter(|step| wanted(step)).copied().collect()
}

/// The names of the steps that a database has had; a newer program's are an error.
async fn remembered(db: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
    if !remembers(db).await? {
        return Ok(Vec::new());
    }
    let rows = db.query_all_raw(statement(db, "SELECT version FROM seaql_migrations"));
    let rows = rows.await?.into_iter();
    let names: Vec<String> = rows
        .map(|row| row.try_get_by_index(0))
        .collect::<Result<_, _>>()?;
    match names
        .iter()
        .find(|name| STEPS.iter().all(|step| step.name() != *name))
    {
        Some(name) => Err(DbErr::Custom(format!(
            "The database has a step that this program does not know, {name}: \
             use the version that applied it, or a newer one."
        ))),
        None => Ok(names),
    }
}

/// Whether a database has had any step.
async fn remembers(db: &impl ConnectionTrait) -> Result<bool, DbErr> {
    let sql = match db.get_database_backend() {
        DbBackend::Sqlite => "SELECT 1 FROM sqlite_master WHERE name = 'seaql_migrations'",
        _ => {
            "SELECT 1 FROM pg_tables
             WHERE schemaname = current_schema() AND tablename = 'seaql_migrations'"
        }
    };
    Ok(db.query_one_raw(statement(db, sql)).await?.is_some())
}

async fn note<const N: usize>(
    db: &impl ConnectionTrait,
    sql: &str,
    values: [Value; N],
) -> Result<(), DbErr> {
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    db.execute_raw(statement).await?;
    Ok(())
}

fn statement(db: &impl ConnectionTrait, sql: &str) -> Statement {
    Statement::from_string(db.get_database_backend(), sql)
}
