//! The tests of the network, one binary; each file is a concept.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod database;
mod generate;
mod journal;
mod migrations;
mod refusals;
mod seed;
