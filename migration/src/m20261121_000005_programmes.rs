//! What can be learnt, on three levels: programme, offering, schedule.

crate::step::step!();

const TABLES: &[&str] = &[
    "schedule",
    "offering",
    "programme_alliance",
    "programme_code",
    "programme",
];

const UP: &str = "
CREATE TABLE programme (
    id {uuid} PRIMARY KEY,
    city_id {uuid} NOT NULL REFERENCES city (id),
    provider_id {uuid} REFERENCES organisation (id),
    slug {sorted} NOT NULL CHECK (slug = lower(slug) AND length(slug) BETWEEN 1 AND 80),
    external_id text CHECK (length(external_id) BETWEEN 1 AND 200),
    title {json} NOT NULL,
    title_text {sorted} NOT NULL CHECK (title_text <> ''),
    default_locale text NOT NULL,
    summary {json},
    description {json},
    learning_outcomes {json} NOT NULL,
    audience {json},
    kind text NOT NULL CHECK (kind IN
        ('COURSE', 'SERIES', 'FESTIVAL', 'PROJECT', 'CAMPAIGN', 'TRAINING_OF_TRAINERS',
         'STUDY_CIRCLE', 'MENTORING', 'EXHIBITION', 'CONFERENCE', 'SELF_STUDY')),
    setting text NOT NULL CHECK (setting IN ('FORMAL', 'NON_FORMAL', 'INFORMAL')),
    isced_level text CHECK (isced_level IN
        ('ISCED_0', 'ISCED_1', 'ISCED_2', 'ISCED_3', 'ISCED_4', 'ISCED_5', 'ISCED_6',
         'ISCED_7', 'ISCED_8', 'ISCED_9')),
    age_min integer CHECK (age_min BETWEEN 0 AND 130),
    age_max integer CHECK (age_max BETWEEN 0 AND 130),
    languages {json} NOT NULL,
    recognitions {json} NOT NULL,
    keywords {json} NOT NULL,
    website text,
    started_on text CHECK (length(started_on) IN (4, 7, 10)),
    recurrence text CHECK (recurrence IN ('ONE_OFF', 'CONTINUOUS', 'ANNUAL', 'SEASONAL')),
    status text NOT NULL CHECK (status IN ('DRAFT', 'PUBLISHED', 'SUSPENDED', 'ARCHIVED')),
    published_at {instant},
    origin text NOT NULL CHECK (origin IN ('REAL', 'SYNTHETIC')),
    {ours},
    UNIQUE (city_id, slug),
    UNIQUE (city_id, external_id),
    CHECK (age_min <= age_max),
    CHECK (status <> 'PUBLISHED' OR published_at IS NOT NULL)
) {strict};
CREATE INDEX programme_title ON programme (title_text, id);
CREATE INDEX programme_updated ON programme (updated_at, id);
CREATE INDEX programme_city ON programme (city_id, id);
CREATE INDEX programme_city_title ON programme (city_id, title_text, id);
CREATE INDEX programme_city_updated ON programme (city_id, updated_at, id);
CREATE INDEX programme_provider ON programme (provider_id, id);

CREATE TABLE programme_code (
    programme_id {uuid} NOT NULL REFERENCES programme (id),
    scheme text NOT NULL CHECK (scheme IN
        ('TOPIC', 'TARGET_GROUP', 'ISCED_F', 'SDG', 'KEY_FEATURE_AREA')),
    code {sorted} NOT NULL,
    PRIMARY KEY (programme_id, scheme, code),
    FOREIGN KEY (scheme, code) REFERENCES code (scheme, code)
) {strict};
CREATE INDEX programme_code_code ON programme_code (scheme, code, programme_id);

CREATE TABLE programme_alliance (
    programme_id {uuid} NOT NULL REFERENCES programme (id),
    alliance_id {uuid} NOT NULL REFERENCES alliance (id),
    PRIMARY KEY (programme_id, alliance_id)
) {strict};
CREATE INDEX programme_alliance_alliance ON programme_alliance (alliance_id, programme_id);

CREATE TABLE offering (
    id {uuid} PRIMARY KEY,
    programme_id {uuid} NOT NULL REFERENCES programme (id),
    city_id {uuid} NOT NULL REFERENCES city (id),
    code text CHECK (length(code) BETWEEN 1 AND 80),
    external_id text CHECK (length(external_id) BETWEEN 1 AND 200),
    space_id {uuid} REFERENCES learning_space (id),
    platform_id {uuid} REFERENCES platform (id),
    venue {json},
    virtual_url text,
    default_locale text NOT NULL,
    delivery_mode text NOT NULL CHECK (delivery_mode IN
        ('ONSITE', 'ONLINE', 'BLENDED', 'MOBILE', 'CORRESPONDENCE', 'OUTREACH')),
    start_date {date},
    end_date {date},
    start_sort {date} GENERATED ALWAYS AS (coalesce(start_date, {last day})) STORED NOT NULL,
    enrolment_opens {date},
    enrolment_closes {date},
    closes_sort {date} GENERATED ALWAYS AS (coalesce(enrolment_closes, {last day})) STORED
        NOT NULL,
    always_open {bool} NOT NULL DEFAULT {false},
    capacity integer CHECK (capacity > 0),
    enrolled integer CHECK (enrolled >= 0),
    waitlist {bool} NOT NULL DEFAULT {false},
    price_minor {big} CHECK (price_minor >= 0),
    price_currency text CHECK (length(price_currency) = 3),
    price_text {json},
    is_free {bool},
    application_channels {json} NOT NULL,
    application_url text,
    instructor_name text,
    selection_method text CHECK (selection_method IN
        ('FIRST_COME', 'LOTTERY', 'SCREENING', 'OPEN')),
    status text NOT NULL CHECK (status IN
        ('SCHEDULED', 'POSTPONED', 'MOVED_ONLINE', 'CANCELLED', 'COMPLETED')),
    origin text NOT NULL CHECK (origin IN ('REAL', 'SYNTHETIC')),
    {ours},
    UNIQUE (programme_id, code),
    UNIQUE (city_id, external_id),
    CHECK (start_date <= end_date),
    CHECK (enrolment_opens <= enrolment_closes),
    CHECK (enrolled <= capacity OR waitlist),
    CHECK ((price_minor IS NULL) = (price_currency IS NULL)),
    CHECK (is_free IS NULL OR NOT is_free OR price_minor IS NULL OR price_minor = 0),
    CHECK (delivery_mode <> 'ONSITE' OR space_id IS NOT NULL OR venue IS NOT NULL),
    CHECK (delivery_mode <> 'ONLINE' OR virtual_url IS NOT NULL OR platform_id IS NOT NULL)
) {strict};
CREATE INDEX offering_start ON offering (start_sort, id);
CREATE INDEX offering_closes ON offering (closes_sort, id);
CREATE INDEX offering_programme ON offering (programme_id, start_sort, id);
CREATE INDEX offering_programme_closes ON offering (programme_id, closes_sort, id);
CREATE INDEX offering_city ON offering (city_id, start_sort, id);
CREATE INDEX offering_space ON offering (space_id, start_sort, id);
CREATE INDEX offering_platform ON offering (platform_id, start_sort, id);

CREATE TABLE schedule (
    id {uuid} PRIMARY KEY,
    offering_id {uuid} NOT NULL REFERENCES offering (id),
    frequency text NOT NULL CHECK (frequency IN ('ONCE', 'DAILY', 'WEEKLY', 'MONTHLY')),
    every integer NOT NULL CHECK (every BETWEEN 1 AND 52),
    by_day {json} NOT NULL,
    start_date {date} NOT NULL,
    end_date {date},
    start_time {time} NOT NULL,
    end_time {time} NOT NULL,
    except_dates {json} NOT NULL,
    CHECK (start_date <= end_date),
    CHECK (start_time < end_time)
) {strict};
CREATE INDEX schedule_offering ON schedule (offering_id, start_date, id);
";
