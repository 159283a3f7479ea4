//! The network as its users meet it: one test binary, one module a subject.

#![expect(
    clippy::unwrap_used,
    reason = "what goes wrong in a test fails the test"
)]

mod config;
mod database;
mod dependencies;
mod examples;
mod filters;
mod finding;
mod generate;
mod golden;
mod headers;
mod health;
mod house;
mod journal;
mod limits;
mod lists;
mod migrations;
mod network;
mod nodes;
mod offerings;
mod preflight;
mod profiles;
mod programme_changes;
mod readme;
mod refusals;
mod schema;
mod search;
mod search_pages;
mod seed;
mod small_network;
mod statements;
mod support;
mod texts;
mod tokens;
mod upsert;
mod wire;
