//! What a city heard besides surveys, and what it did with all of it.

crate::step::step!();

const TABLES: &[&str] = &[
    "feedback_action_programme",
    "feedback_action_link",
    "feedback_action_step",
    "feedback_action",
    "feedback_evidence",
    "feedback_theme",
    "feedback_session",
    "feedback_channel",
];

const UP: &str = "
CREATE TABLE feedback_channel (
    id {uuid} PRIMARY KEY,
    city_id {uuid} NOT NULL REFERENCES city (id),
    external_id text CHECK (length(external_id) BETWEEN 1 AND 200),
    kind text NOT NULL CHECK (kind IN
        ('SURVEY', 'FOCUS_GROUP', 'TOWN_HALL', 'WORKSHOP', 'SUGGESTION_BOX', 'INTERVIEW')),
    title {json} NOT NULL,
    title_text {sorted} NOT NULL CHECK (title_text <> ''),
    default_locale text NOT NULL,
    description {json},
    asked {json} NOT NULL,
    effects {json} NOT NULL,
    website text,
    origin text NOT NULL CHECK (origin IN ('REAL', 'SYNTHETIC')),
    {ours},
    UNIQUE (city_id, external_id)
) {strict};
CREATE INDEX feedback_channel_city ON feedback_channel (city_id, id);

CREATE TABLE feedback_session (
    id {uuid} PRIMARY KEY,
    city_id {uuid} NOT NULL REFERENCES city (id),
    external_id text CHECK (length(external_id) BETWEEN 1 AND 200),
    channel_id {uuid} REFERENCES feedback_channel (id),
    kind text NOT NULL CHECK (kind IN
        ('FOCUS_GROUP', 'TOWN_HALL', 'WORKSHOP', 'SUGGESTION_BOX', 'INTERVIEW')),
    title {json} NOT NULL,
    title_text {sorted} NOT NULL CHECK (title_text <> ''),
    default_locale text NOT NULL,
    held_on {date} NOT NULL,
    ended_on {date},
    space_id {uuid} REFERENCES learning_space (id),
    place {json},
    participants integer CHECK (participants >= 0),
    topics {json} NOT NULL,
    summary {json},
    minutes_url text,
    origin text NOT NULL CHECK (origin IN ('REAL', 'SYNTHETIC')),
    {ours},
    UNIQUE (city_id, external_id),
    CHECK (held_on <= ended_on)
) {strict};
CREATE INDEX feedback_session_held ON feedback_session (held_on, id);
CREATE INDEX feedback_session_city ON feedback_session (city_id, id);
CREATE INDEX feedback_session_channel ON feedback_session (channel_id, held_on, id);
CREATE INDEX feedback_session_city_held ON feedback_session (city_id, held_on, id);

CREATE TABLE feedback_theme (
    id {uuid} PRIMARY KEY,
    city_id {uuid} NOT NULL REFERENCES city (id),
    external_id text CHECK (length(external_id) BETWEEN 1 AND 200),
    title {json} NOT NULL,
    title_text {sorted} NOT NULL CHECK (title_text <> ''),
    default_locale text NOT NULL,
    summary {json},
    weight integer NOT NULL CHECK (weight BETWEEN 1 AND 5),
    origin text NOT NULL CHECK (origin IN ('REAL', 'SYNTHETIC')),
    {ours},
    UNIQUE (city_id, external_id)
) {strict};
CREATE INDEX feedback_theme_title ON feedback_theme (title_text, id);
CREATE INDEX feedback_theme_city ON feedback_theme (city_id, id);
CREATE INDEX feedback_theme_city_title ON feedback_theme (city_id, title_text, id);

CREATE TABLE feedback_evidence (
    id {uuid} PRIMARY KEY,
    theme_id {uuid} NOT NULL REFERENCES feedback_theme (id),
    position integer NOT NULL,
    snapshot_id {uuid} REFERENCES survey_snapshot (id),
    question_key text,
    session_id {uuid} REFERENCES feedback_session (id),
    note {json},
    UNIQUE (theme_id, position),
    CHECK ((snapshot_id IS NULL) = (question_key IS NULL)),
    CHECK ((snapshot_id IS NULL) <> (session_id IS NULL)),
    FOREIGN KEY (snapshot_id, question_key) REFERENCES snapshot_question (snapshot_id, key)
) {strict};
CREATE INDEX feedback_evidence_snapshot ON feedback_evidence (snapshot_id);
CREATE INDEX feedback_evidence_session ON feedback_evidence (session_id);

CREATE TABLE feedback_action (
    id {uuid} PRIMARY KEY,
    city_id {uuid} NOT NULL REFERENCES city (id),
    theme_id {uuid} NOT NULL REFERENCES feedback_theme (id),
    external_id text CHECK (length(external_id) BETWEEN 1 AND 200),
    said {json} NOT NULL,
    did {json},
    default_locale text NOT NULL,
    status text NOT NULL CHECK (status IN
        ('RECEIVED', 'UNDER_REVIEW', 'ACCEPTED', 'PLANNED', 'IN_PROGRESS', 'DONE', 'DECLINED',
         'DEFERRED')),
    reason {json},
    deferred_until {date},
    responsible_id {uuid} REFERENCES organisation (id),
    due_on {date},
    done_on {date},
    published_at {instant},
    origin text NOT NULL CHECK (origin IN ('REAL', 'SYNTHETIC')),
    {ours},
    UNIQUE (city_id, external_id),
    CHECK (status <> 'DECLINED' OR reason IS NOT NULL),
    CHECK (status <> 'DEFERRED' OR deferred_until IS NOT NULL),
    CHECK ((status = 'DONE') = (done_on IS NOT NULL)),
    CHECK (status <> 'DONE' OR did IS NOT NULL)
) {strict};
CREATE INDEX feedback_action_updated ON feedback_action (updated_at, id);
CREATE INDEX feedback_action_city ON feedback_action (city_id, id);
CREATE INDEX feedback_action_city_updated ON feedback_action (city_id, updated_at, id);
CREATE INDEX feedback_action_theme ON feedback_action (theme_id, id);
CREATE INDEX feedback_action_city_due ON feedback_action (city_id, due_on);

CREATE TABLE feedback_action_step (
    id {uuid} PRIMARY KEY,
    action_id {uuid} NOT NULL REFERENCES feedback_action (id),
    position integer NOT NULL,
    status text NOT NULL CHECK (status IN
        ('RECEIVED', 'UNDER_REVIEW', 'ACCEPTED', 'PLANNED', 'IN_PROGRESS', 'DONE', 'DECLINED',
         'DEFERRED')),
    taken_at {instant} NOT NULL,
    said {json} NOT NULL,
    did {json},
    reason {json},
    deferred_until {date},
    due_on {date},
    UNIQUE (action_id, position)
) {strict};

CREATE TABLE feedback_action_link (
    id {uuid} PRIMARY KEY,
    action_id {uuid} NOT NULL REFERENCES feedback_action (id),
    position integer NOT NULL,
    programme_id {uuid} REFERENCES programme (id),
    offering_id {uuid} REFERENCES offering (id),
    plan_id {uuid} REFERENCES plan (id),
    note {json},
    UNIQUE (action_id, position),
    CHECK ((CASE WHEN programme_id IS NULL THEN 0 ELSE 1 END)
         + (CASE WHEN offering_id IS NULL THEN 0 ELSE 1 END)
         + (CASE WHEN plan_id IS NULL THEN 0 ELSE 1 END) = 1)
) {strict};
CREATE INDEX feedback_action_link_programme ON feedback_action_link (programme_id, action_id);
CREATE INDEX feedback_action_link_offering ON feedback_action_link (offering_id, action_id);
CREATE INDEX feedback_action_link_plan ON feedback_action_link (plan_id, action_id);

CREATE TABLE feedback_action_programme (
    programme_id {uuid} NOT NULL REFERENCES programme (id),
    action_id {uuid} NOT NULL REFERENCES feedback_action (id),
    PRIMARY KEY (programme_id, action_id)
) {strict};
CREATE INDEX feedback_action_programme_action ON feedback_action_programme (action_id);
";
