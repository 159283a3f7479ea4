//! Cities and organisations: the bodies that own things.

crate::step::step!();

const TABLES: &[&str] = &["organisation", "city_profile", "city"];

const UP: &str = "
CREATE TABLE city (
    id {uuid} PRIMARY KEY,
    slug {sorted} NOT NULL UNIQUE
        CHECK (slug = lower(slug) AND length(slug) BETWEEN 4 AND 80),
    name {json} NOT NULL,
    name_text {sorted} NOT NULL CHECK (name_text <> ''),
    default_locale text NOT NULL,
    kind text NOT NULL CHECK (kind IN
        ('CITY', 'MUNICIPALITY', 'CITY_STATE', 'AUTONOMOUS_DISTRICT', 'COUNTY', 'COMMUNE',
         'INDUSTRIAL_CITY', 'CONSORTIUM')),
    country_code {sorted} NOT NULL REFERENCES country (code),
    subdivision_code text,
    parent_id {uuid} REFERENCES city (id),
    latitude {float} CHECK (latitude BETWEEN -90 AND 90),
    longitude {float} CHECK (longitude BETWEEN -180 AND 180),
    location_approximate {bool} NOT NULL DEFAULT {false},
    time_zone text NOT NULL,
    population integer CHECK (population >= 0),
    population_year integer,
    area_km2 {float} CHECK (area_km2 > 0),
    area_year integer,
    gdp_per_capita_usd {float} CHECK (gdp_per_capita_usd >= 0),
    gdp_year integer,
    schooling_years_men {float} CHECK (schooling_years_men BETWEEN 0 AND 30),
    schooling_years_women {float} CHECK (schooling_years_women BETWEEN 0 AND 30),
    schooling_year integer,
    website text,
    head_office_title {json},
    status text NOT NULL CHECK (status IN ('ACTIVE', 'INACTIVE', 'CANDIDATE')),
    origin text NOT NULL CHECK (origin IN ('REAL', 'SYNTHETIC')),
    {ours},
    CHECK (substr(slug, 1, 3) = lower(country_code) || '-'),
    CHECK (substr(subdivision_code, 1, 3) = country_code || '-'),
    CHECK ((latitude IS NULL) = (longitude IS NULL)),
    CHECK (parent_id <> id)
) {strict};
CREATE INDEX city_name ON city (name_text, id);
CREATE INDEX city_country ON city (country_code, name_text, id);
CREATE INDEX city_parent ON city (parent_id);

CREATE TABLE city_profile (
    id {uuid} PRIMARY KEY,
    city_id {uuid} NOT NULL REFERENCES city (id),
    cycle {sorted} NOT NULL,
    locale text NOT NULL,
    headline text,
    introduction text,
    vision text,
    challenges text,
    implementation text,
    status text NOT NULL CHECK (status IN ('DRAFT', 'PUBLISHED')),
    created_at {instant} NOT NULL,
    updated_at {instant} NOT NULL,
    UNIQUE (city_id, cycle, locale)
) {strict};

CREATE TABLE organisation (
    id {uuid} PRIMARY KEY,
    slug {sorted} NOT NULL UNIQUE
        CHECK (slug = lower(slug) AND length(slug) BETWEEN 2 AND 80),
    name {json} NOT NULL,
    name_text {sorted} NOT NULL CHECK (name_text <> ''),
    default_locale text NOT NULL,
    abbreviation text,
    kind text NOT NULL CHECK (kind IN
        ('MUNICIPAL_BODY', 'NATIONAL_GOVERNMENT', 'EDUCATION_OFFICE', 'UN_BODY',
         'UNESCO_CATEGORY_2_CENTRE', 'NATIONAL_COMMISSION', 'UNIVERSITY', 'SCHOOL', 'NGO',
         'FOUNDATION', 'RESEARCH', 'COMPANY', 'CULTURAL', 'MEDIA', 'DIPLOMATIC_MISSION',
         'COUNCIL_COMMITTEE', 'CITIZEN_CLUB', 'OTHER')),
    city_id {uuid} REFERENCES city (id),
    country_code {sorted} REFERENCES country (code),
    website text,
    description {json},
    origin text NOT NULL CHECK (origin IN ('REAL', 'SYNTHETIC')),
    {ours}
) {strict};
CREATE INDEX organisation_name ON organisation (name_text, id);
CREATE INDEX organisation_city ON organisation (city_id, name_text, id);
CREATE INDEX organisation_country ON organisation (country_code, name_text, id);
";
