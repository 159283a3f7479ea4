//! The life of a membership, step by step.
//!
//! ```text
//! APPLIED → NOMINATED → ADMITTED ⇄ INACTIVE
//! ```
//! Before the admission it can end as `REJECTED` or `WITHDRAWN`, after it as
//! `EXPELLED` or `WITHDRAWN`. Nothing leads on from an end: who wants to come
//! back applies anew.

use entity::{
    membership,
    values::MembershipStatus::{
        self, Admitted, Applied, Expelled, Inactive, Nominated, Rejected, Withdrawn,
    },
};
use sea_orm::ActiveEnum;

use crate::domain::problem::{Complaint, Problems};

/// What is done to a membership.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Nominate,
    Admit,
    Reject,
    Deactivate,
    Reactivate,
    Expel,
    Withdraw,
}

impl Step {
    /// Where the step leads from, and where to.
    fn way(self) -> (&'static [MembershipStatus], MembershipStatus) {
        match self {
            Self::Nominate => (&[Applied], Nominated),
            Self::Admit => (&[Nominated], Admitted),
            Self::Reject => (&[Applied, Nominated], Rejected),
            Self::Deactivate => (&[Admitted], Inactive),
            Self::Reactivate => (&[Inactive], Admitted),
            Self::Expel => (&[Admitted, Inactive], Expelled),
            Self::Withdraw => (&[Applied, Nominated, Admitted, Inactive], Withdrawn),
        }
    }

    /// Takes the step, if it leads on from where the membership stands.
    pub(super) fn take(self, row: &mut membership::Model, problems: &mut Problems) {
        let (from, to) = self.way();
        problems.demand(from.contains(&row.status), "id", || {
            Complaint::illegal_transition(row.status.to_value(), to.to_value())
        });
        row.status = to;
    }
}

/// Whether the member was ever admitted, as far as the record tells: a withdrawn
/// application has no dates, because it never ran.
pub(super) fn has_begun(row: &membership::Model) -> bool {
    match row.status {
        Applied | Nominated | Rejected => false,
        Admitted | Inactive | Expelled => true,
        Withdrawn => row.since.is_some() || row.until.is_some(),
    }
}

/// Whether a membership that had begun is over.
pub(super) fn has_ended(row: &membership::Model) -> bool {
    has_begun(row) && matches!(row.status, Expelled | Withdrawn)
}
