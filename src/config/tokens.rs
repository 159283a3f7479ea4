//! The settings of tokens.

use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
};

use chrono::TimeDelta;

use super::{ConfigError, IssuerSettings, parse, settings::Settings};

/// The file of the keys, when the database has none to lie beside.
const KEYS: &str = "learning-cities-keys.json";

/// How tokens are issued and verified.
#[derive(Clone, Debug)]
pub struct TokenSettings {
    /// The file with the keys of our own issuer.
    pub keys: PathBuf,
    /// How long a token of our own issuer is valid.
    pub life: TimeDelta,
    /// Whom tokens have to be for.
    pub audience: String,
    /// Whether others rely on this server, so that nothing is for trying out.
    pub production: bool,
    /// The issuers beside our own.
    pub issuers: Vec<IssuerSettings>,
}

impl TokenSettings {
    /// The settings of a server at this address to which nobody said anything.
    #[must_use]
    pub fn at(public_url: &str) -> Self {
        Self {
            keys: PathBuf::from(KEYS),
            life: TimeDelta::minutes(15),
            audience: public_url.to_owned(),
            production: false,
            issuers: Vec::new(),
        }
    }

    pub(super) fn new(settings: &Settings) -> Result<Self, ConfigError> {
        let production = settings.parse("production", parse::truth)?;
        let public_url = settings.parse("public-url", parse::web_address)?;
        if production && !is_safe(&public_url) {
            return Err(ConfigError(format!(
                "The public URL is {public_url}, and over http tokens can be read on their way. \
                 Give --public-url an address with https://, or say --production=false to try \
                 things out."
            )));
        }
        Ok(Self {
            keys: settings.parse("keys", parse::file)?,
            life: settings.parse("token-seconds", parse::life)?,
            audience: settings.parse("audience", parse::audience)?,
            production,
            issuers: issuers(settings, &public_url)?,
        })
    }
}

fn issuers(settings: &Settings, public_url: &str) -> Result<Vec<IssuerSettings>, ConfigError> {
    let mut known = vec![public_url];
    for issuer in &settings.issuers {
        issuer.check()?;
        if known.contains(&issuer.issuer.as_str()) {
            let name = &issuer.issuer;
            return Err(ConfigError(format!(
                "The issuer {name} is there twice, or is this server itself."
            )));
        }
        known.push(&issuer.issuer);
    }
    Ok(settings.issuers.clone())
}

/// The file of an SQLite database, if it has one.
pub(super) fn sqlite_file(database_url: &str) -> Option<&str> {
    let path = database_url.strip_prefix("sqlite:")?;
    let path = path.strip_prefix("//").unwrap_or(path);
    let path = path.split('?').next().unwrap_or_default();
    (!path.is_empty() && path != ":memory:").then_some(path)
}

/// The keys lie beside an SQLite database, else where the server is started.
pub(super) fn keys_beside(database_url: &str) -> String {
    match sqlite_file(database_url) {
        Some(path) => {
            let stem = path.strip_suffix(".db").unwrap_or(path);
            format!("{stem}-keys.json")
        }
        _ => KEYS.to_owned(),
    }
}

/// A server that only its own machine can reach is for trying things out.
pub(super) fn is_reached_from_elsewhere(bind: &str, public_url: &str) -> bool {
    let is_here = bind
        .parse()
        .is_ok_and(|address: SocketAddr| address.ip().is_loopback());
    !is_here || !is_loopback(public_url)
}

/// Whether nobody on the way can read or change what comes from this address.
#[must_use]
pub fn is_safe(url: &str) -> bool {
    url.starts_with("https://") || (url.starts_with("http://") && is_loopback(url))
}

/// Whether a URL leads to the machine that asks. One with a user in it does not:
/// what stands before the `@` may look like any host.
fn is_loopback(url: &str) -> bool {
    let host = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = host.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    if host.contains('@') {
        return false;
    }
    if let Ok(address) = host.parse::<SocketAddr>() {
        return address.ip().is_loopback();
    }
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    name == "localhost" || name.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_lie_beside_the_database() {
        for (url, file) in [
            (
                "sqlite://learning-cities.db?mode=rwc",
                "learning-cities-keys.json",
            ),
            ("sqlite:///var/lib/lc/net.db", "/var/lib/lc/net-keys.json"),
            ("sqlite::memory:", "learning-cities-keys.json"),
            ("postgres://anna@db/lc", "learning-cities-keys.json"),
        ] {
            assert_eq!(keys_beside(url), file, "{url}");
        }
    }

    #[test]
    fn what_others_can_reach_is_known() {
        for (bind, url, is_reached) in [
            ("127.0.0.1:8080", "http://127.0.0.1:8080", false),
            ("[::1]:80", "http://[::1]", false),
            ("127.0.0.1:8080", "http://localhost:8080/api", false),
            ("127.0.0.1:8080", "https://api.example.org", true),
            ("0.0.0.0:8080", "http://localhost:8080", true),
            ("127.0.0.1:8080", "http://localhost.example.org", true),
            ("127.0.0.1:8080", "http://localhost@example.org", true),
            ("127.0.0.1:8080", "http://localhost:80@example.org", true),
        ] {
            assert_eq!(
                is_reached_from_elsewhere(bind, url),
                is_reached,
                "{bind} {url}"
            );
        }
    }
}
