//! What citizens answer. No row tells when in a day it came, or in which order.
//!
//! The tables lie in the order of their keys, which are random, and no column
//! but `survey_response.submitted_at` is finer than a day; that one is empty in
//! an anonymous survey.

crate::step::step!();

const TABLES: &[&str] = &[
    "survey_receipt",
    "survey_tally",
    "survey_uncounted",
    "survey_response",
    "survey_invitation",
];

const UP: &str = "
CREATE TABLE survey_invitation (
    id {uuid} PRIMARY KEY,
    survey_id {uuid} NOT NULL REFERENCES survey (id),
    token_hash text NOT NULL UNIQUE CHECK (length(token_hash) = 64),
    participant_hash text CHECK (length(participant_hash) = 64),
    participant text CHECK (length(participant) BETWEEN 1 AND 200),
    segments {json} NOT NULL,
    invited_on {date} NOT NULL,
    used_on {date},
    use_hash text CHECK (length(use_hash) = 64),
    UNIQUE (survey_id, participant_hash)
) {unordered};

CREATE TABLE survey_response (
    survey_id {uuid} NOT NULL REFERENCES survey (id),
    id {uuid} NOT NULL,
    version_number integer NOT NULL,
    locale text NOT NULL,
    channel text NOT NULL CHECK (channel IN ('WEB', 'PAPER', 'PHONE', 'KIOSK')),
    submitted_on {date} NOT NULL,
    submitted_at {instant},
    invitation_id {uuid} REFERENCES survey_invitation (id),
    segments {json} NOT NULL,
    answers {json} NOT NULL,
    PRIMARY KEY (survey_id, id),
    FOREIGN KEY (survey_id, version_number) REFERENCES survey_version (survey_id, number)
) {unordered};
CREATE UNIQUE INDEX survey_response_invitation ON survey_response (invitation_id);

CREATE TABLE survey_uncounted (
    survey_id {uuid} NOT NULL,
    response_id {uuid} NOT NULL,
    PRIMARY KEY (survey_id, response_id),
    FOREIGN KEY (survey_id, response_id) REFERENCES survey_response (survey_id, id)
) {unordered};

CREATE TABLE survey_tally (
    survey_id {uuid} NOT NULL REFERENCES survey (id),
    version_number integer NOT NULL,
    question_key {sorted} NOT NULL,
    tally {json} NOT NULL,
    PRIMARY KEY (survey_id, version_number, question_key)
) {unordered};

CREATE TABLE survey_receipt (
    survey_id {uuid} NOT NULL REFERENCES survey (id),
    hash text NOT NULL CHECK (length(hash) = 64),
    received_on {date} NOT NULL,
    PRIMARY KEY (survey_id, hash)
) {unordered};
";
