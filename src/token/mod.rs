//! Tokens: who issues them, and for whom they speak.
//!
//! A token is believed in this order: its parts ([`jws`]), its issuer, the key
//! that the issuer signs with, the signature, and only then what it claims
//! ([`claims`]). Nothing in a token says how it is to be checked: the issuer's
//! algorithms and keys are known beforehand (RFC 8725).

mod claims;
mod jws;
mod keys;
mod own;
mod problem;

use std::{sync::Arc, time::Duration};

use moka::future::Cache;

use self::{jws::Jws, own::Own};
pub use self::{
    keys::{CACHE_LIFE, KeyState, Keys, KeysError, ListedKey, replace, rotate},
    own::Grant,
    problem::{Error, Problem},
};
use crate::{
    app::App,
    config::TokenSettings,
    domain::{
        Viewer,
        body::{self, Body, BodyName},
        scope::Scopes,
        viewer::Speaker,
    },
};

/// The client of tokens that `learning-cities token` hands out.
pub const TRIAL: &str = "trial";

/// How long it may take until a change of a body is noticed.
const NOTICED_WITHIN: Duration = Duration::from_millis(500);

/// Issues and verifies tokens.
pub struct Tokens {
    app: App,
    own: Own,
    bodies: Cache<BodyName, Option<Body>>,
}

/// What a token claims, once its signature is known to be good.
struct Claimed {
    issuer: String,
    client: String,
    body: BodyName,
    scopes: Scopes,
}

impl Tokens {
    /// Issues with these keys, and verifies.
    #[must_use]
    pub fn new(app: App, settings: &TokenSettings, keys: Keys) -> Self {
        let issuer = app.public_url().to_owned();
        let bodies = Cache::builder()
            .max_capacity(10_000)
            .time_to_live(NOTICED_WITHIN);
        Self {
            own: Own::new(issuer, settings.audience.clone(), settings.life, keys),
            bodies: bodies.build(),
            app,
        }
    }

    /// A token that is valid from now on.
    #[must_use]
    pub fn issue(&self, grant: &Grant<'_>) -> String {
        self.own.issue(grant, self.app.now())
    }

    /// The public halves of our keys, as a JSON Web Key Set.
    #[must_use]
    pub fn key_set(&self) -> serde_json::Value {
        self.own.keys.ring().published(self.app.now())
    }

    /// Who speaks through this token.
    pub async fn viewer(&self, token: &str) -> Result<Viewer, Error> {
        let claimed = self.verify(token)?;
        let body = self.body(&claimed.body).await?;
        Ok(Viewer::Body(Arc::new(Speaker {
            body: body.ok_or(problem::STRANGE_BODY)?,
            name: claimed.body.to_string(),
            client: claimed.client,
            issuer: claimed.issuer,
            scopes: claimed.scopes,
        })))
    }

    fn verify(&self, token: &str) -> Result<Claimed, Problem> {
        let jws = Jws::parse(token)?;
        if jws.issuer()? == self.own.issuer {
            self.own.verify(&jws, self.app.now())
        } else {
            Err(problem::STRANGE_ISSUER)
        }
    }

    /// The body of this name, as it was at most half a second ago.
    async fn body(&self, name: &BodyName) -> Result<Option<Body>, Error> {
        if let Some(body) = self.bodies.get(name).await {
            return Ok(body);
        }
        let body = body::by_name(self.app.reader(), name).await?;
        self.bodies.insert(name.clone(), body).await;
        Ok(body)
    }
}
