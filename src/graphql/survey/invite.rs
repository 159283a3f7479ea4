//! Inviting people to a survey.

use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use entity::survey;

use super::answer::{SurveySegmentValueInput, segments};
use crate::{
    domain::{
        Error, Result,
        problem::Problems,
        record::Target,
        survey::invitation::{self, Group, Invited},
        viewer::{ReadSurveys, WriteSurveys},
    },
    graphql::{
        context::ContextExt,
        filter::read_id,
        mutation::{Payload, UserError, mutations, requires_scopes, scopes_of, told},
    },
};

/// How many were invited, and how many of them have answered.
#[derive(SimpleObject)]
pub struct SurveyInvitations {
    /// The invitations there are.
    sent: i64,
    /// Those that were used.
    used: i64,
}

/// Who was invited to a survey.
pub(super) struct Invitations(pub(super) Arc<survey::Model>);

#[Object]
impl Invitations {
    /// How many were invited, and how many of them have answered: of your own
    /// survey. Requires `survey:read`.
    #[graphql(directive = requires_scopes::apply(scopes_of::<ReadSurveys>()))]
    async fn invitations(&self, ctx: &Context<'_>) -> Option<Result<SurveyInvitations>> {
        Some(counted(ctx, &self.0).await)
    }
}

async fn counted(ctx: &Context<'_>, survey: &survey::Model) -> Result<SurveyInvitations> {
    let permit = ctx.viewer().permit::<ReadSurveys>()?;
    if permit.owner() != survey.city_id {
        return Err(Error::NotFound);
    }
    let counts = invitation::invitations(ctx.db(), survey.id).await?;
    Ok(SurveyInvitations {
        sent: counts.sent,
        used: counts.used,
    })
}

/// People to invite who have the same attributes.
#[derive(InputObject)]
pub struct SurveyInvitationGroupInput {
    /// What all of them have in common. In an anonymous survey at least
    /// `minCellSize` people need to have it in common.
    #[graphql(default)]
    segments: Vec<SurveySegmentValueInput>,
    /// How many, when you do not say who they are.
    #[graphql(default)]
    count: i32,
    /// Who they are, in the words of your own register: each is invited once,
    /// however often you send the list. In an anonymous survey only a hash of it is
    /// kept. Needed when `responseControl` is `REGISTERED`.
    #[graphql(default)]
    participants: Vec<String>,
}

/// Whom to invite: at most 10,000 people, in groups.
#[derive(InputObject)]
pub struct SurveyInviteInput {
    /// The survey.
    id: ID,
    /// The people.
    groups: Vec<SurveyInvitationGroupInput>,
}

impl SurveyInviteInput {
    fn groups(self) -> Vec<Group> {
        let groups = self.groups.into_iter();
        groups
            .map(|group| Group {
                segments: segments(group.segments),
                count: group.count,
                participants: group.participants,
            })
            .collect()
    }
}

/// Invitations of one group, in the order of its participants.
#[derive(SimpleObject, Default)]
pub struct SurveyInvitationGroup {
    /// The tokens to send out. Keep them now: they are shown once, and null when an
    /// answer is repeated for its idempotency key.
    tokens: Vec<Option<String>>,
}

/// What came of inviting.
#[derive(SimpleObject)]
pub struct SurveyInvitePayload {
    /// How many were invited.
    count: i32,
    /// The invitations, group by group as in the input.
    groups: Vec<SurveyInvitationGroup>,
    /// What to mend in the input. Empty when it worked.
    user_errors: Vec<UserError>,
}

impl Payload for SurveyInvitePayload {
    type Done = Vec<Invited>;

    async fn done(ctx: &Context<'_>, invited: Vec<Invited>) -> Result<Self> {
        let transaction = ctx.transaction().ok_or(Error::Unauthenticated)?;
        let count = i32::try_from(invited.len()).unwrap_or(i32::MAX);
        let mut groups = Vec::new();
        for one in invited {
            transaction.hide(&one.token);
            if groups.len() <= one.group {
                groups.resize_with(one.group + 1, SurveyInvitationGroup::default);
            }
            groups[one.group].tokens.push(Some(one.token));
        }
        Ok(Self {
            count,
            groups,
            user_errors: Vec::new(),
        })
    }

    async fn refused(ctx: &Context<'_>, problems: &Problems) -> Result<Self> {
        Ok(Self {
            count: 0,
            groups: Vec::new(),
            user_errors: told(ctx, problems),
        })
    }
}

mutations! {
    /// Whom a city invites.
    InvitationMutation;
    /// Makes invitations to a survey that was published: each lets one person answer
    /// once, and only its hash is kept. Requires `survey:write`.
    creates survey_invite(SurveyInviteInput) -> SurveyInvitePayload, by WriteSurveys:
        |writing, permit, input| {
            let target = Target { id: read_id(&input.id)?, expected_version: None };
            invitation::invite(writing, permit, (target, input.groups())).await
        };
}
