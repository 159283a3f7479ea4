//! What there is to say of a form.

use crate::domain::problem::{Complaint, Problem, Problems};

/// Warnings that are told one by one.
const MOST: usize = 1_000;

/// What is refused, and what is taken over otherwise than it stands there.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    pub(super) refused: Problems,
    pub(super) warnings: Vec<Problem>,
}

impl Remarks {
    /// The part at this path has a meaning that there is no place for.
    pub(super) fn refuse(&mut self, path: &str, what: impl ToString) {
        self.refused.add(path, Complaint::cannot_be_read(what));
    }

    /// Refuses the part at this path unless the claim holds.
    pub(super) fn demand(&mut self, claim: bool, path: &str, what: &str) {
        if !claim {
            self.refuse(path, what);
        }
    }

    /// The part at this path changes neither what is asked nor what an answer means.
    pub(super) fn leave_out(&mut self, path: &str) {
        self.warn(path, Complaint::left_out());
    }

    /// The part at this path is in, otherwise than it stands there.
    pub(super) fn warn(&mut self, path: &str, complaint: Complaint) {
        let steps = path.split('.').filter(|step| !step.is_empty());
        self.push(Problem {
            path: steps.map(str::to_owned).collect(),
            complaint,
        });
    }

    fn push(&mut self, warning: Problem) {
        match self.warnings.len() {
            MOST => {
                let complaint = Complaint::more_is_left_out(MOST);
                let path = Vec::new();
                self.warnings.push(Problem { path, complaint });
            }
            many if many > MOST => {}
            _ => self.warnings.push(warning),
        }
    }

    /// Adds what was found in something that lies at `path`.
    pub(super) fn extend_at(&mut self, path: &str, nested: Self) {
        self.refused.extend_at(path, nested.refused);
        for warning in nested.warnings {
            let steps = path.split('.').filter(|step| !step.is_empty());
            let path = steps.map(str::to_owned).chain(warning.path).collect();
            self.push(Problem { path, ..warning });
        }
    }
}
