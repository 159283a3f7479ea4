//! The keys of an issuer that are fetched, kept, and fetched again.
//!
//! A token with a name that no key has may mean that the issuer has new keys: it
//! is looked for, but not more often than the settings say, and by one request
//! while the others wait. Keys that are known go on when the issuer is away.

use std::{
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, Instant},
};

use jsonwebtoken::{Algorithm, DecodingKey};
use serde_json::Value;
use tokio::sync::Mutex;

use super::KeySet;
use crate::{
    config::{IssuerSettings, SigningAlgorithm, is_safe},
    fetch::{Fetcher, Unfetched},
    token::problem::{self, Error},
};

/// Keys that are older are fetched again in the background: an issuer that takes
/// a key back does not say so.
const FRESH: Duration = Duration::from_mins(5);

/// The keys of one issuer.
pub(super) struct RemoteKeys {
    issuer: String,
    jwks_url: Option<String>,
    algorithms: Vec<SigningAlgorithm>,
    refetch: Duration,
    fetcher: Option<Fetcher>,
    known: RwLock<Known>,
    fetching: Mutex<()>,
}

#[derive(Clone, Default)]
struct Known {
    keys: Option<Arc<KeySet>>,
    tried: Option<Instant>,
}

impl RemoteKeys {
    pub(super) fn new(settings: &IssuerSettings, fetcher: Option<Fetcher>) -> Self {
        Self {
            issuer: settings.issuer.clone(),
            jwks_url: settings.jwks_url.clone(),
            algorithms: settings.algorithms.clone(),
            refetch: Duration::from_secs(settings.refetch_seconds.into()),
            fetcher,
            known: RwLock::default(),
            fetching: Mutex::default(),
        }
    }

    /// The key of this name, as the issuer has published it.
    pub(super) async fn find(
        self: &Arc<Self>,
        id: Option<&str>,
        algorithm: Algorithm,
    ) -> Result<DecodingKey, Error> {
        let look = |known: &Known| Some(known.keys.as_ref()?.find(id, algorithm)?.clone());
        let known = self.known();
        if let Some(key) = look(&known) {
            if known.is_older_than(FRESH) {
                tokio::spawn(Arc::clone(self).refresh(FRESH));
            }
            return Ok(key);
        }
        Arc::clone(self).refresh(self.refetch).await;
        let known = self.known();
        match (look(&known), known.keys) {
            (Some(key), _) => Ok(key),
            (None, Some(_)) => Err(problem::STRANGE_KEY.into()),
            (None, None) => Err(Error::Away),
        }
    }

    fn known(&self) -> Known {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known.clone()
    }

    /// Fetches the keys, unless somebody tried in the last while.
    async fn refresh(self: Arc<Self>, age: Duration) {
        let _turn = self.fetching.lock().await;
        if !self.known().is_older_than(age) {
            return;
        }
        let fetched = self.fetch().await;
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.tried = Some(Instant::now());
        match fetched {
            Ok(keys) => known.keys = Some(Arc::new(keys)),
            Err(error) => {
                let issuer = &self.issuer;
                tracing::warn!(issuer, %error, "the keys of an issuer could not be fetched");
            }
        }
    }

    async fn fetch(&self) -> Result<KeySet, Unfetched> {
        let fetcher = self.fetcher.as_ref();
        let fetcher = fetcher.ok_or_else(|| Unfetched::because("there is no TLS here"))?;
        let url = match &self.jwks_url {
            Some(url) => url.clone(),
            None => self.discover(fetcher).await?,
        };
        let document = fetcher.json(&url).await?;
        KeySet::read(&document, &self.algorithms)
            .ok_or_else(|| Unfetched::because("it is no set of keys"))
    }

    /// Where the keys are, as OpenID Connect Discovery or RFC 8414 has it.
    async fn discover(&self, fetcher: &Fetcher) -> Result<String, Unfetched> {
        let issuer = self.issuer.trim_end_matches('/');
        let openid = format!("{issuer}/.well-known/openid-configuration");
        let document = match fetcher.json(&openid).await {
            Ok(document) => document,
            Err(error) => match fetcher.json(&oauth_metadata(issuer)).await {
                Ok(document) => document,
                Err(_) => return Err(error),
            },
        };
        if document.get("issuer").and_then(Value::as_str) != Some(&self.issuer) {
            return Err(Unfetched::because("it is of another issuer"));
        }
        let url = document.get("jwks_uri").and_then(Value::as_str);
        match url.filter(|url| is_safe(url)) {
            Some(url) => Ok(url.to_owned()),
            None => Err(Unfetched::because("it names no safe jwks_uri")),
        }
    }
}

impl Known {
    fn is_older_than(&self, age: Duration) -> bool {
        self.tried.is_none_or(|tried| tried.elapsed() >= age)
    }
}

/// RFC 8414, 3.1 puts the well-known part between the host and the path.
fn oauth_metadata(issuer: &str) -> String {
    let host = issuer.find("://").map_or(0, |at| at + 3);
    let path = issuer[host..]
        .find('/')
        .map_or(issuer.len(), |at| host + at);
    let (host, path) = issuer.split_at(path);
    format!("{host}/.well-known/oauth-authorization-server{path}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metadata_lies_below_the_host() {
        let well_known = "/.well-known/oauth-authorization-server";
        for (issuer, host, path) in [
            ("https://a.example", "https://a.example", ""),
            (
                "https://a.example/realms/b",
                "https://a.example",
                "/realms/b",
            ),
        ] {
            assert_eq!(oauth_metadata(issuer), format!("{host}{well_known}{path}"));
        }
    }
}
