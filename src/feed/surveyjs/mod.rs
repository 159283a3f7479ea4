//! Forms of `SurveyJS`, both ways.
//!
//! What a survey asks can be written whole. Of a form that comes in everything is
//! taken over that has a counterpart here; what is only looks is left out with a
//! warning; and a form that means more than that is refused, with the path of each
//! such part. Nothing is dropped in silence.

mod answers;
mod checks;
mod choices;
mod condition;
mod elements;
mod html;
mod names;
mod object;
mod places;
mod properties;
mod read;
mod remarks;
mod scale;
mod sorting;
mod text;
mod walk;
mod write;

pub use self::{
    places::Places,
    read::{Read, read},
    write::write,
};

/// The page whose elements are questions.
const QUESTIONS: &str = "questions";
/// The page whose elements are segments.
const SEGMENTS: &str = "segments";
