//! Webhooks: where bodies want to be told of changes, and what became of it.
//!
//! A secret has to be kept as it is: it signs. It has a table of its own, so that
//! nothing that shows a webhook reads it.

crate::step::step!();

const TABLES: &[&str] = &[
    "webhook_delivery",
    "webhook_progress",
    "webhook_secret",
    "webhook",
];

const UP: &str = "
CREATE TABLE webhook (
    id {uuid} PRIMARY KEY,
    city_id {uuid} REFERENCES city (id),
    alliance_id {uuid} REFERENCES alliance (id),
    organisation_id {uuid} REFERENCES organisation (id),
    label text CHECK (length(label) BETWEEN 1 AND 120),
    url text NOT NULL CHECK (length(url) BETWEEN 1 AND 2000),
    event_types {json} NOT NULL,
    kinds {json} NOT NULL,
    bodies {json} NOT NULL,
    selection text CHECK (selection <> ''),
    status text NOT NULL CHECK (status IN ('ACTIVE', 'PAUSED')),
    paused_because text CHECK (paused_because IN ('ASKED', 'FAILING', 'GONE', 'CLIENT_ENDED')),
    actor text NOT NULL,
    client text,
    scopes text NOT NULL,
    {ours},
    CHECK ((status = 'PAUSED') = (paused_because IS NOT NULL)),
    CHECK ((city_id IS NOT NULL AND alliance_id IS NULL AND organisation_id IS NULL)
        OR (city_id IS NULL AND alliance_id IS NOT NULL AND organisation_id IS NULL)
        OR (city_id IS NULL AND alliance_id IS NULL AND organisation_id IS NOT NULL))
) {strict};
CREATE INDEX webhook_city ON webhook (city_id, id);
CREATE INDEX webhook_alliance ON webhook (alliance_id, id);
CREATE INDEX webhook_organisation ON webhook (organisation_id, id);

CREATE TABLE webhook_secret (
    id {uuid} PRIMARY KEY,
    webhook_id {uuid} NOT NULL REFERENCES webhook (id),
    secret text NOT NULL CHECK (secret <> ''),
    created_at {instant} NOT NULL,
    expires_at {instant}
) {strict};
CREATE INDEX webhook_secret_webhook ON webhook_secret (webhook_id, id);

CREATE TABLE webhook_progress (
    webhook_id {uuid} PRIMARY KEY REFERENCES webhook (id),
    number {big} NOT NULL CHECK (number >= 0),
    dead_in_a_row integer NOT NULL DEFAULT 0 CHECK (dead_in_a_row >= 0)
) {strict};

CREATE TABLE webhook_delivery (
    id {uuid} PRIMARY KEY,
    webhook_id {uuid} NOT NULL REFERENCES webhook (id),
    number {big},
    subject_kind text,
    subject_id {uuid},
    event_type text NOT NULL,
    status text NOT NULL CHECK (status IN ('PENDING', 'DELIVERED', 'DEAD')),
    attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    begun_at {instant} NOT NULL,
    due_at {instant} NOT NULL,
    last_status integer,
    last_failure text,
    created_at {instant} NOT NULL,
    finished_at {instant},
    CHECK ((number IS NULL) = (subject_id IS NULL)),
    CHECK ((subject_kind IS NULL) = (subject_id IS NULL)),
    CHECK ((status = 'PENDING') = (finished_at IS NULL))
) {strict};
CREATE UNIQUE INDEX webhook_delivery_once ON webhook_delivery (webhook_id, number);
CREATE INDEX webhook_delivery_log ON webhook_delivery (webhook_id, id);
CREATE INDEX webhook_delivery_due ON webhook_delivery (webhook_id, due_at)
    WHERE status = 'PENDING';
CREATE INDEX webhook_delivery_order ON webhook_delivery (webhook_id, subject_id, number)
    WHERE status = 'PENDING';
";
