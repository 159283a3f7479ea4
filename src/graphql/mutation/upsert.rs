//! What all upserts share: the policy, what came of a row, the counts.

use async_graphql::{Enum, SimpleObject};

use crate::domain::upsert::Reported;

/// What becomes of the good rows when others have problems.
#[derive(Enum, Clone, Copy, Debug, Default, PartialEq, Eq)]
#[graphql(remote = "crate::domain::upsert::Policy")]
pub enum UpsertPolicy {
    /// Nothing is kept, and all problems of all rows are told.
    #[default]
    AllOrNothing,
    /// The good rows are kept; each of the others tells its problems.
    SkipInvalid,
}

/// What came of a row. When nothing is kept: what would have come of it.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "crate::domain::upsert::Outcome")]
pub enum UpsertOutcome {
    /// It is new.
    Created,
    /// Something of it changed.
    Updated,
    /// Everything was there already: nothing was written.
    Unchanged,
    /// It has problems.
    Refused,
}

/// How many rows came to what.
#[derive(SimpleObject, Clone, Copy, Default)]
pub struct UpsertCounts {
    /// Rows that are new.
    created: i32,
    /// Rows of which something changed.
    updated: i32,
    /// Rows that were there already.
    unchanged: i32,
    /// Rows with problems.
    refused: i32,
}

impl UpsertCounts {
    /// Counts the rows.
    pub(in crate::graphql) fn of(rows: &[Reported]) -> Self {
        let mut counts = Self::default();
        for row in rows {
            let count = match row.outcome.into() {
                UpsertOutcome::Created => &mut counts.created,
                UpsertOutcome::Updated => &mut counts.updated,
                UpsertOutcome::Unchanged => &mut counts.unchanged,
                UpsertOutcome::Refused => &mut counts.refused,
            };
            *count += 1;
        }
        counts
    }
}
