//! Rooms.
pub mod domain;
pub mod progress;
