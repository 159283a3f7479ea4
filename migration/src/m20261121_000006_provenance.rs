//! What was said where: sources, references to them, and stated figures.

crate::step::step!();

const TABLES: &[&str] = &["observation", "source_reference", "source"];

const UP: &str = "
CREATE TABLE source (
    id text PRIMARY KEY,
    title text NOT NULL,
    publisher text,
    kind text NOT NULL,
    url text,
    languages {json} NOT NULL,
    dated text
) {strict};

CREATE TABLE source_reference (
    id {uuid} PRIMARY KEY,
    subject_kind text NOT NULL,
    subject_id text NOT NULL,
    field text,
    kind text NOT NULL CHECK (kind IN ('SOURCE', 'CONTRADICTION')),
    source_id text REFERENCES source (id),
    url text,
    note text,
    confidence text NOT NULL CHECK (confidence IN ('HIGH', 'MEDIUM', 'LOW')),
    retrieved_on {date},
    position integer NOT NULL,
    CHECK (source_id IS NOT NULL OR url IS NOT NULL OR note IS NOT NULL),
    CHECK (kind <> 'CONTRADICTION' OR note IS NOT NULL)
) {strict};
CREATE UNIQUE INDEX source_reference_subject
    ON source_reference (subject_kind, subject_id, position);
CREATE INDEX source_reference_source ON source_reference (source_id);

CREATE TABLE observation (
    id {uuid} PRIMARY KEY,
    subject_kind text NOT NULL,
    subject_id {uuid} NOT NULL,
    measure {json} NOT NULL,
    value {float} NOT NULL,
    comparator text NOT NULL CHECK (comparator IN
        ('EXACT', 'APPROXIMATE', 'NEARLY', 'MORE_THAN', 'AT_LEAST', 'LESS_THAN', 'AT_MOST')),
    unit_scheme text NOT NULL DEFAULT 'UNIT' CHECK (unit_scheme = 'UNIT'),
    unit_code {sorted} NOT NULL,
    as_of {sorted} CHECK (length(as_of) IN (4, 7, 10)),
    period_start {sorted} CHECK (length(period_start) IN (4, 7, 10)),
    period_end {sorted} CHECK (length(period_end) IN (4, 7, 10)),
    status text NOT NULL CHECK (status IN
        ('PROVISIONAL', 'FINAL', 'ESTIMATED', 'SELF_REPORTED', 'PLANNED')),
    note text,
    position integer NOT NULL,
    FOREIGN KEY (unit_scheme, unit_code) REFERENCES code (scheme, code),
    CHECK (unit_code <> 'PERCENT' OR value BETWEEN 0 AND 100),
    CHECK (substr(period_start, 1, length(period_end)) <= period_end)
) {strict};
CREATE UNIQUE INDEX observation_subject ON observation (subject_kind, subject_id, position);
";
