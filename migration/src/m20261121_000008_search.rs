//! The index of the search, the one place where the databases differ in kind.
//!
//! Neither database can cut Korean or Chinese into words, so the domain writes
//! pairs of characters into `title_tokens` and `body_tokens`, and each database
//! indexes these with what it has: SQLite with FTS5, PostgreSQL with a `tsvector`.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, UP).await?;
        let index = match manager.get_database_backend() {
            DbBackend::Sqlite => SQLITE,
            _ => POSTGRES,
        };
        for statement in index {
            manager
                .get_connection()
                .execute_unprepared(statement)
                .await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() == DbBackend::Sqlite {
            dialect::drop_tables(manager, &["search_index"]).await?;
        }
        dialect::drop_tables(manager, &["search_entry"]).await
    }
}

const UP: &str = "
CREATE TABLE search_entry (
    number {number},
    subject_kind text NOT NULL,
    subject_id {uuid} NOT NULL,
    title text NOT NULL,
    body text NOT NULL,
    title_tokens text NOT NULL,
    body_tokens text NOT NULL,
    UNIQUE (subject_kind, subject_id)
) {strict};
";

/// The triggers keep the index in step with its table, whoever writes.
const SQLITE: &[&str] = &[
    "CREATE VIRTUAL TABLE search_index USING fts5 (
        title_tokens, body_tokens,
        content = 'search_entry', content_rowid = 'number',
        tokenize = 'unicode61 remove_diacritics 0', prefix = '1 2 3'
    )",
    "CREATE TRIGGER search_entry_insert AFTER INSERT ON search_entry BEGIN
        INSERT INTO search_index (rowid, title_tokens, body_tokens)
        VALUES (new.number, new.title_tokens, new.body_tokens);
    END",
    "CREATE TRIGGER search_entry_delete AFTER DELETE ON search_entry BEGIN
        INSERT INTO search_index (search_index, rowid, title_tokens, body_tokens)
        VALUES ('delete', old.number, old.title_tokens, old.body_tokens);
    END",
    "CREATE TRIGGER search_entry_update AFTER UPDATE ON search_entry BEGIN
        INSERT INTO search_index (search_index, rowid, title_tokens, body_tokens)
        VALUES ('delete', old.number, old.title_tokens, old.body_tokens);
        INSERT INTO search_index (rowid, title_tokens, body_tokens)
        VALUES (new.number, new.title_tokens, new.body_tokens);
    END",
];

/// Weight A marks a word of the title, B one of the body.
const POSTGRES: &[&str] = &[
    "ALTER TABLE search_entry ADD COLUMN tokens tsvector NOT NULL GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', title_tokens), 'A')
        || setweight(to_tsvector('simple', body_tokens), 'B')) STORED",
    "CREATE INDEX search_entry_tokens ON search_entry USING gin (tokens)",
];
