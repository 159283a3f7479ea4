//! What mutations need: owners in the journal, first answers, grants by alliances.

crate::step::step!(taken back by DOWN);

const UP: &str = "
ALTER TABLE journal ADD COLUMN alliance_id {uuid};
ALTER TABLE journal ADD COLUMN organisation_id {uuid};
CREATE INDEX journal_alliance ON journal (alliance_id, number);
CREATE INDEX journal_organisation ON journal (organisation_id, number);

CREATE TABLE first_answer (
    issuer text NOT NULL,
    client text NOT NULL,
    key text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
    request_hash text NOT NULL CHECK (length(request_hash) = 64),
    answer text,
    at {instant} NOT NULL,
    PRIMARY KEY (issuer, client, key)
) {strict};

ALTER TABLE city_profile ADD COLUMN version integer NOT NULL DEFAULT 1;
ALTER TABLE city_profile ADD COLUMN deleted_at {instant};

ALTER TABLE designation ADD COLUMN granting_alliance_id {uuid} {of an alliance};
CREATE INDEX designation_granting_alliance
    ON designation (granting_alliance_id, since_sort, id);
";

const DOWN: &str = "
DROP INDEX designation_granting_alliance;
ALTER TABLE designation DROP COLUMN granting_alliance_id;
ALTER TABLE city_profile DROP COLUMN deleted_at;
ALTER TABLE city_profile DROP COLUMN version;
DROP TABLE first_answer;
DROP INDEX journal_organisation;
DROP INDEX journal_alliance;
ALTER TABLE journal DROP COLUMN organisation_id;
ALTER TABLE journal DROP COLUMN alliance_id;
";
