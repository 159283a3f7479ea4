//! The index of the search, the one place where the databases differ in kind.
//!
//! Neither database can cut Korean or Chinese into words, so the domain writes
//! pairs of characters into `title_tokens` and `body_tokens`, and each database
//! indexes these with what it has: SQLite with FTS5, PostgreSQL with a `tsvector`.

crate::step::step!(then SQLITE or POSTGRES, taken back by DOWN);

/// `place` orders the entries: kinds as the search lists them, the newest first.
///
/// A kind takes 2^40 numbers, so that one comparison of `place` bounds a kind and
/// a page of it alike.
const UP: &str = "
CREATE TABLE search_entry (
    number {number},
    subject_kind text NOT NULL,
    subject_id {uuid} NOT NULL,
    title text NOT NULL,
    body text NOT NULL,
    names text NOT NULL,
    title_tokens text NOT NULL,
    body_tokens text NOT NULL,
    place {big} GENERATED ALWAYS AS (number + 1099511627776 * CASE subject_kind
        WHEN 'CITY' THEN 5
        WHEN 'ALLIANCE' THEN 4
        WHEN 'ORGANISATION' THEN 3
        WHEN 'LEARNING_SPACE' THEN 2
        WHEN 'PROGRAMME' THEN 1
        ELSE 0 END) STORED NOT NULL,
    UNIQUE (subject_kind, subject_id)
) {strict};
CREATE UNIQUE INDEX search_entry_place ON search_entry (place);
";

/// The index keeps no text and no kind, only where a word stands in which place;
/// it reads in the order of its rows, so that a page ends the search.
///
/// The tokenizer splits at ASCII punctuation only: the tokens are made already.
/// The triggers keep the index in step with its table, whoever writes.
const SQLITE: &[&str] = &[
    "CREATE VIRTUAL TABLE search_index USING fts5 (
        names, title_tokens, body_tokens,
        content = '', contentless_delete = 1,
        tokenize = 'ascii', prefix = '1 2 3'
    )",
    "CREATE TRIGGER search_entry_insert AFTER INSERT ON search_entry BEGIN
        INSERT INTO search_index (rowid, names, title_tokens, body_tokens)
        VALUES (new.place, new.names, new.title_tokens, new.body_tokens);
    END",
    "CREATE TRIGGER search_entry_delete AFTER DELETE ON search_entry BEGIN
        DELETE FROM search_index WHERE rowid = old.place;
    END",
    "CREATE TRIGGER search_entry_update AFTER UPDATE ON search_entry BEGIN
        DELETE FROM search_index WHERE rowid = old.place;
        INSERT INTO search_index (rowid, names, title_tokens, body_tokens)
        VALUES (new.place, new.names, new.title_tokens, new.body_tokens);
    END",
];

/// Titles have a vector of their own, because the statistics of a common vector
/// would not tell the planner how rare a word is in titles.
const POSTGRES: &[&str] = &[
    "ALTER TABLE search_entry
        ADD COLUMN name_list text[] NOT NULL
            GENERATED ALWAYS AS (string_to_array(names, E'\\n')) STORED,
        ADD COLUMN title_vector tsvector NOT NULL
            GENERATED ALWAYS AS (to_tsvector('simple', title_tokens)) STORED,
        ADD COLUMN vector tsvector NOT NULL
            GENERATED ALWAYS AS (to_tsvector('simple', title_tokens)
                || to_tsvector('simple', body_tokens)) STORED",
    "CREATE INDEX search_entry_names ON search_entry USING gin (name_list)",
    "CREATE INDEX search_entry_title ON search_entry USING gin (title_vector)",
    "CREATE INDEX search_entry_all ON search_entry USING gin (vector)",
];

const DOWN: &str = "
DROP TABLE IF EXISTS search_index;
DROP TABLE search_entry;
";
