//! Who is asking, and what they may do.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, SimpleObject, Union};

use entity::{membership, programme};

use super::{
    alliance::{Alliance, alliance},
    city::{City, city},
    client::ApiClient,
    connection::{self, Connection, Shown, Which, by},
    context::ContextExt,
    feedback::OwnFeedback,
    import_run::ViewerImports,
    mutation::{requires_scopes, scopes_of},
    node::subject_of,
    organisation::{Organisation, organisation},
    survey::ViewerSurveys,
    webhook::Webhook,
};
use crate::domain::{
    self, Error, Result, Viewer,
    body::Body,
    membership::OwnMemberships,
    page::Paging,
    programme::OwnProgrammes,
    viewer::{Act, Join, ManageClients, ManageWebhooks, ReadProgrammes, Speaker},
};

/// A body that a token can speak for.
#[derive(Union)]
pub enum TokenBody {
    /// A member city.
    City(City),
    /// An alliance: an association or another network.
    Alliance(Alliance),
    /// An organisation: a partner institute, for example.
    Organisation(Organisation),
}

/// What a token can be asked about beforehand: the actions of this API, each of
/// which needs one scope.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "crate::domain::viewer::Act")]
pub enum ViewerAction {
    /// Change the record of the city and its profiles: `city:write`.
    WriteCity,
    /// Create and change learning spaces and platforms: `space:write`.
    WriteSpaces,
    /// Create and change terms of office: `office:write`.
    WriteOffices,
    /// See programmes that are not published: `programme:read`.
    ReadProgrammes,
    /// Create, change, publish and archive programmes and offerings: `programme:write`.
    WriteProgrammes,
    /// Apply for memberships, and withdraw from them: `membership:write`.
    Join,
    /// Decide about memberships in the alliance: `membership:write`.
    Admit,
    /// Change the record of the alliance: `alliance:write`.
    WriteAlliance,
    /// Grant and end designations: `designation:write`.
    GrantDesignations,
    /// Change the record of the organisation: `organisation:write`.
    WriteOrganisation,
    /// Write plans: `plan:write`.
    WritePlans,
    /// See surveys that are not published, and results that nobody else sees:
    /// `survey:read`.
    ReadSurveys,
    /// Write surveys, take them through their states, invite to them: `survey:write`.
    WriteSurveys,
    /// Export the answers of single citizens: `answer:read`.
    ReadAnswers,
    /// Write channels, sessions, themes and actions: `feedback:write`.
    WriteFeedback,
    /// Write questions that cities share: `question:write`.
    WriteQuestions,
    /// Create, rotate and revoke clients of the body: `client:manage`.
    ManageClients,
    /// Read the history of records and the audit log: `audit:read`.
    ReadAudit,
    /// Have changes told to addresses of the body's own: `webhook:manage`.
    ManageWebhooks,
}

/// Whether a token may do something.
#[derive(SimpleObject)]
pub struct Permission {
    /// Whether it may.
    allowed: bool,
    /// Why not, in a sentence; null when it may.
    reason: Option<String>,
    /// The scope that the token lacks; null when a scope is not what is missing.
    missing_scope: Option<String>,
}

/// Whoever the token of this request speaks for.
pub struct TokenViewer {
    viewer: Viewer,
    speaker: Arc<Speaker>,
}

/// Whoever the token of this request speaks for.
#[Object(name = "Viewer")]
impl TokenViewer {
    /// The body.
    async fn body(&self, ctx: &Context<'_>) -> Result<TokenBody> {
        Ok(match self.speaker.body {
            Body::City(id) => TokenBody::City(city(ctx, id).await?),
            Body::Alliance(id) => TokenBody::Alliance(alliance(ctx, id).await?),
            Body::Organisation(id) => TokenBody::Organisation(organisation(ctx, id).await?),
        })
    }

    /// The body's name, such as `city:kr-hanam`.
    async fn name(&self) -> &str {
        &self.speaker.name
    }

    /// What the token may be used for, such as `programme:write`.
    async fn scopes(&self) -> Vec<&'static str> {
        let scopes = self.speaker.scopes.iter();
        scopes.map(domain::scope::Scope::as_str).collect()
    }

    /// The id of the client that got the token.
    async fn client(&self) -> &str {
        &self.speaker.client
    }

    /// Who issued the token.
    async fn issuer(&self) -> &str {
        &self.speaker.issuer
    }

    /// The city's own programmes, whatever their status. Requires `programme:read`.
    #[graphql(directive = requires_scopes::apply(scopes_of::<ReadProgrammes>()))]
    #[expect(
        clippy::too_many_arguments,
        reason = "Relay gives a connection four arguments of its own"
    )]
    async fn programmes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many rows from the beginning: 1 to 100, else 25.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Only rows behind this cursor.")] after: Option<String>,
        #[graphql(desc = "How many rows from the end: 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only rows before this cursor.")] before: Option<String>,
        #[graphql(name = "where", desc = "Which rows; all when left out.")] filter: Option<
            <OwnProgrammes as Shown>::Filter,
        >,
        #[graphql(desc = "The order of the rows.")] order_by: Option<
            <OwnProgrammes as Shown>::OrderBy,
        >,
    ) -> Option<Result<Connection<OwnProgrammes>>> {
        let paging = Paging {
            first,
            after,
            last,
            before,
        };
        Some(self.own_programmes(ctx, paging, (filter, order_by)).await)
    }

    #[graphql(flatten)]
    fn feedback(&self) -> OwnFeedback<'_> {
        OwnFeedback(&self.viewer)
    }

    /// The memberships of the body, or in the alliance that it is, applications
    /// included.
    /// Requires `membership:write`.
    #[graphql(directive = requires_scopes::apply(scopes_of::<Join>()))]
    #[expect(
        clippy::too_many_arguments,
        reason = "Relay gives a connection four arguments of its own"
    )]
    async fn memberships(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many rows from the beginning: 1 to 100, else 25.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Only rows behind this cursor.")] after: Option<String>,
        #[graphql(desc = "How many rows from the end: 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only rows before this cursor.")] before: Option<String>,
        #[graphql(name = "where", desc = "Which rows; all when left out.")] filter: Option<
            <OwnMemberships as Shown>::Filter,
        >,
        #[graphql(desc = "The order of the rows.")] order_by: Option<
            <OwnMemberships as Shown>::OrderBy,
        >,
    ) -> Option<Result<Connection<OwnMemberships>>> {
        let paging = Paging {
            first,
            after,
            last,
            before,
        };
        Some(self.own_memberships(ctx, paging, (filter, order_by)).await)
    }

    #[graphql(flatten)]
    fn imports(&self) -> ViewerImports {
        ViewerImports(self.viewer.clone())
    }

    #[graphql(flatten)]
    fn surveys(&self) -> ViewerSurveys {
        ViewerSurveys(self.viewer.clone())
    }

    /// The clients of the body, in the order in which they were made, ended ones
    /// included. Requires `client:manage`.
    #[graphql(directive = requires_scopes::apply(scopes_of::<ManageClients>()))]
    async fn clients(&self, ctx: &Context<'_>) -> Option<Result<Vec<ApiClient>>> {
        Some(self.own_clients(ctx).await)
    }

    /// The webhooks of the body, in the order in which they were made. Requires
    /// `webhook:manage`.
    #[graphql(directive = requires_scopes::apply(scopes_of::<ManageWebhooks>()))]
    async fn webhooks(&self, ctx: &Context<'_>) -> Option<Result<Vec<Webhook>>> {
        Some(self.own_webhooks(ctx).await)
    }

    /// Whether this token may do something, at all or to one record. A front end
    /// asks before it shows a button.
    async fn can(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to do.")] action: ViewerAction,
        #[graphql(desc = "The record to do it to; whether it can be done at all when left out.")]
        on: Option<ID>,
    ) -> Result<Permission> {
        let checked = async {
            Act::from(action).check(&self.viewer)?;
            match on {
                Some(id) => self.must_own(ctx, action, &id).await,
                None => Ok(()),
            }
        };
        permission(checked.await)
    }
}

impl TokenViewer {
    async fn own_programmes(
        &self,
        ctx: &Context<'_>,
        paging: Paging,
        which: Which<OwnProgrammes>,
    ) -> Result<Connection<OwnProgrammes>> {
        let permit = self.viewer.permit::<ReadProgrammes>()?;
        let place = by(permit.owner(), programme::Column::CityId);
        connection::of(ctx, place, paging, which).await
    }

    async fn own_memberships(
        &self,
        ctx: &Context<'_>,
        paging: Paging,
        which: Which<OwnMemberships>,
    ) -> Result<Connection<OwnMemberships>> {
        use membership::Column;
        let place = match self.viewer.permit::<Join>()?.owner() {
            Body::City(id) => by(id, Column::CityId),
            Body::Organisation(id) => by(id, Column::OrganisationId),
            Body::Alliance(id) => by(id, Column::AllianceId),
        };
        connection::of(ctx, place, paging, which).await
    }

    async fn own_clients(&self, ctx: &Context<'_>) -> Result<Vec<ApiClient>> {
        let permit = self.viewer.permit::<ManageClients>()?;
        let clients = domain::client::list(ctx.db(), &permit, None).await?;
        Ok(clients.into_iter().map(ApiClient).collect())
    }

    async fn own_webhooks(&self, ctx: &Context<'_>) -> Result<Vec<Webhook>> {
        let permit = self.viewer.permit::<ManageWebhooks>()?;
        let webhooks = domain::webhook::list(ctx.db(), &permit).await?;
        Ok(webhooks.into_iter().map(Webhook).collect())
    }

    async fn must_own(&self, ctx: &Context<'_>, action: ViewerAction, id: &ID) -> Result<()> {
        let owners = domain::history::owners(ctx.db(), subject_of(id)?).await?;
        // A membership names its alliance first: that decides, and the member joins.
        let is_owner = match (action, owners.split_first()) {
            (ViewerAction::Admit, Some((alliance, _))) => *alliance == self.speaker.body,
            (ViewerAction::Join, Some((_, members))) => members.contains(&self.speaker.body),
            _ => owners.contains(&self.speaker.body),
        };
        is_owner.then_some(()).ok_or(Error::NotFound)
    }
}

fn permission(checked: Result<()>) -> Result<Permission> {
    let (reason, missing_scope) = match checked {
        Ok(()) => (None, None),
        Err(Error::Forbidden(denied)) => {
            let scope = denied
                .missing_scope()
                .map(|scope| scope.as_str().to_owned());
            (Some(denied.sentence()), scope)
        }
        Err(Error::NotFound) => {
            let reason = "There is no such record, or it is not yours.";
            (Some(reason.to_owned()), None)
        }
        Err(error) => return Err(error),
    };
    Ok(Permission {
        allowed: reason.is_none(),
        reason,
        missing_scope,
    })
}

pub(super) struct ViewerQuery;

#[Object]
impl ViewerQuery {
    /// Whoever the token of this request speaks for; null without a token.
    async fn viewer(&self, ctx: &Context<'_>) -> Option<TokenViewer> {
        match ctx.viewer() {
            Viewer::Body(speaker) => Some(TokenViewer {
                viewer: ctx.viewer().clone(),
                speaker: Arc::clone(speaker),
            }),
            Viewer::Public | Viewer::Operator | Viewer::Clock => None,
        }
    }
}
