//! Answers that are done away with, in steps: how far that has come.

crate::step::step!();

const TABLES: &[&str] = &["survey_erasure"];

const UP: &str = "
CREATE TABLE survey_erasure (
    survey_id {uuid} PRIMARY KEY REFERENCES survey (id),
    requested_at {instant} NOT NULL,
    responses {big} NOT NULL CHECK (responses >= 0),
    erased {big} NOT NULL CHECK (erased >= 0),
    finished_at {instant}
) {strict};
CREATE INDEX survey_erasure_unfinished ON survey_erasure (survey_id) WHERE finished_at IS NULL;
";
