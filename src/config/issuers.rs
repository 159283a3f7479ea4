//! Outside issuers: the tables `[[issuers]]` of the settings file.

use std::{collections::BTreeMap, fmt};

use serde::Deserialize;
use serde_json::json;

use super::{ConfigError, is_safe};
use crate::domain::{body::BodyName, scope::Scopes};

/// An issuer beside our own, whose tokens are taken too.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IssuerSettings {
    /// The `iss` of its tokens, to the letter.
    pub issuer: String,
    /// Whom its tokens have to be for; the audience of this server when left out.
    pub audience: Option<String>,
    /// The algorithms that it signs with. Nothing else is taken.
    pub algorithms: Vec<SigningAlgorithm>,
    /// Where its keys are; found by discovery when left out.
    pub jwks_url: Option<String>,
    /// The secret that it shares with us, for HS256 alone.
    pub secret: Option<String>,
    /// The bodies that its tokens may speak for; `*` stands for all.
    pub bodies: Vec<String>,
    /// What its tokens may be by their `typ`.
    #[serde(default = "access_tokens")]
    pub types: Vec<String>,
    /// The claim that names the body, such as `city:kr-hanam`.
    #[serde(default = "body_claim")]
    pub body_claim: String,
    /// The claim with the scopes, or with words that `scopes` translates.
    #[serde(default = "scope_claim")]
    pub scope_claim: String,
    /// The claim that names the client.
    #[serde(default = "client_claim")]
    pub client_claim: String,
    /// Its words for scopes of ours. With them, no other word counts.
    #[serde(default)]
    pub scopes: BTreeMap<String, String>,
    /// The longest that its tokens may be valid.
    #[serde(default = "two_hours")]
    pub longest_seconds: u32,
    /// How long to wait between two looks for keys that are not known yet.
    #[serde(default = "half_a_minute")]
    pub refetch_seconds: u32,
}

/// How a token may be signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum SigningAlgorithm {
    /// Ed25519.
    #[serde(rename = "EdDSA")]
    EdDsa,
    /// ECDSA over P-256.
    #[serde(rename = "ES256")]
    Es256,
    /// RSA with PKCS #1 v1.5.
    #[serde(rename = "RS256")]
    Rs256,
    /// RSA with PSS.
    #[serde(rename = "PS256")]
    Ps256,
    /// A secret that both sides have.
    #[serde(rename = "HS256")]
    Hs256,
}

impl SigningAlgorithm {
    /// As tokens name it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::EdDsa => "EdDSA",
            Self::Es256 => "ES256",
            Self::Rs256 => "RS256",
            Self::Ps256 => "PS256",
            Self::Hs256 => "HS256",
        }
    }
}

fn access_tokens() -> Vec<String> {
    vec!["at+jwt".to_owned()]
}

fn body_claim() -> String {
    "body".to_owned()
}

fn scope_claim() -> String {
    "scope".to_owned()
}

fn client_claim() -> String {
    "client_id".to_owned()
}

fn two_hours() -> u32 {
    2 * 60 * 60
}

fn half_a_minute() -> u32 {
    30
}

impl IssuerSettings {
    /// An issuer to which nobody said more than that.
    #[must_use]
    pub fn new(issuer: &str, algorithm: SigningAlgorithm) -> Self {
        Self {
            issuer: issuer.to_owned(),
            audience: None,
            algorithms: vec![algorithm],
            jwks_url: None,
            secret: None,
            bodies: vec!["*".to_owned()],
            types: access_tokens(),
            body_claim: body_claim(),
            scope_claim: scope_claim(),
            client_claim: client_claim(),
            scopes: BTreeMap::new(),
            longest_seconds: two_hours(),
            refetch_seconds: half_a_minute(),
        }
    }

    pub(super) fn check(&self) -> Result<(), ConfigError> {
        let name = &self.issuer;
        let wrong = |what: String| Err(ConfigError(format!("The issuer {name} {what}.")));
        match self.mistake() {
            Some(mistake) => wrong(mistake.to_owned()),
            None => match self.strange_word() {
                Some(word) => wrong(word),
                None => Ok(()),
            },
        }
    }

    fn mistake(&self) -> Option<&'static str> {
        let is_shared = self.algorithms == [SigningAlgorithm::Hs256];
        let has_hs = self.algorithms.contains(&SigningAlgorithm::Hs256);
        let secret = self.secret.as_deref().unwrap_or_default();
        let urls = [Some(&self.issuer), self.jwks_url.as_ref()];
        let rules = [
            (
                urls.into_iter()
                    .flatten()
                    .all(|url| is_safe(url) || (is_shared && *url == self.issuer)),
                "has an address that is neither on https nor on this machine",
            ),
            (
                !self.algorithms.is_empty(),
                "needs algorithms, such as [\"RS256\"]",
            ),
            (
                !has_hs || is_shared,
                "mixes HS256 with algorithms that have public keys",
            ),
            (
                !is_shared || secret.len() >= 32,
                "needs a secret of at least 32 bytes for HS256",
            ),
            (
                is_shared || self.secret.is_none(),
                "has a secret, but not the algorithm HS256",
            ),
            (
                !is_shared || self.jwks_url.is_none(),
                "has a secret and a jwks_url",
            ),
            (
                !self.bodies.is_empty(),
                "needs bodies, such as [\"city:kr-hanam\"] or [\"*\"]",
            ),
            (!self.types.is_empty(), "needs types, such as [\"at+jwt\"]"),
            (
                (60..=86_400).contains(&self.longest_seconds),
                "needs longest_seconds from 60 to 86400",
            ),
            (
                (1..=3_600).contains(&self.refetch_seconds),
                "needs refetch_seconds from 1 to 3600",
            ),
        ];
        let broken = rules.into_iter().find(|(holds, _)| !holds);
        broken.map(|(_, mistake)| mistake)
    }

    fn strange_word(&self) -> Option<String> {
        let bodies = self.bodies.iter().filter(|body| *body != "*");
        let mut strange = bodies.filter(|body| body.parse::<BodyName>().is_err());
        if let Some(body) = strange.next() {
            return Some(format!("names \"{body}\", which is no body"));
        }
        let mut scopes = self.scopes.values().map(|scopes| scopes.parse::<Scopes>());
        let strange = scopes.find_map(Result::err);
        strange.map(|unknown| format!("has a word for what is no scope: {unknown}"))
    }
}

impl fmt::Debug for IssuerSettings {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

/// As the settings file has it, without the secret.
impl fmt::Display for IssuerSettings {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let algorithms: Vec<_> = self.algorithms.iter().map(|one| one.as_str()).collect();
        writeln!(out, "[[issuers]]")?;
        writeln!(out, "issuer = {}", json!(self.issuer))?;
        writeln!(out, "algorithms = {}", json!(algorithms))?;
        writeln!(out, "bodies = {}", json!(self.bodies))?;
        writeln!(out, "types = {}", json!(self.types))?;
        let secret = self.secret.as_ref().map(|_| "***".to_owned());
        for (key, value) in [
            ("audience", &self.audience),
            ("jwks_url", &self.jwks_url),
            ("secret", &secret),
        ] {
            if let Some(value) = value {
                writeln!(out, "{key} = {}", json!(value))?;
            }
        }
        writeln!(out, "body_claim = {}", json!(self.body_claim))?;
        writeln!(out, "scope_claim = {}", json!(self.scope_claim))?;
        writeln!(out, "client_claim = {}", json!(self.client_claim))?;
        writeln!(out, "longest_seconds = {}", self.longest_seconds)?;
        writeln!(out, "refetch_seconds = {}", self.refetch_seconds)?;
        if !self.scopes.is_empty() {
            writeln!(out, "[issuers.scopes]")?;
        }
        for (word, scopes) in &self.scopes {
            writeln!(out, "{} = {}", json!(word), json!(scopes))?;
        }
        Ok(())
    }
}
