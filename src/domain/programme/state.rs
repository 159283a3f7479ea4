//! Where a programme stands, and how it gets from there to somewhere else.

use entity::{
    ProgrammeId, programme,
    values::{Happening, ProgrammeStatus as Status},
};

use super::{
    bench::hold,
    codes,
    whole::{Parts, read},
};
use crate::domain::{
    error::{Error, Result},
    problem::{Complaint, Problems},
    record::{self, Target, unlinked},
    viewer::{Permit, WriteProgrammes},
    writing::Writing,
};

/// A step in the life of a programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Everyone sees it.
    Publish,
    /// It is taken back for a time.
    Suspend,
    /// It is over.
    Archive,
}

impl Step {
    fn leads_to(self) -> (Status, Happening) {
        match self {
            Self::Publish => (Status::Published, Happening::Published),
            Self::Suspend => (Status::Suspended, Happening::Suspended),
            Self::Archive => (Status::Archived, Happening::Archived),
        }
    }

    fn is_legal_from(self, from: Status) -> bool {
        match self {
            Self::Publish => matches!(from, Status::Draft | Status::Suspended),
            Self::Suspend => from == Status::Published,
            Self::Archive => from != Status::Archived,
        }
    }
}

/// Takes a programme a step further. One that is there already stays as it is.
pub async fn take(
    writing: &Writing,
    permit: &Permit<WriteProgrammes>,
    (target, step): (Target<ProgrammeId>, Step),
) -> Result<ProgrammeId> {
    hold(writing, permit).await?;
    let before: programme::Model = record::own(writing, permit, target).await?;
    let (status, happening) = step.leads_to();
    let mut after = before.clone();
    if before.status != status {
        if !step.is_legal_from(before.status) {
            return Err(illegal(before.status, status));
        }
        after.status = status;
    }
    if step == Step::Publish {
        after.published_at = after.published_at.or(Some(writing.now()));
        must_be_complete(writing, &after).await?;
    }
    let id = before.id;
    record::save(writing, permit, (before, after), happening, unlinked()).await?;
    Ok(id)
}

/// Deletes a programme: it stays as a tombstone, with its offerings and its history.
pub async fn delete(
    writing: &Writing,
    permit: &Permit<WriteProgrammes>,
    target: Target<ProgrammeId>,
) -> Result<ProgrammeId> {
    hold(writing, permit).await?;
    let row: programme::Model = record::delete(writing, permit, target).await?;
    Ok(row.id)
}

/// Brings back what was deleted, as it was; else what was archived, to work on it.
pub async fn restore(
    writing: &Writing,
    permit: &Permit<WriteProgrammes>,
    target: Target<ProgrammeId>,
) -> Result<ProgrammeId> {
    hold(writing, permit).await?;
    let before: programme::Model = record::own_or_deleted(writing, permit, target).await?;
    let mut after = before.clone();
    if before.deleted_at.is_some() {
        after.deleted_at = None;
    } else if before.status == Status::Archived {
        after.status = match before.published_at {
            None => Status::Draft,
            Some(_) => Status::Suspended,
        };
    }
    let (id, happening) = (before.id, Happening::Restored);
    record::save(writing, permit, (before, after), happening, unlinked()).await?;
    Ok(id)
}

/// What is public has a title in its own language, and a topic.
async fn must_be_complete(writing: &Writing, row: &programme::Model) -> Result<()> {
    let mut problems = Problems::default();
    problems.check_name("title", &row.title, &row.default_locale);
    let parts = Parts {
        codes: true,
        ..Parts::default()
    };
    let wholes = read(writing, vec![row.clone()], parts).await?;
    let has_topic = wholes.iter().any(|whole| codes::has_topic(&whole.codes));
    problems.demand(has_topic, "topics", Complaint::required);
    problems.into_result()
}

fn illegal(from: Status, to: Status) -> Error {
    let complaint = Complaint::illegal_transition(named(from), named(to));
    Error::Invalid(Problems::with("id", complaint))
}

fn named(status: Status) -> &'static str {
    match status {
        Status::Draft => "DRAFT",
        Status::Published => "PUBLISHED",
        Status::Suspended => "SUSPENDED",
        Status::Archived => "ARCHIVED",
    }
}
