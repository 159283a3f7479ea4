//! What citizens are asked: surveys, their versions, and questions that cities share.

crate::step::step!();

const TABLES: &[&str] = &[
    "snapshot_question",
    "survey_snapshot",
    "survey_secret",
    "survey_version",
    "survey",
    "bank_question",
];

const UP: &str = "
CREATE TABLE bank_question (
    id {uuid} PRIMARY KEY,
    alliance_id {uuid} NOT NULL REFERENCES alliance (id),
    key {sorted} NOT NULL CHECK (length(key) BETWEEN 1 AND 64),
    default_locale text NOT NULL,
    question {json} NOT NULL,
    retired_at {instant},
    origin text NOT NULL CHECK (origin IN ('REAL', 'SYNTHETIC')),
    {ours},
    UNIQUE (alliance_id, key)
) {strict};
CREATE INDEX bank_question_alliance ON bank_question (alliance_id, id);

CREATE TABLE survey (
    id {uuid} PRIMARY KEY,
    city_id {uuid} NOT NULL REFERENCES city (id),
    slug {sorted} NOT NULL CHECK (slug = lower(slug) AND length(slug) BETWEEN 1 AND 80),
    external_id text CHECK (length(external_id) BETWEEN 1 AND 200),
    title {json} NOT NULL,
    title_text {sorted} NOT NULL CHECK (title_text <> ''),
    default_locale text NOT NULL,
    locales {json} NOT NULL,
    purpose {json},
    programme_id {uuid} REFERENCES programme (id),
    space_id {uuid} REFERENCES learning_space (id),
    plan_id {uuid} REFERENCES plan (id),
    series {sorted} CHECK (length(series) BETWEEN 1 AND 80),
    response_control text NOT NULL CHECK (response_control IN ('OPEN', 'TOKEN', 'REGISTERED')),
    anonymity text NOT NULL CHECK (anonymity IN ('ANONYMOUS', 'CONFIDENTIAL', 'IDENTIFIED')),
    min_cell_size integer NOT NULL CHECK (min_cell_size BETWEEN 3 AND 100),
    work_bits integer NOT NULL CHECK (work_bits BETWEEN 0 AND 24),
    opens_at {instant},
    closes_at {instant},
    status text NOT NULL CHECK (status IN
        ('DRAFT', 'PUBLISHED', 'OPEN', 'PAUSED', 'CLOSED', 'RESULTS_PUBLISHED', 'ARCHIVED')),
    published_version integer CHECK (published_version > 0),
    published_at {instant},
    opened_at {instant},
    closed_at {instant},
    results_published_at {instant},
    answers_erased_at {instant},
    origin text NOT NULL CHECK (origin IN ('REAL', 'SYNTHETIC')),
    {ours},
    UNIQUE (city_id, slug),
    UNIQUE (city_id, external_id),
    CHECK (opens_at < closes_at),
    CHECK ((published_version IS NULL) = (published_at IS NULL)),
    CHECK (status IN ('DRAFT', 'ARCHIVED') OR published_at IS NOT NULL),
    CHECK (status <> 'OPEN' OR opened_at IS NOT NULL),
    CHECK (status NOT IN ('CLOSED', 'RESULTS_PUBLISHED') OR closed_at IS NOT NULL),
    CHECK (status <> 'RESULTS_PUBLISHED' OR results_published_at IS NOT NULL),
    CHECK (anonymity = 'ANONYMOUS' OR response_control <> 'OPEN'),
    CHECK (programme_id IS NULL OR space_id IS NULL),
    CHECK (programme_id IS NULL OR plan_id IS NULL),
    CHECK (space_id IS NULL OR plan_id IS NULL)
) {strict};
CREATE INDEX survey_title ON survey (title_text, id);
CREATE INDEX survey_updated ON survey (updated_at, id);
CREATE INDEX survey_city ON survey (city_id, id);
CREATE INDEX survey_city_title ON survey (city_id, title_text, id);
CREATE INDEX survey_city_updated ON survey (city_id, updated_at, id);
CREATE INDEX survey_programme ON survey (programme_id, id);
CREATE INDEX survey_space ON survey (space_id, id);
CREATE INDEX survey_plan ON survey (plan_id, id);
CREATE INDEX survey_series ON survey (city_id, series, closed_at);
CREATE INDEX survey_opens ON survey (status, opens_at);
CREATE INDEX survey_closes ON survey (status, closes_at);

CREATE TABLE survey_secret (
    survey_id {uuid} PRIMARY KEY REFERENCES survey (id),
    secret text NOT NULL CHECK (length(secret) = 64)
) {strict};

CREATE TABLE survey_version (
    survey_id {uuid} NOT NULL REFERENCES survey (id),
    number integer NOT NULL CHECK (number > 0),
    content {json} NOT NULL,
    created_at {instant} NOT NULL,
    frozen_at {instant},
    PRIMARY KEY (survey_id, number)
) {strict};
CREATE UNIQUE INDEX survey_version_draft ON survey_version (survey_id) WHERE frozen_at IS NULL;

CREATE TABLE survey_snapshot (
    id {uuid} PRIMARY KEY,
    survey_id {uuid} NOT NULL REFERENCES survey (id),
    city_id {uuid} NOT NULL REFERENCES city (id),
    number integer NOT NULL CHECK (number > 0),
    taken_at {instant} NOT NULL,
    title {json} NOT NULL,
    default_locale text NOT NULL,
    response_control text NOT NULL CHECK (response_control IN ('OPEN', 'TOKEN', 'REGISTERED')),
    responses {big},
    min_cell_size integer NOT NULL CHECK (min_cell_size >= 3),
    hash text NOT NULL CHECK (length(hash) = 64),
    {ours},
    UNIQUE (survey_id, number)
) {strict};
CREATE INDEX survey_snapshot_survey ON survey_snapshot (survey_id, id);
CREATE INDEX survey_snapshot_city ON survey_snapshot (city_id, id);

CREATE TABLE snapshot_question (
    snapshot_id {uuid} NOT NULL REFERENCES survey_snapshot (id),
    key {sorted} NOT NULL,
    position integer NOT NULL,
    bank_question_id {uuid} REFERENCES bank_question (id),
    result {json} NOT NULL,
    PRIMARY KEY (snapshot_id, key)
) {strict};
CREATE INDEX snapshot_question_bank ON snapshot_question (bank_question_id, snapshot_id);
";
