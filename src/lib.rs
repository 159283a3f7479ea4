//! Rooms.
pub mod domain;
