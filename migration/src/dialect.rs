//! The words in which SQLite and PostgreSQL differ, when tables are made.

use sea_orm::DbBackend;

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

/// The text of a step as the database reads it.
pub(crate) fn translate(step: &str, backend: DbBackend) -> String {
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
