//! What stands in a file that comes in.

use std::{collections::BTreeSet, sync::Arc};

use entity::ProgrammeId;

use super::Through;
use crate::domain::{
    course::{self, Keys, Wishes},
    error::{Error, Result},
    problem::Problems,
    programme::{self, Upsert},
    upsert::{Outcome, Policy, Reported},
    viewer::{Permit, WriteProgrammes},
    writing::Writing,
};

/// The most rows that are taken in at once.
pub const ROWS: usize = 1_000;
/// The most offerings of programmes that are taken in at once.
const OFFERINGS: usize = 5_000;

/// A programme of a file, or what is wrong with its row already.
pub type ProgrammeLine = (i32, std::result::Result<programme::Row, Problems>);

/// The rows of a file, each with its line.
#[derive(Clone, Debug)]
pub enum Content {
    /// Courses of the national file, and which there are in all of it.
    Courses(Vec<course::Line>, Arc<Keys>),
    /// Programmes in our own columns, and the names of all of them.
    Programmes(Vec<ProgrammeLine>, Arc<BTreeSet<String>>),
}

impl Content {
    /// The courses of a national file.
    #[must_use]
    pub fn courses(lines: Vec<course::Line>) -> Self {
        let keys = Arc::new(Keys::of(&lines));
        Self::Courses(lines, keys)
    }

    /// Programmes in our own columns.
    #[must_use]
    pub fn programmes(lines: Vec<ProgrammeLine>) -> Self {
        let read = lines.iter().filter_map(|(_, row)| row.as_ref().ok());
        let names = Arc::new(read.map(|row| row.external_id.clone()).collect());
        Self::Programmes(lines, names)
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Courses(lines, _) => lines.len(),
            Self::Programmes(lines, _) => lines.len(),
        }
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Forgets the first rows.
    pub fn skip(&mut self, rows: usize) {
        let rows = rows.min(self.len());
        match self {
            Self::Courses(lines, _) => drop(lines.drain(..rows)),
            Self::Programmes(lines, _) => drop(lines.drain(..rows)),
        }
    }

    /// The next rows, as many as are taken in at once.
    #[must_use]
    pub fn take_next(&mut self) -> Self {
        match self {
            Self::Courses(lines, keys) => {
                let rows = ROWS.min(lines.len());
                Self::Courses(lines.drain(..rows).collect(), keys.clone())
            }
            Self::Programmes(lines, names) => {
                let mut offerings = 0;
                let fits = |(_, row): &&ProgrammeLine| {
                    offerings += row.as_ref().map_or(0, |row| row.edit.offerings.len());
                    offerings <= OFFERINGS
                };
                let rows = lines.iter().take(ROWS).take_while(fits).count();
                // One that is too large is refused by itself.
                let rows = rows.max(1).min(lines.len());
                Self::Programmes(lines.drain(..rows).collect(), names.clone())
            }
        }
    }

    /// Takes these rows in, and says what came of each.
    pub async fn import(
        self,
        writing: &Writing,
        permit: &Permit<WriteProgrammes>,
        wishes: &Wishes,
    ) -> Result<Vec<Through>> {
        match self {
            Self::Courses(lines, keys) => {
                course::import(writing, permit, (lines, &keys), wishes).await
            }
            Self::Programmes(lines, _) => programmes(writing, permit, lines, wishes).await,
        }
    }

    /// The first line that does not say what it is about.
    #[must_use]
    pub fn unread(&self) -> Option<i32> {
        match self {
            Self::Courses(lines, _) => unread(lines),
            Self::Programmes(lines, _) => unread(lines),
        }
    }

    /// Ends what such files brought and the whole of this one no longer has.
    pub async fn withdraw(
        &self,
        writing: &Writing,
        permit: &Permit<WriteProgrammes>,
        wishes: &Wishes,
    ) -> Result<Vec<ProgrammeId>> {
        match self {
            Self::Courses(_, keys) => course::withdraw(writing, permit, (keys, wishes)).await,
            Self::Programmes(_, names) => programme::withdraw(writing, permit, names).await,
        }
    }
}

fn unread<T>(lines: &[(i32, std::result::Result<T, Problems>)]) -> Option<i32> {
    let mut lines = lines.iter();
    lines.find(|(_, row)| row.is_err()).map(|(line, _)| *line)
}

async fn programmes(
    writing: &Writing,
    permit: &Permit<WriteProgrammes>,
    lines: Vec<ProgrammeLine>,
    wishes: &Wishes,
) -> Result<Vec<Through>> {
    let (mut rows, mut through, mut places) = (Vec::new(), Vec::new(), Vec::new());
    for (line, row) in lines {
        let mut problems = Problems::default();
        match row {
            Ok(row) => {
                rows.push(row);
                places.push(through.len());
            }
            Err(found) => problems = found,
        }
        through.push(Through {
            line,
            outcome: Outcome::Refused,
            problems,
            warnings: Problems::default(),
        });
    }
    if rows.is_empty() {
        return Ok(through);
    }
    let upsert = Upsert {
        rows,
        policy: Policy::SkipInvalid,
        publish: wishes.publish,
        revive: wishes.replace,
    };
    let reported = match programme::upsert(writing, permit, upsert).await {
        // A single programme that is too large for any call.
        Err(Error::Invalid(problems)) if places.len() == 1 => {
            through[places[0]].problems = problems;
            return Ok(through);
        }
        reported => reported?,
    };
    for (place, row) in places.into_iter().zip(reported) {
        tell(&mut through[place], &row);
    }
    Ok(through)
}

/// The problems of a row of an upsert, without the way to the row.
fn tell(through: &mut Through, reported: &Reported) {
    through.outcome = reported.outcome;
    for problem in reported.problems.iter() {
        let path = problem.path.iter().skip(2);
        let path: Vec<&str> = path.map(String::as_str).collect();
        through
            .problems
            .add(&path.join("."), problem.complaint.clone());
    }
}
