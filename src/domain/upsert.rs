//! Many rows of a client's own system in one call: what becomes of each.

use uuid::Uuid;

use super::problem::Problems;

/// What becomes of the good rows when others are not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// Nothing is kept.
    AllOrNothing,
    /// The good rows are kept.
    SkipInvalid,
}

/// What came of a row, or would have come of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is new.
    Created,
    /// It differs from what was there.
    Updated,
    /// Everything was there already.
    Unchanged,
    /// Something is wrong with it.
    Refused,
}

/// One row of the call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reported {
    /// The id in the client's own system.
    pub external_id: String,
    /// What came of it.
    pub outcome: Outcome,
    /// The record that it is about, if there is one.
    pub id: Option<Uuid>,
    /// What is wrong with it, from the root of the input.
    pub problems: Problems,
}
