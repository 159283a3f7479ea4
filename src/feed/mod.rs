//! The formats that leave the house, one file a format.
//!
//! They take what `domain` reads and give bytes; which address they have and who
//! may ask for them is the wire's business.

mod answers;
pub mod cloud_event;
mod spreadsheet;
pub mod surveyjs;
pub mod xlsform;

pub use self::answers::{AnswerFormat, Answers};
