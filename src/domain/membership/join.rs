//! What a member does: it applies, takes that back, and leaves.

use entity::{
    AllianceId, CityId, MembershipId, OrganisationId, PartialDate, membership,
    values::{MembershipRole, MembershipStatus},
};

use super::{
    circle, member, save,
    step::{Step, has_begun},
};
use crate::domain::{
    alliance::Alliances,
    body::Body,
    error::Result,
    problem::Complaint,
    record::{self, Fields, Target, nowhere},
    related, term,
    viewer::{Join, Owner, Permit, Sight},
    writing::Writing,
};

/// What a body applies for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Application {
    /// The alliance that it wants to belong to.
    pub alliance: AllianceId,
    /// What it wants to be there.
    pub role: MembershipRole,
}

/// Applies for a membership of the permit's body.
pub async fn apply(
    writing: &Writing,
    permit: &Permit<Join>,
    application: Application,
) -> Result<membership::Model> {
    let AllianceId(id) = application.alliance;
    let found = related::by_ids::<Alliances>(writing, &[id], Sight::default()).await?;
    if found.is_empty() {
        return Err(nowhere("allianceId"));
    }
    let row = applied(writing, permit.owner(), application);
    circle::refuse(writing, &row, "allianceId").await?;
    record::insert(writing, permit, row, Fields::default()).await
}

fn applied(writing: &Writing, member: Body, application: Application) -> membership::Model {
    let now = writing.now();
    membership::Model {
        id: MembershipId::new(now),
        alliance_id: application.alliance,
        city_id: CityId::of(member),
        organisation_id: OrganisationId::of(member),
        member_alliance_id: AllianceId::of(member),
        role: application.role,
        status: MembershipStatus::Applied,
        since: None,
        until: None,
        admission_round: None,
        since_sort: String::new(),
        version: 1,
        created_at: now,
        updated_at: now,
        deleted_at: None,
    }
}

/// Takes an application back, or leaves the alliance.
pub async fn withdraw(
    writing: &Writing,
    permit: &Permit<Join>,
    target: Target<MembershipId>,
    until: Option<PartialDate>,
) -> Result<membership::Model> {
    let row = own_as_member(writing, permit, target).await?;
    save(writing, permit, row, |row, problems| {
        let has_begun = has_begun(row);
        Step::Withdraw.take(row, problems);
        if has_begun {
            row.until = Some(term::end(row.until.take(), until, writing.now()));
        } else {
            problems.demand(until.is_none(), "until", || {
                Complaint::needs("an application that is taken back has no end, for it never ran")
            });
        }
    })
    .await
}

/// The membership that is meant, if the permit's body is the member.
///
/// A membership belongs to the alliance: this is the one way by which its member
/// comes to it.
async fn own_as_member(
    writing: &Writing,
    permit: &Permit<Join>,
    target: Target<MembershipId>,
) -> Result<membership::Model> {
    let body = permit.owner();
    record::held(writing, target, |row: &membership::Model| {
        row.deleted_at.is_none() && member(row) == Some(body)
    })
    .await
}
