//! When a question is shown, as `SurveyJS` says it: `{age} >= 60 and {likes} anyof ['A']`.

mod parse;
mod resolve;
mod span;
mod token;
mod write;

pub(super) use self::{
    resolve::{Asked, read},
    write::write,
};
