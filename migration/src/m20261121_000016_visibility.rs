//! What everyone saw of a record after each change: the feed of changes needs it to
//! say that something is gone, and to keep quiet about what was never to be seen.
//!
//! Of what happened before this step nobody has noted it: there it stays null.

crate::step::step!(taken back by DOWN);

const UP: &str = "
ALTER TABLE journal ADD COLUMN is_public {bool};
CREATE INDEX journal_kind ON journal (subject_kind, number);

CREATE TABLE journal_horizon (
    id integer PRIMARY KEY CHECK (id = 1),
    number {big} NOT NULL CHECK (number >= 0)
) {strict};
INSERT INTO journal_horizon (id, number) VALUES (1, 0);
";

const DOWN: &str = "
DROP TABLE journal_horizon;
DROP INDEX journal_kind;
ALTER TABLE journal DROP COLUMN is_public;
";
