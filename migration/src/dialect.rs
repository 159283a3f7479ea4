//! The words in which SQLite and PostgreSQL differ, when tables are made.

use sea_orm_migration::{
    prelude::{ConnectionTrait, DbErr, SchemaManager},
    sea_orm::DbBackend,
};

/// Each word in the text of a step, in SQLite's SQL and in PostgreSQL's.
///
/// `{sorted}` compares bytes on both, so that lists have one order everywhere.
/// `STRICT` makes SQLite check the types that PostgreSQL checks anyway.
const WORDS: [(&str, &str, &str); 16] = [
    ("{uuid}", "blob", "uuid"),
    ("{json}", "text", "jsonb"),
    ("{instant}", "text", "timestamptz"),
    ("{date}", "text", "date"),
    ("{time}", "text", "time"),
    ("{bool}", "integer", "boolean"),
    ("{false}", "0", "false"),
    ("{true}", "1", "true"),
    ("{float}", "real", "double precision"),
    ("{big}", "integer", "bigint"),
    ("{last day}", "'9999-12-31'", "date '9999-12-31'"),
    (
        "{number}",
        "integer PRIMARY KEY AUTOINCREMENT",
        "bigserial PRIMARY KEY",
    ),
    ("{sorted}", "text", "text COLLATE \"C\""),
    ("{strict}", "STRICT", ""),
    // Rows lie in the order of their key, and nothing tells in which order they came.
    ("{unordered}", "STRICT, WITHOUT ROWID", ""),
    // SQLite cannot drop a column that points to another table, so a column that
    // is added later does not point there.
    ("{of an alliance}", "", "REFERENCES alliance (id)"),
];

/// The columns of every row that is ours to change.
const OURS: &str = "version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    created_at {instant} NOT NULL,
    updated_at {instant} NOT NULL,
    deleted_at {instant}";

/// Runs the statements of a step, which end with `;` at the end of a line.
pub(crate) async fn run(manager: &SchemaManager<'_>, step: &str) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    let text = translate(step, manager.get_database_backend());
    for statement in text
        .split(";\n")
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        connection.execute_unprepared(statement).await?;
    }
    Ok(())
}

/// Drops tables, the ones that point to others first.
pub(crate) async fn drop_tables(manager: &SchemaManager<'_>, tables: &[&str]) -> Result<(), DbErr> {
    for table in tables {
        let statement = format!("DROP TABLE {table}");
        manager
            .get_connection()
            .execute_unprepared(&statement)
            .await?;
    }
    Ok(())
}

fn translate(step: &str, backend: DbBackend) -> String {
    let text = step.replace("{ours}", OURS);
    WORDS.iter().fold(text, |text, (word, sqlite, postgres)| {
        let meaning = if backend == DbBackend::Sqlite {
            sqlite
        } else {
            postgres
        };
        text.replace(word, meaning)
    })
}

/// Declares a step that runs `UP` and, downwards, drops `TABLES` or runs another text.
macro_rules! step {
    () => {
        crate::dialect::step!(@ |manager| crate::dialect::drop_tables(manager, TABLES).await);
    };
    (taken back by $down:ident) => {
        crate::dialect::step!(@ |manager| crate::dialect::run(manager, $down).await);
    };
    (@ |$manager:ident| $down:expr) => {
        #[derive(sea_orm_migration::prelude::DeriveMigrationName)]
        pub(crate) struct Migration;

        #[sea_orm_migration::prelude::async_trait::async_trait]
        impl sea_orm_migration::prelude::MigrationTrait for Migration {
            async fn up(
                &self,
                manager: &sea_orm_migration::prelude::SchemaManager,
            ) -> Result<(), sea_orm_migration::prelude::DbErr> {
                crate::dialect::run(manager, UP).await
            }

            async fn down(
                &self,
                $manager: &sea_orm_migration::prelude::SchemaManager,
            ) -> Result<(), sea_orm_migration::prelude::DbErr> {
                $down
            }
        }
    };
}

pub(crate) use step;
