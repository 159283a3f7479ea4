//! Our own issuer: access tokens as RFC 9068 has them.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::Algorithm;
use serde::Serialize;
use serde_json::json;

use super::{
    Claimed,
    claims::Demands,
    jws::{Jws, client_name},
    keys::{Keys, LONGEST_LIFE},
    problem::{self, Problem},
};
use crate::domain::{body::BodyName, scope::Scopes};
use entity::ids::uuid_at;

/// The one algorithm that we sign with.
const ALGORITHM: &str = "EdDSA";

/// What a token says, and to whom.
#[derive(Clone, Debug)]
pub struct Grant<'a> {
    /// The client that gets it.
    pub client: &'a str,
    /// The body that it speaks for.
    pub body: &'a BodyName,
    /// What it may be used for.
    pub scopes: &'a Scopes,
}

/// Our own issuer.
pub(super) struct Own {
    pub(super) issuer: String,
    pub(super) keys: Keys,
    pub(super) life: TimeDelta,
    demands: Demands,
    types: [String; 1],
}

#[derive(Serialize)]
struct Claims<'a> {
    iss: &'a str,
    sub: &'a str,
    aud: &'a str,
    exp: i64,
    iat: i64,
    jti: String,
    client_id: &'a str,
    scope: String,
    body: String,
}

impl Own {
    pub(super) fn new(issuer: String, audience: String, life: TimeDelta, keys: Keys) -> Self {
        Self {
            issuer,
            keys,
            life,
            demands: Demands {
                audience,
                longest: LONGEST_LIFE.as_seconds_f64(),
            },
            types: ["at+jwt".to_owned()],
        }
    }

    /// Signs a token that is valid from now on.
    pub(super) fn issue(&self, grant: &Grant<'_>, now: DateTime<Utc>) -> String {
        let claims = Claims {
            iss: &self.issuer,
            sub: grant.client,
            aud: &self.demands.audience,
            exp: (now + self.life).timestamp(),
            iat: now.timestamp(),
            jti: uuid_at(now).simple().to_string(),
            client_id: grant.client,
            scope: grant.scopes.to_string(),
            body: grant.body.to_string(),
        };
        let ring = self.keys.ring();
        let key = ring.signing(now);
        let header = json!({ "typ": self.types[0], "alg": ALGORITHM, "kid": key.id() });
        let signed = format!("{}.{}", part(&header), part(&json!(claims)));
        let signature = key.sign(&signed);
        format!("{signed}.{signature}")
    }

    /// What a token of ours claims, once it is known to be one.
    pub(super) fn verify(&self, jws: &Jws<'_>, now: DateTime<Utc>) -> Result<Claimed, Problem> {
        jws.must_be(&self.types)?;
        jws.must_be_plain()?;
        if jws.header("alg") != Some(ALGORITHM) {
            return Err(Problem::algorithm(ALGORITHM));
        }
        let ring = self.keys.ring();
        let key = jws.header("kid").and_then(|id| ring.find(id, now));
        let key = key.ok_or(problem::STRANGE_KEY)?;
        jws.must_be_signed(key.public(), Algorithm::EdDSA)?;
        let left = self.demands.check(jws, now)?;
        for claim in ["sub", "jti"] {
            jws.text(claim)?;
        }
        Ok(Claimed {
            issuer: self.issuer.clone(),
            client: client_name(jws.text("client_id")?, "client_id")?,
            body: jws.text("body")?.parse().map_err(|_| problem::NO_BODY)?,
            scopes: Scopes::known_in(jws.text("scope").unwrap_or_default()),
            left,
        })
    }
}

fn part(value: &serde_json::Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}
