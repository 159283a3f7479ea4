//! What members and alliances do to memberships.

use async_graphql::{ID, InputObject, MaybeUndefined};
use entity::MembershipId;

use super::Membership;
use crate::{
    domain::{
        Result,
        membership::{
            Memberships,
            decide::{self, Admission, Edit},
            join::{self, Application},
        },
        record::Target,
        viewer::{Admit, Join},
    },
    graphql::{
        filter::read_id,
        mutation::{input::Asked, mutations, payloads},
        scalar::PartialDate,
        values::MembershipRole,
    },
};

/// What your body applies for.
#[derive(InputObject)]
pub struct MembershipApplyInput {
    /// The alliance that it wants to belong to.
    alliance_id: ID,
    /// What it wants to be there.
    role: MembershipRole,
}

impl MembershipApplyInput {
    fn read(&self) -> Result<Application> {
        Ok(Application {
            alliance: read_id(&self.alliance_id)?,
            role: self.role.into(),
        })
    }
}

/// Which membership of your body to end.
#[derive(InputObject)]
pub struct MembershipWithdrawInput {
    /// The membership.
    id: ID,
    /// The last day of a member that leaves: today (UTC) unless you say. An
    /// application that is taken back has none.
    until: Option<PartialDate>,
}

macro_rules! inputs {
    ($($(#[$doc:meta])* $input:ident;)+) => { $(
        $(#[$doc])*
        #[derive(InputObject)]
        pub struct $input {
            /// The membership.
            id: ID,
        }
    )+ };
}

inputs! {
    /// Which application to put forward.
    MembershipNominateInput;
    /// Which application to refuse.
    MembershipRejectInput;
    /// Which membership to let rest.
    MembershipDeactivateInput;
    /// Which membership to let go on.
    MembershipReactivateInput;
}

/// Whom to admit.
#[derive(InputObject)]
pub struct MembershipAdmitInput {
    /// The membership.
    id: ID,
    /// Since when it is a member: today (UTC) unless you say.
    since: Option<PartialDate>,
    /// The round in which it is admitted; null when there are no rounds.
    admission_round: MaybeUndefined<String>,
}

impl MembershipAdmitInput {
    fn read(self) -> Admission {
        Admission {
            since: self.since.map(|date| date.0),
            admission_round: self.admission_round.patch(),
        }
    }
}

/// Whom to expel.
#[derive(InputObject)]
pub struct MembershipExpelInput {
    /// The membership.
    id: ID,
    /// Its last day: today (UTC) unless you say.
    until: Option<PartialDate>,
}

/// What to correct of a membership. What you leave out stays as it is.
#[derive(InputObject)]
pub struct MembershipUpdateInput {
    /// The membership.
    id: ID,
    /// What the member is in the alliance.
    role: MaybeUndefined<MembershipRole>,
    /// Since when it is a member; null when no source says.
    since: MaybeUndefined<PartialDate>,
    /// Until when; null while it lasts.
    until: MaybeUndefined<PartialDate>,
    /// The round in which it was admitted; null when there was none.
    admission_round: MaybeUndefined<String>,
}

impl MembershipUpdateInput {
    fn read(self) -> Edit {
        Edit {
            role: self.role.patch().map(Into::into),
            since: self.since.patch().map(|date| date.0),
            until: self.until.patch().map(PartialDate::end).flat(),
            admission_round: self.admission_round.patch(),
        }
    }
}

payloads! {
    /// What came of changing a membership.
    MembershipPayload {
        /// The membership as it is now; null when there is something to mend.
        membership: Membership of Memberships
    }
}

fn target(id: &ID, expected_version: Option<i32>) -> Result<Target<MembershipId>> {
    Ok(Target {
        id: read_id(id)?,
        expected_version,
    })
}

mutations! {
    /// What members and alliances do to memberships.
    ///
    /// `APPLIED → NOMINATED → ADMITTED ⇄ INACTIVE`; before the admission it can end
    /// as `REJECTED` or `WITHDRAWN`, after it as `EXPELLED` or `WITHDRAWN`.
    MembershipMutation;
    /// Applies for a membership of your body in an alliance; the alliance decides.
    /// Only the two of you see it before the admission. Requires `membership:write`.
    creates membership_apply(MembershipApplyInput) -> MembershipPayload, by Join:
        |writing, permit, input| {
            let row = join::apply(writing, permit, input.read()?).await?;
            Ok(row.id.0)
        };
    /// Takes back an application of your body, or leaves an alliance: `WITHDRAWN`.
    /// Requires `membership:write`.
    changes membership_withdraw(MembershipWithdrawInput) -> MembershipPayload, by Join:
        |writing, permit, input, version| {
            let target = target(&input.id, version)?;
            let until = input.until.map(|date| date.0);
            let row = join::withdraw(writing, permit, target, until).await?;
            Ok(row.id.0)
        };
    /// Puts an application for your alliance forward: `NOMINATED`, after `APPLIED`.
    /// Requires `membership:write`.
    changes membership_nominate(MembershipNominateInput) -> MembershipPayload, by Admit:
        |writing, permit, input, version| {
            let target = target(&input.id, version)?;
            Ok(decide::nominate(writing, permit, target).await?.id.0)
        };
    /// Admits a nominated member to your alliance: `ADMITTED`, after `NOMINATED`.
    /// Requires `membership:write`.
    changes membership_admit(MembershipAdmitInput) -> MembershipPayload, by Admit:
        |writing, permit, input, version| {
            let target = target(&input.id, version)?;
            let row = decide::admit(writing, permit, target, input.read()).await?;
            Ok(row.id.0)
        };
    /// Refuses an application for your alliance: `REJECTED`, after `APPLIED` or
    /// `NOMINATED`. Requires `membership:write`.
    changes membership_reject(MembershipRejectInput) -> MembershipPayload, by Admit:
        |writing, permit, input, version| {
            let target = target(&input.id, version)?;
            Ok(decide::reject(writing, permit, target).await?.id.0)
        };
    /// Lets a membership in your alliance rest, for example while a report is
    /// missing: `INACTIVE`, after `ADMITTED`. Requires `membership:write`.
    changes membership_deactivate(MembershipDeactivateInput) -> MembershipPayload, by Admit:
        |writing, permit, input, version| {
            let target = target(&input.id, version)?;
            Ok(decide::deactivate(writing, permit, target).await?.id.0)
        };
    /// Lets a resting membership in your alliance go on: `ADMITTED`, after
    /// `INACTIVE`. Requires `membership:write`.
    changes membership_reactivate(MembershipReactivateInput) -> MembershipPayload, by Admit:
        |writing, permit, input, version| {
            let target = target(&input.id, version)?;
            Ok(decide::reactivate(writing, permit, target).await?.id.0)
        };
    /// Ends a membership in your alliance against the member's will: `EXPELLED`,
    /// after `ADMITTED` or `INACTIVE`. Requires `membership:write`.
    changes membership_expel(MembershipExpelInput) -> MembershipPayload, by Admit:
        |writing, permit, input, version| {
            let target = target(&input.id, version)?;
            let until = input.until.map(|date| date.0);
            Ok(decide::expel(writing, permit, target, until).await?.id.0)
        };
    /// Corrects the role, the dates or the round of a membership in your alliance.
    /// Requires `membership:write`.
    changes membership_update(MembershipUpdateInput) -> MembershipPayload, by Admit:
        |writing, permit, input, version| {
            let target = target(&input.id, version)?;
            Ok(decide::update(writing, permit, target, input.read()).await?.id.0)
        };
}
