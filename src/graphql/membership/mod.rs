//! Memberships.

mod change;

use std::sync::Arc;

use async_graphql::{Context, ID, Object, Union};
use chrono::{DateTime, Utc};
use entity::{membership, values::SubjectKind};

pub(super) use self::change::MembershipMutation;
use super::{
    alliance::Alliance,
    city::City,
    connection::Shown,
    context::ContextExt,
    filter::{BodyFilter, OneOfFilter, filter_input},
    history::History,
    loader::One,
    order::order_input,
    organisation::Organisation,
    provenance::{SourceReference, references},
    scalar::{Date, PartialDate},
    values::{MembershipRole, MembershipStatus},
};
use crate::domain::{
    self, Error, Result,
    alliance::Alliances,
    city::Cities,
    membership::{MembershipOrder as Order, MembershipTest, Memberships, OwnMemberships},
    organisation::Organisations,
};

filter_input! {
    /// Which memberships to list. All conditions that are given must hold.
    MembershipFilter for MembershipTest;
    /// The alliance.
    alliance: BodyFilter => Alliance,
    /// The member, when it is a city.
    city: BodyFilter => City,
    /// The member, when it is an organisation.
    organisation: BodyFilter => Organisation,
    /// The member, when it is an alliance.
    member_alliance: BodyFilter => MemberAlliance,
    /// What the member is in the alliance.
    role: OneOfFilter<MembershipRole> => Role,
    /// Where the membership stands.
    status: OneOfFilter<MembershipStatus> => Status,
    /// May have run on this day, as far as its dates tell: a year means the whole
    /// year, and a missing date is read in favour of the membership.
    on: Date => On,
    /// Whether it is known when it began. With `on`, true counts what is known to have
    /// begun by then, and false what may have.
    since_known: bool => SinceKnown,
}

order_input! {
    /// The order of memberships.
    MembershipOrder,
    /// What memberships can be ordered by.
    MembershipOrderField of Order, by default Since Asc;
    /// By the first day; those that do not say come last.
    Since,
    /// In the order in which they came to the register.
    Created,
}

impl Shown for Memberships {
    type Node = Membership;
    type Filter = MembershipFilter;
    type OrderBy = MembershipOrder;
}

impl Shown for OwnMemberships {
    type Node = Membership;
    type Filter = MembershipFilter;
    type OrderBy = MembershipOrder;

    fn connection() -> String {
        "OwnMembershipConnection".to_owned()
    }
}

/// The time that one member spends in an alliance in one role.
#[derive(Clone)]
pub struct Membership(pub(super) Arc<membership::Model>);

impl From<Arc<membership::Model>> for Membership {
    fn from(row: Arc<membership::Model>) -> Self {
        Self(row)
    }
}

/// Who can be a member of an alliance.
#[derive(Union)]
pub enum Member {
    /// A city.
    City(City),
    /// An organisation.
    Organisation(Organisation),
    /// Another alliance.
    Alliance(Alliance),
}

/// The time that one member spends in an alliance in one role.
#[Object]
impl Membership {
    /// The global id.
    pub(super) async fn id(&self) -> ID {
        self.0.id.into()
    }

    /// The alliance.
    async fn alliance(&self, ctx: &Context<'_>) -> Result<Alliance> {
        let alliance = One::<Alliances>::new(self.0.alliance_id.0);
        ctx.reader()
            .load_one(alliance)
            .await?
            .map(Alliance)
            .ok_or(Error::NotFound)
    }

    /// The member.
    async fn member(&self, ctx: &Context<'_>) -> Result<Member> {
        let reader = ctx.reader();
        let row = &self.0;
        let member = if let Some(id) = row.city_id {
            let city = reader.load_one(One::<Cities>::new(id.0)).await?;
            city.map(|city| Member::City(City(city)))
        } else if let Some(id) = row.organisation_id {
            let organisation = reader.load_one(One::<Organisations>::new(id.0)).await?;
            organisation.map(|organisation| Member::Organisation(Organisation(organisation)))
        } else if let Some(id) = row.member_alliance_id {
            let alliance = reader.load_one(One::<Alliances>::new(id.0)).await?;
            alliance.map(|alliance| Member::Alliance(Alliance(alliance)))
        } else {
            None
        };
        member.ok_or(Error::NotFound)
    }

    /// What the member is in the alliance.
    async fn role(&self) -> MembershipRole {
        self.0.role.into()
    }

    /// Where the membership stands.
    async fn status(&self) -> MembershipStatus {
        self.0.status.into()
    }

    /// Since when; null when no source says.
    async fn since(&self) -> Option<PartialDate> {
        self.0.since.as_ref().map(PartialDate::from)
    }

    /// Until when; null while it lasts.
    async fn until(&self) -> Option<PartialDate> {
        self.0.until.as_ref().map(PartialDate::from)
    }

    /// The round in which the member was admitted.
    async fn admission_round(&self) -> Option<&str> {
        self.0.admission_round.as_deref()
    }

    /// When it last changed.
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.updated_at
    }

    /// Counts its changes, from 1.
    async fn version(&self) -> i32 {
        self.0.version
    }

    #[graphql(flatten)]
    fn history(&self) -> History {
        History {
            subject: (SubjectKind::Membership, self.0.id.0),
            owners: domain::membership::bodies(&self.0),
        }
    }

    /// Where this comes from, and what contradicts it.
    async fn sources(&self, ctx: &Context<'_>) -> Result<Vec<SourceReference>> {
        references(ctx, SubjectKind::Membership, self.0.id.0).await
    }
}
