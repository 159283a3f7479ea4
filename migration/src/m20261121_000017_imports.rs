//! Files that came in: how far each has been read, what was refused of it, and how
//! the national course file words what our own fields say in another way.

crate::step::step!();

const TABLES: &[&str] = &["course_source", "import_rejection", "import_run"];

const UP: &str = "
CREATE TABLE import_run (
    id {uuid} PRIMARY KEY,
    city_id {uuid} NOT NULL REFERENCES city (id),
    format text NOT NULL CHECK (format IN
        ('NATIONAL_COURSES', 'PROGRAMMES_CSV', 'PROGRAMMES_NDJSON')),
    fingerprint text NOT NULL,
    state text NOT NULL CHECK (state IN ('RUNNING', 'FINISHED')),
    total integer NOT NULL CHECK (total >= 0),
    done integer NOT NULL CHECK (done BETWEEN 0 AND total),
    created integer NOT NULL CHECK (created >= 0),
    updated integer NOT NULL CHECK (updated >= 0),
    unchanged integer NOT NULL CHECK (unchanged >= 0),
    refused integer NOT NULL CHECK (refused >= 0),
    started_at {instant} NOT NULL,
    finished_at {instant},
    CHECK (created + updated + unchanged + refused = done),
    CHECK ((state = 'FINISHED') = (finished_at IS NOT NULL)),
    CHECK (state = 'RUNNING' OR done = total)
) {strict};
CREATE INDEX import_run_city ON import_run (city_id, id);

CREATE TABLE import_rejection (
    run_id {uuid} NOT NULL REFERENCES import_run (id),
    line integer NOT NULL CHECK (line > 0),
    problems {json} NOT NULL,
    PRIMARY KEY (run_id, line)
) {strict};

CREATE TABLE course_source (
    offering_id {uuid} PRIMARY KEY REFERENCES offering (id),
    texts {json} NOT NULL,
    read_at {instant} NOT NULL
) {strict};
";
