//! Clients: the programs that get tokens for their body.

crate::step::step!();

const TABLES: &[&str] = &["api_client_secret", "api_client"];

const UP: &str = "
CREATE TABLE api_client (
    id {uuid} PRIMARY KEY,
    city_id {uuid} REFERENCES city (id),
    alliance_id {uuid} REFERENCES alliance (id),
    organisation_id {uuid} REFERENCES organisation (id),
    label text NOT NULL CHECK (length(label) BETWEEN 1 AND 120),
    scopes text NOT NULL CHECK (scopes <> ''),
    expires_at {instant},
    revoked_at {instant},
    last_used_at {instant},
    version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    created_at {instant} NOT NULL,
    updated_at {instant} NOT NULL,
    CHECK ((city_id IS NOT NULL AND alliance_id IS NULL AND organisation_id IS NULL)
        OR (city_id IS NULL AND alliance_id IS NOT NULL AND organisation_id IS NULL)
        OR (city_id IS NULL AND alliance_id IS NULL AND organisation_id IS NOT NULL))
) {strict};
CREATE INDEX api_client_city ON api_client (city_id, id);
CREATE INDEX api_client_alliance ON api_client (alliance_id, id);
CREATE INDEX api_client_organisation ON api_client (organisation_id, id);

CREATE TABLE api_client_secret (
    id {uuid} PRIMARY KEY,
    client_id {uuid} NOT NULL REFERENCES api_client (id),
    hash text NOT NULL CHECK (length(hash) = 64),
    created_at {instant} NOT NULL,
    expires_at {instant}
) {strict};
CREATE INDEX api_client_secret_client ON api_client_secret (client_id, id);
";
