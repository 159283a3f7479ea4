//! The network as its users meet it: one test binary, one module a subject.

#![expect(
    clippy::unwrap_used,
    reason = "what goes wrong in a test fails the test"
)]

mod access;
mod alliance_changes;
mod answers;
mod city_changes;
mod client_changes;
mod clients;
mod config;
mod database;
mod dependencies;
mod designation_changes;
mod examples;
mod feedback;
mod filters;
mod finding;
mod generate;
mod golden;
mod headers;
mod health;
mod history;
mod house;
mod issuer_settings;
mod issuers;
mod journal;
mod jwt_attacks;
mod jwt_claims;
mod keys;
mod kill;
mod limits;
mod lists;
mod membership_life;
mod migrations;
mod network;
mod nodes;
mod null_matrix;
mod oauth;
mod offerings;
mod offerings_changes;
mod office_changes;
mod organisation_changes;
mod parallel;
mod plan_changes;
mod platform_changes;
mod preflight;
mod profile_changes;
mod profiles;
mod programme_changes;
mod programme_states;
mod readme;
mod refusals;
mod revocation;
mod schema;
mod search;
mod search_pages;
mod seed;
mod small_network;
mod space_changes;
mod statements;
mod support;
mod survey_results;
mod survey_suppression;
mod surveys;
mod texts;
mod tokens;
mod trials;
mod upsert;
mod viewer;
mod webhooks;
mod wire;
