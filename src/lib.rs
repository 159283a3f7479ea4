//! Rooms.
pub mod db;
pub mod domain;
pub mod graphql;
pub mod limits;
