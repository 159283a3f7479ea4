//! The network as its users meet it: one test binary, one module a subject.

#![expect(
    clippy::unwrap_used,
    reason = "what goes wrong in a test fails the test"
)]

mod config;
mod dependencies;
mod filters;
mod golden;
mod headers;
mod health;
mod house;
mod limits;
mod lists;
mod nodes;
mod offerings;
mod preflight;
mod readme;
mod schema;
mod statements;
mod support;
mod texts;
mod wire;
