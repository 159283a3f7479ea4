//! A stretch of days.

use chrono::NaiveDate;

use super::error::{Error, Result};

/// The days from one to another, both included; open where a day is missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Period {
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
}

impl Period {
    /// The days between these; refused when they run backwards.
    pub fn new(from: Option<NaiveDate>, until: Option<NaiveDate>) -> Result<Self> {
        match (from, until) {
            (Some(from), Some(until)) if until < from => {
                Err(Error::input("The period ends before it begins."))
            }
            _ => Ok(Self { from, until }),
        }
    }

    /// Whether this day is one of them.
    #[must_use]
    pub fn has(self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}
