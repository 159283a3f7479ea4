//! What an alliance decides about its members.

use entity::{MembershipId, PartialDate, membership, values::MembershipRole};

use super::{
    circle, save,
    step::{Step, has_begun, has_ended},
};
use crate::domain::{
    error::Result,
    patch::Patch,
    problem::{Complaint, Problems},
    record::{self, Target},
    term,
    viewer::{Admit, Permit},
    writing::Writing,
};

/// How a member is admitted.
#[derive(Clone, Debug, Default)]
pub struct Admission {
    /// Since when it is a member; today when nobody says.
    pub since: Option<PartialDate>,
    /// The round in which it is admitted.
    pub admission_round: Patch<String>,
}

/// What an alliance corrects in a membership.
#[derive(Clone, Debug, Default)]
pub struct Edit {
    /// What the member is in the alliance.
    pub role: Patch<MembershipRole>,
    /// Since when.
    pub since: Patch<PartialDate>,
    /// Until when.
    pub until: Patch<PartialDate>,
    /// The round in which it was admitted.
    pub admission_round: Patch<String>,
}

/// Declares what an alliance does to a membership that changes nothing but its status.
macro_rules! steps {
    ($($(#[doc = $doc:literal])+ $name:ident = $step:ident;)+) => { $(
        $(#[doc = $doc])+
        pub async fn $name(
            writing: &Writing,
            permit: &Permit<Admit>,
            target: Target<MembershipId>,
        ) -> Result<membership::Model> {
            let edit = |row: &mut _, problems: &mut _| Step::$step.take(row, problems);
            change(writing, permit, target, edit).await
        }
    )+ };
}

steps! {
    /// Puts an application forward for admission.
    nominate = Nominate;
    /// Refuses an application.
    reject = Reject;
    /// Lets a membership rest, for example while a report is missing.
    deactivate = Deactivate;
    /// Lets a resting membership go on.
    reactivate = Reactivate;
}

/// Admits a nominated member.
pub async fn admit(
    writing: &Writing,
    permit: &Permit<Admit>,
    target: Target<MembershipId>,
    admission: Admission,
) -> Result<membership::Model> {
    let today = term::today(writing.now());
    let edit = |row: &mut membership::Model, problems: &mut Problems| {
        Step::Admit.take(row, problems);
        row.since = Some(admission.since.unwrap_or(today));
        admission.admission_round.apply(&mut row.admission_round);
    };
    let admitted = change(writing, permit, target, edit).await?;
    circle::refuse(writing, &admitted, "id").await?;
    Ok(admitted)
}

/// Ends a membership against the will of the member.
pub async fn expel(
    writing: &Writing,
    permit: &Permit<Admit>,
    target: Target<MembershipId>,
    until: Option<PartialDate>,
) -> Result<membership::Model> {
    let edit = |row: &mut membership::Model, problems: &mut Problems| {
        Step::Expel.take(row, problems);
        row.until = Some(term::end(row.until.take(), until, writing.now()));
    };
    change(writing, permit, target, edit).await
}

/// Corrects what a membership says, but for its status.
pub async fn update(
    writing: &Writing,
    permit: &Permit<Admit>,
    target: Target<MembershipId>,
    edit: Edit,
) -> Result<membership::Model> {
    change(writing, permit, target, |row, problems| {
        edit.apply(row, problems);
    })
    .await
}

impl Edit {
    fn apply(self, row: &mut membership::Model, problems: &mut Problems) {
        let (has_begun, has_ended) = (has_begun(row), has_ended(row));
        self.role.apply_to(&mut row.role, "role", problems);
        self.since.apply(&mut row.since);
        self.until.apply(&mut row.until);
        self.admission_round.apply(&mut row.admission_round);
        let dates = [("since", &row.since), ("until", &row.until)];
        for (field, date) in dates {
            problems.demand(has_begun || date.is_none(), field, || {
                Complaint::needs("only a member that was admitted has dates")
            });
        }
        problems.demand(
            !has_ended || row.until.is_some(),
            "until",
            Complaint::required,
        );
    }
}

async fn change(
    writing: &Writing,
    permit: &Permit<Admit>,
    target: Target<MembershipId>,
    edit: impl FnOnce(&mut membership::Model, &mut Problems),
) -> Result<membership::Model> {
    let row = record::own(writing, permit, target).await?;
    save(writing, permit, row, edit).await
}
