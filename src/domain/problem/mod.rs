//! What a caller can mend in an input: every problem at once, each at its place.

mod complaint;

pub use complaint::{Complaint, ProblemCode, listed};

use uuid::Uuid;

use super::{
    error::{Error, Result},
    upsert::Reported,
};

/// One thing to mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where in the input, from its root; names as the schema has them.
    pub path: Vec<String>,
    /// What is wrong.
    pub complaint: Complaint,
}

/// Problems that are told at once. Whoever has mended these is told of the next ones; an
/// answer that named each of a million would be a weapon.
pub const MOST: usize = 100;

/// All that is wrong with an input, or the first hundred things.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    all: Vec<Problem>,
    current: Option<Uuid>,
    rows: Vec<Reported>,
}

impl Problems {
    /// A single problem with the field of this name.
    #[must_use]
    pub fn with(field: &str, complaint: Complaint) -> Self {
        let mut problems = Self::default();
        problems.add(field, complaint);
        problems
    }

    /// Adds a problem with a field; dots lead into nested ones, as in
    /// `offerings.3.startDate`. An empty path is the whole input.
    pub fn add(&mut self, path: &str, complaint: Complaint) {
        let steps = path.split('.').filter(|step| !step.is_empty());
        self.push(std::iter::once_with(|| Problem {
            path: steps.map(str::to_owned).collect(),
            complaint,
        }));
    }

    fn push(&mut self, problems: impl Iterator<Item = Problem>) {
        let room = MOST - self.all.len().min(MOST);
        self.all.extend(problems.take(room));
    }

    /// Adds a problem unless the claim holds.
    pub fn demand(&mut self, claim: bool, path: &str, complaint: impl FnOnce() -> Complaint) {
        if !claim {
            self.add(path, complaint());
        }
    }

    /// Adds a problem with a field, if there is one.
    pub fn add_option(&mut self, path: &str, complaint: Option<Complaint>) {
        if let Some(complaint) = complaint {
            self.add(path, complaint);
        }
    }

    /// Adds the problems that were found elsewhere in the same input.
    pub fn extend(&mut self, others: Self) {
        self.push(others.all.into_iter());
    }

    /// Adds the problems of something that lies at `path`.
    pub fn extend_at(&mut self, path: &str, nested: Self) {
        let steps: Vec<String> = path.split('.').map(str::to_owned).collect();
        self.push(nested.all.into_iter().map(|problem| Problem {
            path: steps.iter().cloned().chain(problem.path).collect(),
            ..problem
        }));
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Each problem, in the order in which they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.all.iter()
    }

    /// The same problems with the record as it is now, for who has read another version.
    #[must_use]
    pub fn showing(self, current: Uuid) -> Self {
        Self {
            current: Some(current),
            ..self
        }
    }

    /// The record to show beside the problems.
    #[must_use]
    pub fn current(&self) -> Option<Uuid> {
        self.current
    }

    /// The problems of all these rows, of which none is kept.
    #[must_use]
    pub fn of_rows(rows: Vec<Reported>) -> Self {
        let all = rows.iter().flat_map(|row| row.problems.all.iter().cloned());
        let mut problems = Self::default();
        problems.push(all);
        Self { rows, ..problems }
    }

    /// What would have come of each row.
    #[must_use]
    pub fn rows(&self) -> &[Reported] {
        &self.rows
    }

    /// Whether a problem of this kind is among them.
    #[must_use]
    pub fn has(&self, code: ProblemCode) -> bool {
        self.all
            .iter()
            .any(|problem| problem.complaint.code() == code)
    }

    /// What was made of the input, unless anything is wrong with it.
    pub fn into_outcome<T>(self, made: T) -> std::result::Result<T, Self> {
        if self.is_empty() { Ok(made) } else { Err(self) }
    }

    /// Refuses the input if anything is wrong with it.
    pub fn into_result(self) -> Result<()> {
        if self.is_empty() {
            Ok(())
        } else {
            Err(Error::Invalid(self))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_are_told_than_somebody_can_read() {
        let mut problems = Problems::default();
        for place in 0..10_000 {
            problems.add(&format!("choice.{place}"), Complaint::twice());
        }
        let mut around = Problems::default();
        around.extend_at("answers.0", problems.clone());
        around.extend(problems);
        assert_eq!(around.iter().count(), MOST);
    }

    #[test]
    fn a_nested_problem_knows_its_whole_path() {
        let offering = Problems::with("startDate", Complaint::required());
        let mut problems = Problems::default();
        problems.extend_at("offerings.3", offering);

        let problem = problems.iter().next().unwrap();
        assert_eq!(problem.path, ["offerings", "3", "startDate"]);
    }
}
