//! Where a survey stands, and how it gets from there to somewhere else.

use chrono::{DateTime, Utc};
use entity::{
    SurveyId, survey,
    values::{Happening, SurveyStatus as Status},
};

use super::{edit::kept, response::unlink, standing::status_at};
use crate::domain::{
    error::{Error, Result},
    problem::{Complaint, Problems},
    record::{self, Fields, Target, unlinked},
    viewer::{Action, Permit, WriteSurveys},
    writing::Writing,
};

/// A step in the life of a survey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It can be answered from now on.
    Open,
    /// It cannot be answered for a time.
    Pause,
    /// It goes on where it was.
    Resume,
    /// It cannot be answered any more.
    Close,
    /// It is put away.
    Archive,
}

impl Step {
    fn happening(self) -> Happening {
        match self {
            Self::Archive => Happening::Archived,
            Self::Open | Self::Pause | Self::Resume | Self::Close => Happening::Updated,
        }
    }

    /// Where it leads a survey that stands there; nothing when it cannot be taken.
    fn leads_to(self, row: &survey::Model) -> Option<Status> {
        use Status::{Archived, Closed, Draft, Open, Paused, Published, ResultsPublished};
        let resumed = match row.opened_at {
            Some(_) => Open,
            None => Published,
        };
        match (self, row.status) {
            (Self::Open, Published | Open | Paused) => Some(Open),
            (Self::Pause, Published | Open | Paused) => Some(Paused),
            (Self::Resume, Paused) => Some(resumed),
            (Self::Resume, Published | Open) => Some(row.status),
            (Self::Close, Open | Paused | Closed) => Some(Closed),
            (Self::Archive, Published | Closed | ResultsPublished | Archived) => Some(Archived),
            (_, Draft | Published | Open | Closed | Paused | ResultsPublished | Archived) => None,
        }
    }

    /// The status that a refusal names.
    fn aim(self) -> Status {
        match self {
            Self::Open | Self::Resume => Status::Open,
            Self::Pause => Status::Paused,
            Self::Close => Status::Closed,
            Self::Archive => Status::Archived,
        }
    }
}

/// Takes a survey a step further. One that is there already stays as it is.
pub async fn take(
    writing: &Writing,
    permit: &Permit<WriteSurveys>,
    (target, step): (Target<SurveyId>, Step),
) -> Result<SurveyId> {
    let before: survey::Model = record::own(writing, permit, target).await?;
    let mut after = followed(&before, writing.now());
    let Some(status) = step.leads_to(&after) else {
        return Err(illegal(after.status, name(step.aim())));
    };
    enter(&mut after, status, writing.now());
    let after = followed(&after, writing.now());
    let links = unlinked();
    settle(writing, permit, (before, after), (step.happening(), links)).await
}

/// Gives a survey that is open a later end, or opens one again that has closed.
pub async fn extend(
    writing: &Writing,
    permit: &Permit<WriteSurveys>,
    target: Target<SurveyId>,
    closes_at: DateTime<Utc>,
) -> Result<SurveyId> {
    let before: survey::Model = record::own(writing, permit, target).await?;
    let mut after = followed(&before, writing.now());
    let is_running = matches!(
        after.status,
        Status::Published | Status::Open | Status::Paused
    );
    let can_reopen = after.status == Status::Closed && after.answers_erased_at.is_none();
    if !is_running && !can_reopen {
        return Err(illegal(after.status, name(Status::Open)));
    }
    let closes_at = kept(closes_at);
    let mut problems = Problems::default();
    problems.demand(
        closes_at > writing.now(),
        "closesAt",
        Complaint::in_the_past,
    );
    let is_later = !is_running || after.closes_at.is_some_and(|before| before < closes_at);
    problems.demand(is_later, "closesAt", Complaint::not_later);
    after.closes_at = Some(closes_at);
    problems.extend(super::edit::check(&after));
    problems.into_result()?;
    if can_reopen {
        enter(&mut after, Status::Open, writing.now());
        after.closed_at = None;
    }
    let told = (Happening::Updated, unlinked());
    settle(writing, permit, (before, after), told).await
}

/// Deletes a survey that was never published: it stays as a tombstone.
pub async fn delete(
    writing: &Writing,
    permit: &Permit<WriteSurveys>,
    target: Target<SurveyId>,
) -> Result<SurveyId> {
    let row: survey::Model = record::own(writing, permit, target).await?;
    if row.status != Status::Draft {
        return Err(illegal(status_at(&row, writing.now()), "DELETED"));
    }
    let row: survey::Model = record::delete(writing, permit, target).await?;
    Ok(row.id)
}

/// Brings a deleted draft back, as it was.
pub async fn restore(
    writing: &Writing,
    permit: &Permit<WriteSurveys>,
    target: Target<SurveyId>,
) -> Result<SurveyId> {
    let row: survey::Model = record::restore(writing, permit, target).await?;
    Ok(row.id)
}

/// The row as the clock has it: what was due has happened, at its own moment.
pub(super) fn followed(row: &survey::Model, now: DateTime<Utc>) -> survey::Model {
    let mut row = row.clone();
    let status = status_at(&row, now);
    if status != row.status {
        let due = match status {
            Status::Open => row.opens_at,
            _ => row.closes_at,
        };
        enter(&mut row, status, due.unwrap_or(now));
    }
    row
}

fn enter(row: &mut survey::Model, status: Status, at: DateTime<Utc>) {
    if row.status == status {
        return;
    }
    row.status = status;
    match status {
        Status::Open => row.opened_at = row.opened_at.or(Some(at)),
        Status::Closed => row.closed_at = Some(at),
        _ => {}
    }
}

/// Writes what became of a survey. Whoever closes one, a city or the clock, comes by here.
pub(super) async fn settle<A: Action>(
    writing: &Writing,
    permit: &Permit<A>,
    (before, after): (survey::Model, survey::Model),
    (happening, links): (Happening, (Fields, Fields)),
) -> Result<SurveyId> {
    let closes = before.status != Status::Closed && after.status == Status::Closed;
    let row = record::save(writing, permit, (before, after), happening, links).await?;
    if closes {
        unlink(writing, &row).await?;
    }
    Ok(row.id)
}

/// From where it stands it cannot go there.
pub(super) fn illegal(from: Status, to: &str) -> Error {
    let complaint = Complaint::illegal_transition(name(from), to);
    Error::Invalid(Problems::with("id", complaint))
}

/// As the schema calls a status.
pub(super) fn name(status: Status) -> &'static str {
    match status {
        Status::Draft => "DRAFT",
        Status::Published => "PUBLISHED",
        Status::Open => "OPEN",
        Status::Paused => "PAUSED",
        Status::Closed => "CLOSED",
        Status::ResultsPublished => "RESULTS_PUBLISHED",
        Status::Archived => "ARCHIVED",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Status; 7] = [
        Status::Draft,
        Status::Published,
        Status::Open,
        Status::Paused,
        Status::Closed,
        Status::ResultsPublished,
        Status::Archived,
    ];

    fn path(step: Step, opened: bool) -> Vec<String> {
        let legal = ALL.iter().filter_map(|status| {
            let mut row = super::super::tests::row();
            row.status = *status;
            row.opened_at = opened.then_some(row.created_at);
            let to = step.leads_to(&row)?;
            Some(format!("{} {}", name(*status), name(to)))
        });
        legal.collect()
    }

    #[test]
    fn each_step_leads_only_from_where_it_may() {
        assert_eq!(
            path(Step::Open, false),
            ["PUBLISHED OPEN", "OPEN OPEN", "PAUSED OPEN"]
        );
        assert_eq!(
            path(Step::Pause, false),
            ["PUBLISHED PAUSED", "OPEN PAUSED", "PAUSED PAUSED"]
        );
        assert_eq!(
            path(Step::Close, true),
            ["OPEN CLOSED", "PAUSED CLOSED", "CLOSED CLOSED"]
        );
        assert_eq!(
            path(Step::Archive, true),
            [
                "PUBLISHED ARCHIVED",
                "CLOSED ARCHIVED",
                "RESULTS_PUBLISHED ARCHIVED",
                "ARCHIVED ARCHIVED"
            ]
        );
    }

    #[test]
    fn what_was_never_open_is_resumed_as_published() {
        assert_eq!(
            path(Step::Resume, false),
            ["PUBLISHED PUBLISHED", "OPEN OPEN", "PAUSED PUBLISHED"]
        );
        assert!(path(Step::Resume, true).contains(&"PAUSED OPEN".to_owned()));
    }

    #[test]
    fn what_was_due_happened_at_its_own_moment() {
        let moment = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let mut row = super::super::tests::row();
        row.status = Status::Published;
        row.opens_at = Some(moment("2026-03-01T00:00:00Z"));
        row.closes_at = Some(moment("2026-03-05T00:00:00Z"));

        let opened = followed(&row, moment("2026-03-02T09:00:00Z"));
        assert_eq!(opened.status, Status::Open);
        assert_eq!(opened.opened_at, row.opens_at);

        let closed = followed(&opened, moment("2026-03-09T09:00:00Z"));
        assert_eq!(closed.status, Status::Closed);
        assert_eq!(closed.closed_at, row.closes_at);
        assert_eq!(followed(&row, moment("2026-02-01T00:00:00Z")), row);
    }
}
