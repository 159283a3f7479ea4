//! The clients of our own issuer: how they stand, and what they get.

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use entity::{ClientId, api_client};
use moka::future::Cache;

use super::{
    attempts::Attempts,
    problem::{self, Error},
};
use crate::{
    app::App,
    domain::{
        self,
        body::{self, Body, BodyName},
        client::{self, Standing},
        scope::{Scope, Scopes},
    },
};

/// How long it may take until a change of a client or a body is noticed.
///
/// A revocation has to work within a second, so nothing is believed for longer.
const NOTICED_WITHIN: Duration = Duration::from_millis(500);

/// Clients and bodies as the database had them half a second ago.
pub(super) struct Register {
    app: App,
    clients: Cache<ClientId, Option<Arc<api_client::Model>>>,
    bodies: Cache<BodyName, Option<Body>>,
    attempts: Attempts,
}

/// What a client asks a token for.
#[derive(Clone, Copy)]
pub struct Application<'a> {
    /// Its id, as it was sent.
    pub client: &'a str,
    /// Its secret, as it was sent.
    pub secret: &'a str,
    /// The scopes that it wants; all of its own if it does not say.
    pub scope: Option<&'a str>,
}

/// Why a client gets no token.
#[derive(Debug)]
pub enum Denial {
    /// It is not known by this secret, or it has ended.
    Client(&'static str),
    /// It may not have this scope.
    Scope(String),
    /// There were too many wrong secrets; come again after so many seconds.
    Attempts(u64),
    /// It could not be found out.
    Broken(domain::Error),
}

impl From<domain::Error> for Denial {
    fn from(error: domain::Error) -> Self {
        Self::Broken(error)
    }
}

/// What a client may have.
pub(super) struct Allowed {
    pub(super) client: String,
    pub(super) body: BodyName,
    pub(super) scopes: Scopes,
}

impl Register {
    pub(super) fn new(app: App) -> Self {
        Self {
            app,
            clients: half_a_second(),
            bodies: half_a_second(),
            attempts: Attempts::default(),
        }
    }

    /// The body of this name.
    pub(super) async fn body(&self, name: &BodyName) -> Result<Option<Body>, Error> {
        let found = body::by_name(self.app.reader(), name);
        let body = self.bodies.try_get_with_by_ref(name, found).await;
        body.map_err(|error| Error::Broken((*error).clone()))
    }

    /// The body that a client of ours speaks for, as long as it may.
    pub(super) async fn speaks_for(
        &self,
        id: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<Body>, Error> {
        let id: ClientId = id.parse().map_err(|_| problem::STRANGE_CLIENT)?;
        let found = async { Ok(client::by_id(self.app.reader(), id).await?.map(Arc::new)) };
        let client = self.clients.try_get_with(id, found).await;
        let client = client.map_err(|error: Arc<domain::Error>| Error::Broken((*error).clone()))?;
        let client = client.ok_or(problem::STRANGE_CLIENT)?;
        match client::standing(&client, now) {
            Standing::Good => Ok(client::body_of(&client)),
            Standing::Expired => Err(problem::ENDED.into()),
            Standing::Revoked => Err(problem::REVOKED.into()),
        }
    }

    /// What the client may have, once it has proved itself.
    pub(super) async fn admit(&self, asked: Application<'_>) -> Result<Allowed, Denial> {
        let client = self.prove(asked).await?;
        match client::standing(&client, self.app.now()) {
            Standing::Good => {}
            Standing::Expired => return Err(Denial::Client("The client has expired.")),
            Standing::Revoked => return Err(Denial::Client("The client has been revoked.")),
        }
        let scopes = narrowed(&client::scopes_of(&client), asked.scope)?;
        let name = match client::body_of(&client) {
            Some(body) => body::name_of(self.app.reader(), body).await?,
            None => None,
        };
        self.note_use(&client);
        Ok(Allowed {
            client: client.id.to_string(),
            body: name.ok_or(Denial::Client(
                "The body of the client has left the network.",
            ))?,
            scopes,
        })
    }

    /// Whoever has the right secret is let in, however often somebody else has
    /// tried a wrong one: else anybody could lock a city out by its client's id.
    async fn prove(&self, asked: Application<'_>) -> Result<api_client::Model, Denial> {
        let id = asked.client.parse().unwrap_or(ClientId(uuid::Uuid::nil()));
        let (reader, now) = (self.app.reader(), self.app.now());
        match client::authenticated(reader, (id, asked.secret), now).await? {
            Some(client) => Ok(client),
            None => Err(match self.attempts.failed(id) {
                Some(seconds) => Denial::Attempts(seconds),
                None => Denial::Client("There is no such client, or the secret is wrong."),
            }),
        }
    }

    /// The answer does not wait for this.
    fn note_use(&self, client: &api_client::Model) {
        let (app, id) = (self.app.clone(), client.id);
        tokio::spawn(async move {
            if let Err(error) = client::note_use(app.writer(), id, app.now()).await {
                tracing::warn!(?error, "the use of a client could not be noted");
            }
        });
    }
}

/// The scopes that were asked for, if the client has them.
fn narrowed(held: &Scopes, wanted: Option<&str>) -> Result<Scopes, Denial> {
    let Some(wanted) = wanted else {
        return Ok(held.clone());
    };
    let wanted: Scopes = wanted.parse().map_err(|_| {
        let all: Vec<_> = Scope::ALL.iter().map(|scope| scope.as_str()).collect();
        Denial::Scope(format!("There are only these scopes: {}.", all.join(", ")))
    })?;
    let missing = wanted.iter().find(|scope| !held.has(*scope));
    match missing.map(Scope::as_str) {
        Some(missing) => Err(Denial::Scope(format!(
            "The client does not hold {missing}."
        ))),
        None => Ok(wanted),
    }
}

fn half_a_second<K, V>() -> Cache<K, V>
where
    K: std::hash::Hash + Eq + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    Cache::builder()
        .max_capacity(10_000)
        .time_to_live(NOTICED_WITHIN)
        .build()
}
