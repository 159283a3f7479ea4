//! Every setting: its meaning, its default, and where it came from.
//!
//! A flag beats the environment, the environment beats the settings file, the
//! file beats the default. Whatever is wrong ends in one sentence.

mod command;
mod file;
mod issuers;
mod parse;
mod settings;
mod tokens;

use std::{fmt, net::SocketAddr, path::Path};

use clap::{CommandFactory, FromArgMatches};

use self::command::CommandLine;
pub use self::command::{
    ClientCommand, Command, Direction, ExportArguments, Exported, Form, ImportArguments,
    KeysCommand, Letters, What,
};
pub use self::issuers::{IssuerSettings, SigningAlgorithm};
pub use self::settings::{Settings, Source};
pub use self::tokens::{TokenSettings, is_safe};
use crate::{domain::webhook::Targets, limits::Limits};

/// What the server is told before it starts.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where to listen.
    pub bind: SocketAddr,
    /// Where the data is.
    pub database: Database,
    /// The address that others reach this server by, without a slash at its end.
    pub public_url: String,
    /// The address of the licence under which the network gives its data away.
    pub licence: String,
    /// Starts a new database without the sample network.
    pub empty: bool,
    /// Which log lines to write, in the notation of `tracing`.
    pub log: String,
    /// How to write them.
    pub log_format: LogFormat,
    /// How tokens are issued and verified.
    pub tokens: TokenSettings,
    /// Where webhooks may lead.
    pub webhook_targets: Targets,
    /// What one request may cost.
    pub limits: Limits,
}

/// Where the data is and how many may ask for it at the same time.
#[derive(Clone)]
pub struct Database {
    /// The URL, which may hold a password.
    pub url: String,
    /// What kind of database that is.
    pub backend: Backend,
    /// Connections for reading; on PostgreSQL for all work.
    pub connections: u32,
}

impl Database {
    /// The file that it is, if it is one.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        tokens::sqlite_file(&self.url).map(Path::new)
    }
}

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Database")
            .field("url", &parse::without_password(&self.url))
            .field("connections", &self.connections)
            .finish_non_exhaustive()
    }
}

/// The databases that this server knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    /// One file, one server.
    Sqlite,
    /// A database server, any number of ours.
    Postgres,
}

/// How log lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// Text on a terminal, JSON elsewhere.
    Auto,
    /// For people.
    Text,
    /// One JSON object a line, for programs.
    Json,
}

/// A wrong setting, as one sentence.
#[derive(Debug)]
pub struct ConfigError(String);

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ConfigError {}

/// Why there is nothing to be done.
#[derive(Debug)]
pub enum Misread {
    /// The command line makes no sense, or asks for help.
    Line(clap::Error),
    /// A setting is wrong.
    Setting(ConfigError),
}

impl From<clap::Error> for Misread {
    fn from(error: clap::Error) -> Self {
        Self::Line(error)
    }
}

impl From<ConfigError> for Misread {
    fn from(error: ConfigError) -> Self {
        Self::Setting(error)
    }
}

/// Reads the command line, the environment and the settings file.
pub fn read() -> Result<(Command, Settings), Misread> {
    let matches = CommandLine::command().try_get_matches()?;
    let line = CommandLine::from_arg_matches(&matches)?;
    let file = match &line.flags.config {
        Some(path) => file::read(path)?,
        None => file::File::default(),
    };
    let flags = line.flags.given(&matches);
    let settings = Settings::gather(&flags, &environment, &file)?;
    Ok((line.command.unwrap_or(Command::Serve), settings))
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is the file that reads the environment for everybody else"
)]
fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

impl Config {
    /// Understands the settings.
    pub fn new(settings: &Settings) -> Result<Self, ConfigError> {
        Ok(Self {
            bind: settings.parse("bind", parse::address)?,
            database: Database {
                url: settings.get("database-url").value.clone(),
                backend: settings.parse("database-url", parse::backend)?,
                connections: settings.parse("database-connections", parse::connections)?,
            },
            public_url: settings.parse("public-url", parse::web_address)?,
            licence: settings.parse("licence", parse::web_address)?,
            empty: settings.parse("empty", parse::truth)?,
            log: settings.parse("log", parse::log_filter)?,
            log_format: settings.parse("log-format", parse::log_format)?,
            tokens: TokenSettings::new(settings)?,
            webhook_targets: settings.parse("webhook-targets", parse::webhook_targets)?,
            limits: limits(settings)?,
        })
    }
}

impl Config {
    /// The same settings, now that the system has chosen a port for port 0.
    #[must_use]
    pub fn listening_at(mut self, address: SocketAddr) -> Self {
        if self.public_url == format!("http://{}", self.bind) {
            let chosen = format!("http://{address}");
            if self.tokens.audience == self.public_url {
                self.tokens.audience.clone_from(&chosen);
            }
            self.public_url = chosen;
        }
        self.bind = address;
        self
    }
}

fn limits(settings: &Settings) -> Result<Limits, ConfigError> {
    let mut limits = Limits::default();
    for limit in limits.clone().all() {
        let value = settings.parse(&format!("limits.{}", limit.name), parse::limit)?;
        limits.set(limit.name, value);
    }
    Ok(limits)
}
