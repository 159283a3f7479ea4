//! Values of evidence: what is real, how sure, from where.

use async_graphql::Enum;

/// Whether a record is true of the world or made up.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::Origin")]
pub enum Origin {
    /// Taken from the world, with sources.
    Real,
    /// Made up to show or test something; never count it as a fact.
    Synthetic,
}

/// How a stated number is to be read.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::Comparator")]
pub enum Comparator {
    /// Exactly this.
    Exact,
    /// About this.
    Approximate,
    /// Slightly less than this.
    Nearly,
    /// More than this.
    MoreThan,
    /// This or more.
    AtLeast,
    /// Less than this.
    LessThan,
    /// This or less.
    AtMost,
}

/// How sure a stated number is.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::ObservationStatus")]
pub enum ObservationStatus {
    /// May still be corrected.
    Provisional,
    /// Final.
    Final,
    /// An estimate.
    Estimated,
    /// Said by the body itself.
    SelfReported,
    /// A plan, not a result.
    Planned,
}

/// How much the network's editors trust a source.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::Confidence")]
pub enum Confidence {
    /// Stated by a source that should know.
    High,
    /// Stated, but not by the body itself.
    Medium,
    /// Doubtful, or by general knowledge only.
    Low,
}

/// Whether a reference backs a record or contradicts it.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::ReferenceKind")]
pub enum ReferenceKind {
    /// The record was taken from here.
    Source,
    /// Sources disagree; the note says about what.
    Contradiction,
}
