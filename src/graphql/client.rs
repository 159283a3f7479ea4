//! Clients: the programs that get tokens for their body.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, TimeDelta, Utc};
use entity::{ClientId, api_client, values::SubjectKind};

use super::{
    context::ContextExt,
    filter::read_id,
    history::History,
    mutation::{Payload, UserError, mutations, told},
    scalar::end_of,
};
use crate::domain::{
    self, Error, Result,
    client::{NewClient, Secret},
    problem::{Complaint, Problems},
    record::Target,
    scope::{Scope, Scopes},
    viewer::ManageClients,
};

/// Hours that a replaced secret goes on when the request does not say.
const OVERLAP_HOURS: i32 = 24;

/// A program that gets tokens for its body at `/oauth/token`.
#[derive(Clone)]
pub struct ApiClient(pub(super) api_client::Model);

/// A program that gets tokens for its body at `/oauth/token`.
#[Object]
impl ApiClient {
    /// The id, which is also the `client_id` of OAuth 2.0.
    async fn id(&self) -> ID {
        self.0.id.into()
    }

    /// What people call it.
    async fn label(&self) -> &str {
        &self.0.label
    }

    /// What its tokens may be used for.
    async fn scopes(&self) -> Vec<&'static str> {
        let scopes = domain::client::scopes_of(&self.0);
        scopes.iter().map(Scope::as_str).collect()
    }

    /// When it ends by itself; null when it does not.
    async fn expires_at(&self) -> Option<DateTime<Utc>> {
        self.0.expires_at
    }

    /// When it was revoked; null when it was not.
    async fn revoked_at(&self) -> Option<DateTime<Utc>> {
        self.0.revoked_at
    }

    /// When it last got a token, to the minute; null when it never did.
    async fn last_used_at(&self) -> Option<DateTime<Utc>> {
        self.0.last_used_at
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
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
            subject: (SubjectKind::Client, self.0.id.0),
            owners: domain::client::body_of(&self.0).into_iter().collect(),
        }
    }
}

/// The client to make. It belongs to the body of your token.
#[derive(InputObject)]
pub struct ClientCreateInput {
    /// What people call it, such as "course system".
    label: String,
    /// What its tokens may be used for, such as `programme:write`; your own token
    /// must hold each of them.
    scopes: Vec<String>,
    /// When it ends by itself.
    expires_at: Option<DateTime<Utc>>,
}

impl ClientCreateInput {
    fn read(self, most: u64) -> Result<NewClient> {
        let mut problems = Problems::default();
        let scopes = self.scopes.iter().enumerate();
        let scopes = scopes.filter_map(|(place, text)| {
            let scope = text.parse();
            if scope.is_err() {
                let unknown = Complaint::unknown_code("scopes", text);
                problems.add(&format!("scopes.{place}"), unknown);
            }
            scope.ok()
        });
        let scopes: Scopes = scopes.collect();
        problems.into_result()?;
        Ok(NewClient {
            label: self.label,
            scopes,
            expires_at: self.expires_at.and_then(end_of),
            most,
        })
    }
}

/// The client that gets a new secret.
#[derive(InputObject)]
pub struct ClientRotateInput {
    /// The client.
    id: ID,
    /// For how many hours the secret that it has now goes on: 0 to 720, else 24.
    overlap_hours: Option<i32>,
}

/// The client to end.
#[derive(InputObject)]
pub struct ClientRevokeInput {
    /// The client.
    id: ID,
}

fn target(id: &ID, expected_version: Option<i32>) -> Result<Target<ClientId>> {
    Ok(Target {
        id: read_id(id)?,
        expected_version,
    })
}

/// A client and its new secret.
#[derive(SimpleObject)]
pub struct ClientSecretPayload {
    /// The client; null when there is something to mend.
    client: Option<ApiClient>,
    /// The secret. Keep it now: it is shown once, and null when an answer is
    /// repeated for its idempotency key.
    secret: Option<String>,
    /// What to mend in the input. Empty when it worked.
    user_errors: Vec<UserError>,
}

impl Payload for ClientSecretPayload {
    type Done = (api_client::Model, Secret);

    async fn done(ctx: &Context<'_>, (client, secret): Self::Done) -> Result<Self> {
        let transaction = ctx.transaction().ok_or(Error::Unauthenticated)?;
        transaction.hide(secret.reveal());
        Ok(Self {
            client: Some(ApiClient(client)),
            secret: Some(secret.reveal().to_owned()),
            user_errors: Vec::new(),
        })
    }

    async fn refused(ctx: &Context<'_>, problems: &Problems) -> Result<Self> {
        Ok(Self {
            client: None,
            secret: None,
            user_errors: told(ctx, problems),
        })
    }
}

/// What came of ending a client.
#[derive(SimpleObject)]
pub struct ClientPayload {
    /// The client as it is now; null when there is something to mend.
    client: Option<ApiClient>,
    /// What to mend in the input. Empty when it worked.
    user_errors: Vec<UserError>,
}

impl Payload for ClientPayload {
    type Done = api_client::Model;

    async fn done(_: &Context<'_>, client: api_client::Model) -> Result<Self> {
        Ok(Self {
            client: Some(ApiClient(client)),
            user_errors: Vec::new(),
        })
    }

    async fn refused(ctx: &Context<'_>, problems: &Problems) -> Result<Self> {
        Ok(Self {
            client: None,
            user_errors: told(ctx, problems),
        })
    }
}

mutations! {
    /// What a body does with its own clients.
    ClientMutation;
    /// Makes a client of your body, and its first secret. A body has at most `clients`
    /// of them that have not ended (`serviceLimits`). Requires `client:manage`.
    creates client_create(ClientCreateInput) -> ClientSecretPayload, by ManageClients:
        |writing, permit, input, in ctx| {
            let new = input.read(ctx.limits().clients)?;
            domain::client::create(writing, permit, permit.owner(), &new).await
        };
    /// Makes a new secret for a client; the one before goes on for a while, so that
    /// nothing stands still. Requires `client:manage`.
    changes client_rotate(ClientRotateInput) -> ClientSecretPayload, by ManageClients:
        |writing, permit, input, version| {
            let overlap = input.overlap_hours.unwrap_or(OVERLAP_HOURS);
            let overlap = TimeDelta::hours(overlap.into());
            domain::client::rotate(writing, permit, target(&input.id, version)?, overlap).await
        };
    /// Ends a client, and within a second every token that it has. Requires
    /// `client:manage`.
    changes client_revoke(ClientRevokeInput) -> ClientPayload, by ManageClients:
        |writing, permit, input, version| {
            domain::client::revoke(writing, permit, target(&input.id, version)?).await
        };
}
