//! Where people learn: spaces and platforms.

crate::step::step!();

const TABLES: &[&str] = &["platform", "space_code", "learning_space"];

const UP: &str = "
CREATE TABLE learning_space (
    id {uuid} PRIMARY KEY,
    city_id {uuid} NOT NULL REFERENCES city (id),
    slug {sorted} NOT NULL CHECK (slug = lower(slug) AND length(slug) BETWEEN 1 AND 80),
    external_id text CHECK (length(external_id) BETWEEN 1 AND 200),
    provider_id {uuid} REFERENCES organisation (id),
    name {json} NOT NULL,
    name_text {sorted} NOT NULL CHECK (name_text <> ''),
    default_locale text NOT NULL,
    kind text NOT NULL CHECK (kind IN
        ('LIBRARY', 'LIBRARY_SELF_SERVICE', 'MUSEUM', 'LEARNING_CENTRE', 'LITERACY_CENTRE',
         'SCHOOL', 'UNIVERSITY', 'COMMUNITY_CENTRE', 'NEIGHBOURHOOD_SPACE', 'READING_SPACE',
         'CAFE', 'WORKSHOP', 'MARKET', 'HERITAGE_SITE', 'PARK_OUTDOOR', 'TRANSIT', 'TOWN_HALL',
         'OUTREACH_POINT', 'HOUSE_OF_EDUCATION', 'ONLINE_ROOM', 'OTHER')),
    stands_for_many {bool} NOT NULL DEFAULT {false},
    address {json},
    postal_code text,
    latitude {float} CHECK (latitude BETWEEN -90 AND 90),
    longitude {float} CHECK (longitude BETWEEN -180 AND 180),
    always_open {bool} NOT NULL DEFAULT {false},
    opening_hours {json} NOT NULL,
    capacity integer CHECK (capacity > 0),
    website text,
    description {json},
    amenities {json} NOT NULL,
    designated_as {json} NOT NULL,
    status text NOT NULL CHECK (status IN
        ('PLANNED', 'OPEN', 'TEMPORARILY_CLOSED', 'CLOSED')),
    origin text NOT NULL CHECK (origin IN ('REAL', 'SYNTHETIC')),
    {ours},
    UNIQUE (city_id, slug),
    UNIQUE (city_id, external_id),
    CHECK ((latitude IS NULL) = (longitude IS NULL))
) {strict};
CREATE INDEX learning_space_name ON learning_space (name_text, id);
CREATE INDEX learning_space_city ON learning_space (city_id, name_text, id);
CREATE INDEX learning_space_provider ON learning_space (provider_id, name_text, id);

CREATE TABLE space_code (
    space_id {uuid} NOT NULL REFERENCES learning_space (id),
    scheme text NOT NULL CHECK (scheme = 'ACCESSIBILITY'),
    code {sorted} NOT NULL,
    PRIMARY KEY (space_id, scheme, code),
    FOREIGN KEY (scheme, code) REFERENCES code (scheme, code)
) {strict};
CREATE INDEX space_code_code ON space_code (scheme, code, space_id);

CREATE TABLE platform (
    id {uuid} PRIMARY KEY,
    city_id {uuid} NOT NULL REFERENCES city (id),
    slug {sorted} NOT NULL CHECK (slug = lower(slug) AND length(slug) BETWEEN 1 AND 80),
    name {json} NOT NULL,
    name_text {sorted} NOT NULL CHECK (name_text <> ''),
    default_locale text NOT NULL,
    channels {json} NOT NULL,
    website text,
    description {json},
    origin text NOT NULL CHECK (origin IN ('REAL', 'SYNTHETIC')),
    {ours},
    UNIQUE (city_id, slug)
) {strict};
CREATE INDEX platform_city ON platform (city_id, name_text, id);
";
