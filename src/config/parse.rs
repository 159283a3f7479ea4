//! What the text of a setting means. Each answers what it wants instead.

use std::{net::SocketAddr, path::PathBuf};

use chrono::TimeDelta;
use tracing_subscriber::EnvFilter;

use super::{Backend, LogFormat};
use crate::domain::webhook::Targets;

type Parsed<T> = Result<T, &'static str>;

pub(super) fn address(text: &str) -> Parsed<SocketAddr> {
    text.parse()
        .map_err(|_| "an address with a port, such as 127.0.0.1:8080")
}

pub(super) fn backend(text: &str) -> Parsed<Backend> {
    match text.split_once(':') {
        Some(("sqlite", _)) => Ok(Backend::Sqlite),
        Some(("postgres" | "postgresql", _)) => Ok(Backend::Postgres),
        _ => Err("a URL that begins with sqlite: or postgres:"),
    }
}

pub(super) fn connections(text: &str) -> Parsed<u32> {
    match text.parse() {
        Ok(number @ 2..=1000) => Ok(number),
        _ => Err("a whole number from 2 to 1000"),
    }
}

pub(super) fn web_address(text: &str) -> Parsed<String> {
    let host = text
        .strip_prefix("http://")
        .or_else(|| text.strip_prefix("https://"));
    match host {
        Some(host) if !host.is_empty() && !host.contains(char::is_whitespace) => {
            Ok(text.trim_end_matches('/').to_owned())
        }
        _ => Err("a URL that begins with http:// or https://"),
    }
}

pub(super) fn truth(text: &str) -> Parsed<bool> {
    match text {
        "true" | "yes" | "on" | "1" => Ok(true),
        "false" | "no" | "off" | "0" => Ok(false),
        _ => Err("true or false"),
    }
}

pub(super) fn file(text: &str) -> Parsed<PathBuf> {
    if text.is_empty() {
        Err("the path of a file")
    } else {
        Ok(PathBuf::from(text))
    }
}

pub(super) fn life(text: &str) -> Parsed<TimeDelta> {
    match text.parse() {
        Ok(seconds @ 60..=3600) => Ok(TimeDelta::seconds(seconds)),
        _ => Err("a whole number of seconds from 60 to 3600"),
    }
}

pub(super) fn audience(text: &str) -> Parsed<String> {
    let is_plain = |byte: u8| byte.is_ascii_graphic() && byte != b'"' && byte != b'\\';
    if !text.is_empty() && text.bytes().all(is_plain) {
        Ok(text.to_owned())
    } else {
        Err("a word without spaces or quotation marks, such as a URL")
    }
}

pub(super) fn log_filter(text: &str) -> Parsed<String> {
    match EnvFilter::try_new(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(_) => Err("a log filter, such as info or operation=warn"),
    }
}

pub(super) fn log_format(text: &str) -> Parsed<LogFormat> {
    match text {
        "auto" => Ok(LogFormat::Auto),
        "text" => Ok(LogFormat::Text),
        "json" => Ok(LogFormat::Json),
        _ => Err("auto, text or json"),
    }
}

pub(super) fn webhook_targets(text: &str) -> Parsed<Targets> {
    match text {
        "public" => Ok(Targets::Public),
        "any" => Ok(Targets::Any),
        _ => Err("public or any"),
    }
}

pub(super) fn limit(text: &str) -> Parsed<u64> {
    match text.parse() {
        Ok(number) if number > 0 => Ok(number),
        _ => Err("a whole number of at least 1"),
    }
}

/// The URL as it may be shown.
pub(super) fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return url.to_owned();
    };
    let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let path = hide_parameter(path);
    match authority.rsplit_once('@') {
        Some((user, host)) => {
            let name = user.split(':').next().unwrap_or_default();
            let hidden = if user.contains(':') { ":***" } else { "" };
            format!("{scheme}://{name}{hidden}@{host}{path}")
        }
        None => format!("{scheme}://{authority}{path}"),
    }
}

/// PostgreSQL takes a password among the parameters as well.
fn hide_parameter(path: &str) -> String {
    let Some((path, query)) = path.split_once('?') else {
        return path.to_owned();
    };
    let shown: Vec<&str> = query
        .split('&')
        .map(|pair| match pair.split_once('=') {
            Some(("password", _)) => "password=***",
            _ => pair,
        })
        .collect();
    format!("{path}?{}", shown.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_shown() {
        for (url, shown) in [
            ("postgres://anna:s3cret@db/lc", "postgres://anna:***@db/lc"),
            ("postgres://anna:p@ss@db/lc", "postgres://anna:***@db/lc"),
            ("postgres://anna@db/lc", "postgres://anna@db/lc"),
            (
                "postgres://db/lc?password=s3cret&sslmode=require",
                "postgres://db/lc?password=***&sslmode=require",
            ),
            ("sqlite://lc.db?mode=rwc", "sqlite://lc.db?mode=rwc"),
            ("sqlite::memory:", "sqlite::memory:"),
        ] {
            assert_eq!(without_password(url), shown);
        }
    }

    #[test]
    fn only_known_databases_are_taken() {
        assert_eq!(backend("sqlite::memory:"), Ok(Backend::Sqlite));
        assert_eq!(backend("postgresql://db/lc"), Ok(Backend::Postgres));
        assert!(backend("mysql://db/lc").is_err());
        assert!(backend("learning-cities.db").is_err());
    }

    #[test]
    fn the_public_address_loses_its_last_slash() {
        assert_eq!(
            web_address("https://lc.example/"),
            Ok("https://lc.example".into())
        );
        assert!(web_address("lc.example").is_err());
        assert!(web_address("https://").is_err());
    }
}
