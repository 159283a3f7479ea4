//! What a whole file says of its courses, of which some are taken in at a time.

use std::collections::{HashMap, HashSet};

use super::{Column, Course, Line, key, read::mend};
use crate::domain::problem::{Complaint, Problems};

/// The courses of these providers (`제공기관코드`); none means all. A row that cannot be read
/// may be one of them.
pub fn of_providers(mut lines: Vec<Line>, codes: &[String]) -> Result<Vec<Line>, Problems> {
    if codes.is_empty() {
        return Ok(lines);
    }
    let code = |course: &Course| course[Column::ProviderCode].trim().to_owned();
    let read = lines.iter().filter_map(|(_, course)| course.as_ref().ok());
    let is_there = read.clone().next().is_none() || read.map(code).any(|code| !code.is_empty());
    let mut problems = Problems::default();
    problems.demand(is_there, "content", || {
        Complaint::column_missing(Column::ProviderCode.header())
    });
    lines.retain(|(_, course)| {
        course
            .as_ref()
            .map(code)
            .map_or(true, |code| codes.contains(&code))
    });
    problems.into_outcome(lines)
}

/// Which courses stand in a file.
#[derive(Clone, Debug, Default)]
pub struct Keys {
    exact: HashSet<String>,
    /// How many courses differ in nothing but when and where they meet.
    alike: HashMap<String, usize>,
}

impl Keys {
    /// Of all the rows of a file.
    #[must_use]
    pub fn of(lines: &[Line]) -> Self {
        let mut keys = Self::default();
        for course in lines.iter().filter_map(|(_, course)| course.as_ref().ok()) {
            let mut course = course.clone();
            mend(&mut course);
            if keys.exact.insert(key::of(&course)) {
                *keys.alike.entry(key::alike(&course)).or_default() += 1;
            }
        }
        keys
    }

    /// Whether a course with this key is in the file.
    pub(super) fn has(&self, key: &str) -> bool {
        self.exact.contains(key)
    }

    /// How many courses of the file are like the ones with this key.
    pub(super) fn alike(&self, key: &str) -> usize {
        self.alike.get(key).copied().unwrap_or_default()
    }
}
