//! The API that a network of learning cities runs.

pub mod app;
pub mod config;
pub mod db;
pub mod domain;
pub mod graphql;
pub mod http;
pub mod limits;
pub mod progress;
pub mod seed;
