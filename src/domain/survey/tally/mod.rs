//! Running counts of what was answered.
//!
//! A response is written together with a note that it is not counted yet. A fold
//! adds such responses to the tallies and takes the notes away, many at once. So
//! whoever answers waits for nobody, and what is counted is exact at any moment:
//! the tallies and the few responses that still have a note, read in one
//! statement.

mod add;
mod fold;
mod read;

use std::collections::BTreeMap;

use entity::survey_tally_count::Tally;

pub use self::{
    add::{add, values},
    fold::{fold, waiting},
    read::{current, recount, responses},
};

/// What was answered: by the number of the version, and the key of the question.
///
/// The key `""` stands for the survey as a whole: how many responded, by channel
/// (`channel`, a tab, `WEB`) and language (`locale`, a tab, `ko`).
pub type Tallies = BTreeMap<(i32, String), Tally>;

/// The key of the survey as a whole.
pub const WHOLE: &str = "";
