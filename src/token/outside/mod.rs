//! Issuers beside our own, and what their tokens may say here.

mod key_set;
mod remote;

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use jsonwebtoken::{Algorithm, DecodingKey};
use serde_json::Value;

use self::{key_set::KeySet, remote::RemoteKeys};
use super::{
    Claimed,
    claims::Demands,
    jws::{Jws, client_name},
    problem::{self, Error, Problem},
};
use crate::{
    config::{IssuerSettings, SigningAlgorithm},
    domain::{body::BodyName, scope::Scopes},
    fetch::Fetcher,
};

/// An issuer beside our own.
pub(super) struct Outside {
    settings: IssuerSettings,
    demands: Demands,
    keys: Keys,
}

/// How its signatures are checked.
enum Keys {
    Secret(DecodingKey),
    Public(Arc<RemoteKeys>),
}

impl Outside {
    pub(super) fn new(settings: IssuerSettings, audience: &str, fetcher: Option<Fetcher>) -> Self {
        let audience = settings.audience.as_deref().unwrap_or(audience);
        Self {
            demands: Demands {
                audience: audience.to_owned(),
                longest: settings.longest_seconds.into(),
            },
            keys: match &settings.secret {
                Some(secret) => Keys::Secret(DecodingKey::from_secret(secret.as_bytes())),
                None => Keys::Public(Arc::new(RemoteKeys::new(&settings, fetcher))),
            },
            settings,
        }
    }

    pub(super) fn is(&self, issuer: &str) -> bool {
        self.settings.issuer == issuer
    }

    /// What a token of this issuer claims, once it is known to be one.
    pub(super) async fn verify(&self, jws: &Jws<'_>, now: DateTime<Utc>) -> Result<Claimed, Error> {
        jws.must_be(&self.settings.types)?;
        jws.must_be_plain()?;
        let algorithm = self.algorithm(jws)?;
        match &self.keys {
            Keys::Secret(secret) => jws.must_be_signed(secret, algorithm)?,
            Keys::Public(keys) => {
                let key = keys.find(jws.header("kid"), algorithm).await?;
                jws.must_be_signed(&key, algorithm)?;
            }
        }
        let left = self.demands.check(jws, now)?;
        jws.text("sub")?;
        Ok(self.claimed(jws, left)?)
    }

    /// The algorithm of the token, if it is one of this issuer's.
    fn algorithm(&self, jws: &Jws<'_>) -> Result<Algorithm, Problem> {
        let pinned = self.settings.algorithms.iter();
        let found = pinned.copied().find(|pinned| {
            let names = key_set::names(*pinned);
            jws.header("alg").is_some_and(|name| names.contains(&name))
        });
        found.map(key_set::algorithm).ok_or_else(|| {
            let names: Vec<_> = self
                .settings
                .algorithms
                .iter()
                .map(|one| one.as_str())
                .collect();
            Problem::algorithm(&names.join(" or "))
        })
    }

    fn claimed(&self, jws: &Jws<'_>, left: Duration) -> Result<Claimed, Problem> {
        let settings = &self.settings;
        let body = claim(jws, &settings.body_claim).and_then(Value::as_str);
        let body = body.ok_or_else(|| Problem::no_text(&settings.body_claim))?;
        let body: BodyName = body.parse().map_err(|_| problem::NO_BODY)?;
        let name = body.to_string();
        if !settings
            .bodies
            .iter()
            .any(|allowed| allowed == "*" || *allowed == name)
        {
            return Err(problem::OTHERS_BODY);
        }
        let claimed = &settings.client_claim;
        let client = claim(jws, claimed).and_then(Value::as_str);
        let client = client.filter(|client| !client.is_empty());
        let client = client.ok_or_else(|| Problem::no_text(claimed))?;
        Ok(Claimed {
            issuer: settings.issuer.clone(),
            client: client_name(client, claimed)?,
            body,
            scopes: self.scopes(jws),
            left,
        })
    }

    /// Scopes come as one text or as a list, in our words or in the issuer's own.
    fn scopes(&self, jws: &Jws<'_>) -> Scopes {
        let words: Vec<&str> = match claim(jws, &self.settings.scope_claim) {
            Some(Value::String(text)) => text.split_ascii_whitespace().collect(),
            Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        };
        let table = &self.settings.scopes;
        if table.is_empty() {
            return Scopes::known_in(&words.join(" "));
        }
        let ours: Vec<_> = words.iter().filter_map(|word| table.get(*word)).collect();
        ours.iter()
            .flat_map(|scopes| Scopes::known_in(scopes).iter().collect::<Vec<_>>())
            .collect()
    }
}

/// A claim by its name; else by the path to it, such as `realm_access.roles`.
fn claim<'a>(jws: &'a Jws<'_>, name: &str) -> Option<&'a Value> {
    jws.claim(name).or_else(|| {
        let mut steps = name.split('.');
        let first = jws.claim(steps.next()?)?;
        steps.try_fold(first, |value, step| value.get(step))
    })
}

/// Whether the issuer signs with keys that it publishes.
pub(super) fn has_public_keys(settings: &IssuerSettings) -> bool {
    settings.algorithms != [SigningAlgorithm::Hs256]
}
