//! Where an action stands, and from where it gets to where.

use entity::values::ActionStatus as Status;

/// Whether an action can go from one status right to another.
pub(super) fn leads(from: Status, to: Status) -> bool {
    use Status::{Accepted, Declined, Deferred, Done, InProgress, Planned, Received, UnderReview};
    match to {
        Received => false,
        UnderReview => matches!(from, Received | Deferred),
        Accepted | Declined => from == UnderReview,
        Planned => from == Accepted,
        InProgress => from == Planned,
        Done => from == InProgress,
        Deferred => matches!(from, UnderReview | Accepted | Planned),
    }
}

/// As clients know it.
pub(super) fn named(status: Status) -> &'static str {
    match status {
        Status::Received => "RECEIVED",
        Status::UnderReview => "UNDER_REVIEW",
        Status::Accepted => "ACCEPTED",
        Status::Planned => "PLANNED",
        Status::InProgress => "IN_PROGRESS",
        Status::Done => "DONE",
        Status::Declined => "DECLINED",
        Status::Deferred => "DEFERRED",
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::Iterable;

    use super::*;

    #[test]
    fn an_action_moves_in_ten_ways_and_no_other() {
        let all: Vec<Status> = Status::iter().collect();
        let pairs = all
            .iter()
            .flat_map(|from| all.iter().map(move |to| (from, to)));
        let ways: Vec<String> = pairs
            .filter(|(from, to)| leads(**from, **to))
            .map(|(from, to)| format!("{} {}", named(*from), named(*to)))
            .collect();
        assert_eq!(
            ways,
            [
                "RECEIVED UNDER_REVIEW",
                "UNDER_REVIEW ACCEPTED",
                "UNDER_REVIEW DECLINED",
                "UNDER_REVIEW DEFERRED",
                "ACCEPTED PLANNED",
                "ACCEPTED DEFERRED",
                "PLANNED IN_PROGRESS",
                "PLANNED DEFERRED",
                "IN_PROGRESS DONE",
                "DEFERRED UNDER_REVIEW",
            ]
        );
    }
}
