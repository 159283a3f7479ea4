//! What alliances need to write: members of theirs in the journal, one open grant a title.

crate::step::step!(taken back by DOWN);

const UP: &str = "
ALTER TABLE journal ADD COLUMN other_alliance_id {uuid};
CREATE INDEX journal_other_alliance ON journal (other_alliance_id, number);

CREATE UNIQUE INDEX designation_open
    ON designation (granting_alliance_id, city_id, scheme_code)
    WHERE until IS NULL AND deleted_at IS NULL;
";

const DOWN: &str = "
DROP INDEX designation_open;
DROP INDEX journal_other_alliance;
ALTER TABLE journal DROP COLUMN other_alliance_id;
";
