//! Alliances, and what holds for a time: memberships, offices, designations.

crate::step::step!();

const TABLES: &[&str] = &["designation", "office_holder", "membership", "alliance"];

const UP: &str = "
CREATE TABLE alliance (
    id {uuid} PRIMARY KEY,
    slug {sorted} NOT NULL UNIQUE
        CHECK (slug = lower(slug) AND length(slug) BETWEEN 2 AND 80),
    name {json} NOT NULL,
    name_text {sorted} NOT NULL CHECK (name_text <> ''),
    default_locale text NOT NULL,
    abbreviation text,
    kind text NOT NULL CHECK (kind IN
        ('GLOBAL_NETWORK', 'REGIONAL_ALLIANCE', 'NATIONAL_ASSOCIATION', 'THEMATIC_CLUSTER',
         'LOCAL_ALLIANCE', 'BILATERAL_PARTNERSHIP')),
    parent_id {uuid} REFERENCES alliance (id),
    city_id {uuid} REFERENCES city (id),
    founded text CHECK (length(founded) IN (4, 7, 10)),
    scope {json},
    coordinator_id {uuid} REFERENCES organisation (id),
    website text,
    vision {json},
    purposes {json} NOT NULL,
    origin text NOT NULL CHECK (origin IN ('REAL', 'SYNTHETIC')),
    {ours},
    CHECK (parent_id <> id),
    CHECK ((kind = 'LOCAL_ALLIANCE') = (city_id IS NOT NULL))
) {strict};
CREATE INDEX alliance_name ON alliance (name_text, id);
CREATE INDEX alliance_parent ON alliance (parent_id, name_text, id);
CREATE INDEX alliance_city ON alliance (city_id, name_text, id);
CREATE INDEX alliance_coordinator ON alliance (coordinator_id, name_text, id);

CREATE TABLE membership (
    id {uuid} PRIMARY KEY,
    alliance_id {uuid} NOT NULL REFERENCES alliance (id),
    city_id {uuid} REFERENCES city (id),
    organisation_id {uuid} REFERENCES organisation (id),
    member_alliance_id {uuid} REFERENCES alliance (id),
    role text NOT NULL CHECK (role IN
        ('MEMBER', 'FOUNDING_MEMBER', 'COORDINATOR', 'PARTNER', 'OBSERVER', 'HOST')),
    status text NOT NULL CHECK (status IN
        ('APPLIED', 'NOMINATED', 'ADMITTED', 'INACTIVE', 'WITHDRAWN', 'EXPELLED', 'REJECTED')),
    since {sorted} CHECK (length(since) IN (4, 7, 10)),
    until {sorted} CHECK (length(until) IN (4, 7, 10)),
    since_sort {sorted} GENERATED ALWAYS AS (coalesce(since, '9999')) STORED NOT NULL,
    admission_round text,
    {ours},
    CHECK ((city_id IS NOT NULL AND organisation_id IS NULL AND member_alliance_id IS NULL)
        OR (city_id IS NULL AND organisation_id IS NOT NULL AND member_alliance_id IS NULL)
        OR (city_id IS NULL AND organisation_id IS NULL AND member_alliance_id IS NOT NULL)),
    CHECK (member_alliance_id <> alliance_id),
    CHECK (substr(since, 1, length(until)) <= until)
) {strict};
CREATE INDEX membership_alliance ON membership (alliance_id, since_sort, id);
CREATE INDEX membership_city ON membership (city_id, since_sort, id);
CREATE INDEX membership_organisation ON membership (organisation_id, since_sort, id);
CREATE INDEX membership_member_alliance ON membership (member_alliance_id, since_sort, id);
CREATE UNIQUE INDEX membership_open_city ON membership (alliance_id, city_id, role)
    WHERE until IS NULL AND deleted_at IS NULL
    AND status IN ('APPLIED', 'NOMINATED', 'ADMITTED', 'INACTIVE');
CREATE UNIQUE INDEX membership_open_organisation
    ON membership (alliance_id, organisation_id, role)
    WHERE until IS NULL AND deleted_at IS NULL
    AND status IN ('APPLIED', 'NOMINATED', 'ADMITTED', 'INACTIVE');
CREATE UNIQUE INDEX membership_open_alliance
    ON membership (alliance_id, member_alliance_id, role)
    WHERE until IS NULL AND deleted_at IS NULL
    AND status IN ('APPLIED', 'NOMINATED', 'ADMITTED', 'INACTIVE');

CREATE TABLE office_holder (
    id {uuid} PRIMARY KEY,
    person_name {json} NOT NULL,
    aliases {json} NOT NULL,
    office_scheme text NOT NULL DEFAULT 'OFFICE' CHECK (office_scheme = 'OFFICE'),
    office_code {sorted} NOT NULL,
    title {json},
    city_id {uuid} REFERENCES city (id),
    alliance_id {uuid} REFERENCES alliance (id),
    organisation_id {uuid} REFERENCES organisation (id),
    since {sorted} CHECK (length(since) IN (4, 7, 10)),
    until {sorted} CHECK (length(until) IN (4, 7, 10)),
    as_of {sorted} CHECK (length(as_of) IN (4, 7, 10)),
    since_sort {sorted} GENERATED ALWAYS AS (coalesce(since, as_of, '9999')) STORED NOT NULL,
    {ours},
    FOREIGN KEY (office_scheme, office_code) REFERENCES code (scheme, code),
    CHECK ((city_id IS NOT NULL AND alliance_id IS NULL AND organisation_id IS NULL)
        OR (city_id IS NULL AND alliance_id IS NOT NULL AND organisation_id IS NULL)
        OR (city_id IS NULL AND alliance_id IS NULL AND organisation_id IS NOT NULL)),
    CHECK (substr(since, 1, length(until)) <= until)
) {strict};
CREATE INDEX office_holder_city ON office_holder (city_id, since_sort, id);
CREATE INDEX office_holder_alliance ON office_holder (alliance_id, since_sort, id);
CREATE INDEX office_holder_organisation ON office_holder (organisation_id, since_sort, id);

CREATE TABLE designation (
    id {uuid} PRIMARY KEY,
    city_id {uuid} NOT NULL REFERENCES city (id),
    list_scheme text NOT NULL DEFAULT 'DESIGNATION' CHECK (list_scheme = 'DESIGNATION'),
    scheme_code {sorted} NOT NULL,
    granted_by_id {uuid} REFERENCES organisation (id),
    since {sorted} CHECK (length(since) IN (4, 7, 10)),
    until {sorted} CHECK (length(until) IN (4, 7, 10)),
    since_sort {sorted} GENERATED ALWAYS AS (coalesce(since, '9999')) STORED NOT NULL,
    {ours},
    FOREIGN KEY (list_scheme, scheme_code) REFERENCES code (scheme, code),
    CHECK (substr(since, 1, length(until)) <= until)
) {strict};
CREATE INDEX designation_city ON designation (city_id, since_sort, id);
CREATE INDEX designation_granted_by ON designation (granted_by_id, since_sort, id);
";
