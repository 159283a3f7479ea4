//! Plans by which a city means to develop its learning.

crate::step::step!();

const TABLES: &[&str] = &["plan"];

const UP: &str = "
CREATE TABLE plan (
    id {uuid} PRIMARY KEY,
    city_id {uuid} NOT NULL REFERENCES city (id),
    external_id text CHECK (length(external_id) BETWEEN 1 AND 200),
    title {json} NOT NULL,
    title_text {sorted} NOT NULL CHECK (title_text <> ''),
    default_locale text NOT NULL,
    alternate_titles {json} NOT NULL,
    ordinal integer CHECK (ordinal > 0),
    period_start {sorted} CHECK (length(period_start) IN (4, 7, 10)),
    period_end {sorted} CHECK (length(period_end) IN (4, 7, 10)),
    vision {json},
    website text,
    status text CHECK (status IN
        ('PREPARATION', 'RESEARCH', 'INTERIM_REPORT', 'CONSULTATION', 'ADOPTED', 'IN_FORCE',
         'EVALUATED', 'CLOSED', 'SUPERSEDED')),
    origin text NOT NULL CHECK (origin IN ('REAL', 'SYNTHETIC')),
    {ours},
    UNIQUE (city_id, ordinal),
    UNIQUE (city_id, external_id),
    CHECK (substr(period_start, 1, length(period_end)) <= period_end)
) {strict};
CREATE INDEX plan_title ON plan (title_text, id);
CREATE INDEX plan_city ON plan (city_id, id);
CREATE INDEX plan_city_title ON plan (city_id, title_text, id);
CREATE UNIQUE INDEX plan_in_force ON plan (city_id)
    WHERE status = 'IN_FORCE' AND deleted_at IS NULL;
";
