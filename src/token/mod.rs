//! Tokens: who issues them, and for whom they speak.
//!
//! A token is believed in this order: its parts (`jws`), its issuer, the key
//! that the issuer signs with, the signature, and only then what it claims
//! (`claims`). Nothing in a token says how it is to be checked: the issuer's
//! algorithms and keys are known beforehand (RFC 8725).

mod attempts;
mod claims;
mod clients;
mod jws;
mod keys;
mod outside;
mod own;
mod problem;

use std::{sync::Arc, time::Duration};

use serde::Serialize;

use self::{clients::Register, jws::Jws, outside::Outside, own::Own};
pub use self::{
    clients::{Application, Denial},
    keys::{CACHE_LIFE, KeyState, Keys, KeysError, LONGEST_LIFE, ListedKey, replace, rotate},
    own::Grant,
    problem::{Error, Problem},
};
use crate::{
    app::App,
    config::TokenSettings,
    domain::{Viewer, body::BodyName, scope::Scopes, viewer::Speaker},
    fetch::Fetcher,
};

/// The client of tokens that `learning-cities token` hands out.
pub const TRIAL: &str = "trial";

/// Issues and verifies tokens.
pub struct Tokens {
    app: App,
    own: Own,
    outside: Vec<Outside>,
    register: Register,
    production: bool,
}

/// A token of ours, as a client gets it.
#[derive(Clone, Debug, Serialize)]
pub struct Issued {
    /// The token.
    pub access_token: String,
    /// How it is sent: always `Bearer`.
    pub token_type: &'static str,
    /// How many seconds it is valid.
    pub expires_in: i64,
    /// What it may be used for.
    pub scope: String,
}

/// What a token claims, once its signature is known to be good.
struct Claimed {
    issuer: String,
    client: String,
    body: BodyName,
    scopes: Scopes,
    left: Duration,
}

/// Whoever speaks, and for how long they may.
#[derive(Clone, Debug, Default)]
pub struct Bearer {
    /// Who it is.
    pub viewer: Viewer,
    /// How long the token is still valid; `None` without a token.
    pub left: Option<Duration>,
}

impl Tokens {
    /// Issues with these keys, and verifies.
    #[must_use]
    pub fn new(app: App, settings: &TokenSettings, keys: Keys) -> Self {
        let issuer = app.public_url().to_owned();
        Self {
            own: Own::new(issuer, settings.audience.clone(), settings.life, keys),
            outside: outside(settings),
            register: Register::new(app.clone()),
            production: settings.production,
            app,
        }
    }

    /// A token that is valid from now on.
    #[must_use]
    pub fn issue(&self, grant: &Grant<'_>) -> String {
        self.own.issue(grant, self.app.now())
    }

    /// A token for a client that proves itself.
    pub async fn exchange(&self, asked: Application<'_>) -> Result<Issued, Denial> {
        let allowed = self.register.admit(asked).await?;
        let access_token = self.issue(&Grant {
            client: &allowed.client,
            body: &allowed.body,
            scopes: &allowed.scopes,
        });
        Ok(Issued {
            access_token,
            token_type: "Bearer",
            expires_in: self.own.life.num_seconds(),
            scope: allowed.scopes.to_string(),
        })
    }

    /// The public halves of our keys, as a JSON Web Key Set.
    #[must_use]
    pub fn key_set(&self) -> serde_json::Value {
        self.own.keys.ring().published(self.app.now())
    }

    /// Who speaks through this token.
    pub async fn viewer(&self, token: &str) -> Result<Viewer, Error> {
        Ok(self.bearer(token).await?.viewer)
    }

    /// Who speaks through this token, and for how long.
    pub async fn bearer(&self, token: &str) -> Result<Bearer, Error> {
        let claimed = self.verify(token).await?;
        let body = self.register.body(&claimed.body).await?;
        let speaker = Speaker {
            body: body.ok_or(problem::STRANGE_BODY)?,
            name: claimed.body.to_string(),
            client: claimed.client,
            issuer: claimed.issuer,
            scopes: claimed.scopes,
        };
        self.must_stand(&speaker).await?;
        Ok(Bearer {
            viewer: Viewer::Body(Arc::new(speaker)),
            left: Some(claimed.left),
        })
    }

    /// Whether somebody whose token was good may still speak, the time aside.
    pub async fn may_still_speak(&self, viewer: &Viewer) -> Result<(), Error> {
        let Viewer::Body(speaker) = viewer else {
            return Ok(());
        };
        let name = speaker.name.parse().map_err(|_| problem::NO_BODY)?;
        if self.register.body(&name).await? != Some(speaker.body) {
            return Err(problem::STRANGE_BODY.into());
        }
        self.must_stand(speaker).await
    }

    async fn verify(&self, token: &str) -> Result<Claimed, Error> {
        let jws = Jws::parse(token)?;
        let (issuer, now) = (jws.issuer()?, self.app.now());
        if issuer == self.own.issuer {
            return Ok(self.own.verify(&jws, now)?);
        }
        match self.outside.iter().find(|outside| outside.is(issuer)) {
            Some(outside) => outside.verify(&jws, now).await,
            None => Err(Problem::issuer(issuer, &self.own.issuer).into()),
        }
    }

    /// Whether a client of ours may still speak for this body. A token is good for
    /// minutes, but a client can be ended at any moment.
    async fn must_stand(&self, speaker: &Speaker) -> Result<(), Error> {
        if speaker.issuer != self.own.issuer {
            return Ok(());
        }
        if speaker.client == TRIAL {
            return if self.production {
                Err(problem::TRYING.into())
            } else {
                Ok(())
            };
        }
        let now = self.app.now();
        match self.register.speaks_for(&speaker.client, now).await? {
            Some(own) if own == speaker.body => Ok(()),
            _ => Err(problem::STRANGE_BODY.into()),
        }
    }
}

/// The issuers of the settings. Only those that publish keys need a connection.
fn outside(settings: &TokenSettings) -> Vec<Outside> {
    let needs_keys = settings.issuers.iter().any(outside::has_public_keys);
    let fetcher = needs_keys.then(Fetcher::new).and_then(|fetcher| {
        fetcher
            .inspect_err(|error| tracing::error!(%error, "TLS to other servers is not possible"))
            .ok()
    });
    let issuers = settings.issuers.iter().cloned();
    issuers
        .map(|issuer| Outside::new(issuer, &settings.audience, fetcher.clone()))
        .collect()
}
