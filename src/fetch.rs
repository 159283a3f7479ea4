//! Documents that other servers publish, taken with care.
//!
//! What comes from elsewhere is small, quick and where it was said to be, or it
//! is not taken: redirects are not followed, and only a machine's own servers
//! may speak without TLS.

use std::{fmt, time::Duration};

use http_body_util::{BodyExt, Empty, Limited};
use hyper::{Request, StatusCode, Uri, body::Bytes, header};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use serde_json::Value;
use tokio::time::timeout;

use crate::config::is_safe;

/// How long a document may take.
const PATIENCE: Duration = Duration::from_secs(3);

/// How many bytes it may have.
const LONGEST: usize = 64 * 1024;

/// Fetches documents. A clone shares its connections.
#[derive(Clone)]
pub struct Fetcher(Client<HttpsConnector<HttpConnector>, Empty<Bytes>>);

/// Why a document could not be had, for the log.
#[derive(Debug)]
pub struct Unfetched(String);

impl fmt::Display for Unfetched {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for Unfetched {}

impl Unfetched {
    /// It was fetched, and is not what was looked for.
    pub fn because(reason: impl fmt::Display) -> Self {
        Self(reason.to_string())
    }
}

fn because(reason: impl fmt::Display) -> Unfetched {
    Unfetched::because(reason)
}

impl Fetcher {
    /// Trusts the authorities that the system trusts.
    pub fn new() -> Result<Self, Unfetched> {
        let connector = HttpsConnectorBuilder::new()
            .with_native_roots()
            .map_err(because)?
            .https_or_http()
            .enable_http1()
            .build();
        Ok(Self(Client::builder(TokioExecutor::new()).build(connector)))
    }

    /// The JSON at this address.
    pub async fn json(&self, url: &str) -> Result<Value, Unfetched> {
        if !is_safe(url) {
            return Err(because("it is neither on https nor on this machine"));
        }
        match timeout(PATIENCE, self.read(url)).await {
            Ok(read) => serde_json::from_slice(&read?).map_err(|_| because("it is not JSON")),
            Err(_) => Err(because("it did not come within three seconds")),
        }
    }

    async fn read(&self, url: &str) -> Result<Bytes, Unfetched> {
        let request = Request::get(url.parse::<Uri>().map_err(because)?)
            .header(header::ACCEPT, "application/json")
            .header(header::USER_AGENT, "learning-cities")
            .body(Empty::new())
            .map_err(because)?;
        let response = self.0.request(request).await.map_err(because)?;
        if response.status() != StatusCode::OK {
            return Err(because(format_args!("its status is {}", response.status())));
        }
        let body = Limited::new(response.into_body(), LONGEST).collect().await;
        Ok(body.map_err(because)?.to_bytes())
    }
}
