//! Formats of other programs: what leaves the house in them, and what comes in.

pub mod surveyjs;
pub mod xlsform;
