//! Forms of `SurveyJS`, both ways.
//!
//! What a survey asks can be written whole. Of what `SurveyJS` can do beyond that
//! nothing is dropped in silence: a form that uses it is refused, with its path.

mod elements;
mod expression;
mod read;
mod text;
mod write;

pub use self::{
    read::{Places, Read, read},
    write::write,
};

/// The page whose elements are questions.
const QUESTIONS: &str = "questions";
/// The page whose elements are segments.
const SEGMENTS: &str = "segments";
