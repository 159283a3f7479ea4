//! What is wrong with a file, told all at once.

use crate::domain::error::{Error, Result};

/// The most problems that one report names.
const MOST: usize = 20;

/// The problems of a file by line.
#[derive(Debug, Default)]
pub(super) struct Problems(Vec<(usize, String)>);

impl Problems {
    pub(super) fn add(&mut self, line: usize, problem: String) {
        self.0.push((line, problem));
    }

    /// An error with the first problems, one a line, unless there are none.
    pub(super) fn into_result(mut self) -> Result<()> {
        if self.0.is_empty() {
            return Ok(());
        }
        self.0.sort();
        self.0.dedup();
        let more = self.0.len().saturating_sub(MOST);
        let mut told: Vec<String> = self
            .0
            .into_iter()
            .take(MOST)
            .map(|(_, text)| text)
            .collect();
        if more > 0 {
            told.push(format!("… and {more} more problems"));
        }
        Err(Error::Input(told.join("\n")))
    }
}
