//! What the server does without being asked.

pub mod clock;
