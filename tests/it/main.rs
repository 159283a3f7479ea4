//! The tests of the network, one binary; each file is a concept.

mod database;
mod generate;
mod journal;
mod migrations;
mod refusals;
mod seed;
