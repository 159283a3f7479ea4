//! Records by their global id.

use std::sync::Arc;

use async_graphql::{Context, ID, Interface, Object};
use entity::{
    ActionId, AllianceId, BankQuestionId, ChannelId, CityId, ClientId, DesignationId,
    FeedbackSessionId, MembershipId, ObservationId, OfferingId, OfficeHolderId, OrganisationId,
    PlanId, PlatformId, ProfileId, ProgrammeId, SnapshotId, SpaceId, SurveyId, ThemeId, WebhookId,
    ids::Id, values::SubjectKind,
};

use uuid::Uuid;

use super::{
    alliance::Alliance,
    bank_question::BankQuestion,
    city::City,
    city_profile::{CityProfile, profile},
    connection::Shown,
    context::ContextExt,
    designation::Designation,
    feedback::{FeedbackAction, FeedbackChannel, FeedbackSession, FeedbackTheme},
    filter::read_id,
    learning_space::LearningSpace,
    loader::One,
    membership::Membership,
    offering::Offering,
    office_holder::Office,
    organisation::Organisation,
    plan::Plan,
    platform::LearningPlatform,
    programme::Programme,
    survey::{ResultSnapshot, Survey, snapshot},
};
use crate::domain::{
    Error, Result,
    alliance::Alliances,
    bank_question::BankQuestions,
    city::Cities,
    designation::Designations,
    feedback::{FeedbackActions, FeedbackChannels, FeedbackSessions, FeedbackThemes},
    history::Subject,
    learning_space::LearningSpaces,
    membership::Memberships,
    offering::Offerings,
    office_holder::OfficeHolders,
    organisation::Organisations,
    plan::Plans,
    platform::Platforms,
    programme::Programmes,
    survey::Surveys,
};

/// A record with a global id.
#[derive(Interface)]
#[graphql(field(
    name = "id",
    ty = "ID",
    desc = "The global id: a prefix that tells the kind, `_`, and a UUID (TypeID 0.3)."
))]
pub enum Node {
    /// An alliance.
    Alliance(Alliance),
    /// A question that cities share.
    BankQuestion(BankQuestion),
    /// A city.
    City(City),
    /// What a city says of itself.
    CityProfile(CityProfile),
    /// A designation.
    Designation(Designation),
    /// An action.
    FeedbackAction(FeedbackAction),
    /// A channel.
    FeedbackChannel(FeedbackChannel),
    /// A session.
    FeedbackSession(FeedbackSession),
    /// A theme.
    FeedbackTheme(FeedbackTheme),
    /// A platform.
    LearningPlatform(LearningPlatform),
    /// A learning space.
    LearningSpace(LearningSpace),
    /// A membership.
    Membership(Membership),
    /// An offering.
    Offering(Offering),
    /// A term of office.
    Office(Office),
    /// An organisation.
    Organisation(Organisation),
    /// A plan.
    Plan(Plan),
    /// A programme.
    Programme(Programme),
    /// Published results of a survey.
    ResultSnapshot(ResultSnapshot),
    /// A survey.
    Survey(Survey),
}

/// The record with this id; its prefix says in which list to look.
pub(super) async fn node(ctx: &Context<'_>, id: &ID) -> Result<Node> {
    let prefix = id.rsplit_once('_').map_or("", |(prefix, _)| prefix);
    macro_rules! lists {
        ($($id:ident in $list:ty),+ $(,)?) => {
            match prefix {
                $($id::PREFIX => one::<$list>(ctx, read_id::<$id>(id)?).await.map(Node::from),)+
                ProfileId::PREFIX => profile(ctx, read_id(id)?).await.map(Node::from),
                SnapshotId::PREFIX => snapshot(ctx, read_id(id)?).await.map(Node::from),
                _ => Err(unknown()),
            }
        };
    }
    lists! {
        AllianceId in Alliances,
        BankQuestionId in BankQuestions,
        CityId in Cities,
        DesignationId in Designations,
        PlatformId in Platforms,
        SpaceId in LearningSpaces,
        MembershipId in Memberships,
        OfferingId in Offerings,
        OfficeHolderId in OfficeHolders,
        OrganisationId in Organisations,
        ProgrammeId in Programmes,
        SurveyId in Surveys,
        PlanId in Plans,
        ChannelId in FeedbackChannels,
        FeedbackSessionId in FeedbackSessions,
        ThemeId in FeedbackThemes,
        ActionId in FeedbackActions,
    }
}

async fn one<L: Shown>(ctx: &Context<'_>, id: impl Id) -> Result<L::Node> {
    let row: Option<Arc<L::Row>> = ctx.reader().load_one(One::<L>::new(id.uuid())).await?;
    row.map(L::Node::from).ok_or(Error::NotFound)
}

/// Which prefix stands for which kind of record.
macro_rules! with_kinds {
    ($then:ident) => {
        $then! {
            AllianceId => Alliance, CityId => City, DesignationId => Designation,
            MembershipId => Membership, ObservationId => Observation, OfferingId => Offering,
            OfficeHolderId => OfficeHolder, OrganisationId => Organisation,
            PlatformId => LearningPlatform, ProfileId => CityProfile, ProgrammeId => Programme,
            SpaceId => LearningSpace, ClientId => Client, PlanId => Plan,
            BankQuestionId => BankQuestion, SurveyId => Survey, SnapshotId => SurveySnapshot,
            ChannelId => FeedbackChannel, FeedbackSessionId => FeedbackSession,
            ThemeId => FeedbackTheme, ActionId => FeedbackAction, WebhookId => Webhook,
        }
    };
}

/// Which record an id means, whether it is to be seen or not.
pub(super) fn subject_of(id: &ID) -> Result<Subject> {
    let prefix = id.rsplit_once('_').map_or("", |(prefix, _)| prefix);
    macro_rules! kinds {
        ($($id:ident => $kind:ident),+ $(,)?) => {
            match prefix {
                $($id::PREFIX => Ok(Subject {
                    kind: SubjectKind::$kind,
                    id: read_id::<$id>(id)?.uuid(),
                }),)+
                _ => Err(unknown()),
            }
        };
    }
    with_kinds!(kinds)
}

/// The global id of a record of this kind, if it has one.
pub(super) fn id_of(kind: SubjectKind, id: Uuid) -> Option<ID> {
    macro_rules! kinds {
        ($($id:ident => $kind:ident),+ $(,)?) => {
            match kind {
                $(SubjectKind::$kind => Some($id(id).into()),)+
                SubjectKind::Country => None,
            }
        };
    }
    with_kinds!(kinds)
}

fn unknown() -> Error {
    Error::input("The id is not one that this server gives to records.")
}

pub(super) struct NodeQuery;

#[Object]
impl NodeQuery {
    /// The record with this global id.
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The global id.")] id: ID,
    ) -> Option<Result<Node>> {
        Some(node(ctx, &id).await)
    }

    /// The records with these global ids, in the same order: null, with an error
    /// that has its path, where there is none. At most 100.
    async fn nodes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The global ids.")] ids: Vec<ID>,
    ) -> Result<Vec<Option<Result<Node>>>> {
        let most = ctx.limits().page_size;
        if ids.len() as u64 > most {
            return Err(Error::input(format!(
                "`ids` may have at most {most} items."
            )));
        }
        let nodes = ids.iter().map(async |id| Some(node(ctx, id).await));
        Ok(futures_util::future::join_all(nodes).await)
    }
}
