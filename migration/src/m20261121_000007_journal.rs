//! The journal: every committed change, numbered in the order of commits.

crate::step::step!();

const TABLES: &[&str] = &["journal"];

const UP: &str = "
CREATE TABLE journal (
    number {number},
    at {instant} NOT NULL,
    subject_kind text NOT NULL,
    subject_id {uuid} NOT NULL,
    city_id {uuid},
    happening text NOT NULL CHECK (happening IN
        ('CREATED', 'UPDATED', 'DELETED', 'RESTORED', 'PUBLISHED', 'SUSPENDED', 'ARCHIVED',
         'IMPORTED')),
    actor text NOT NULL,
    client text,
    request_id text,
    before {json},
    after {json}
) {strict};
CREATE INDEX journal_subject ON journal (subject_kind, subject_id, number);
CREATE INDEX journal_city ON journal (city_id, number);
";
