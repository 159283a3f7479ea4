//! The command line.

use std::{collections::BTreeMap, path::PathBuf};

use clap::{ArgMatches, Args, Parser, Subcommand, ValueEnum, parser::ValueSource};

/// The API that a network of learning cities runs.
///
/// Without a command it serves: it makes its database when there is none,
/// loads a sample network into it, and says where to look.
#[derive(Debug, Parser)]
#[command(name = "learning-cities", version, max_term_width = 100)]
pub(super) struct CommandLine {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    #[command(flatten)]
    pub(super) flags: Flags,
}

/// What to do.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum Command {
    /// Serve the API (the default).
    Serve,
    /// Bring the tables of the database up to date, or look at them.
    Migrate {
        /// Which way to go.
        #[arg(value_enum, default_value_t = Direction::Up)]
        direction: Direction,
    },
    /// Load a network from a file of facts. Loading it again changes nothing.
    Seed {
        /// The facts, as JSON.
        file: PathBuf,
    },
    /// Make up a large network, for tests and measurements.
    Generate {
        /// How many cities.
        #[arg(long, default_value_t = 400)]
        cities: u32,
        /// How many programmes.
        #[arg(long, default_value_t = 200_000)]
        programmes: u32,
        /// The same seed makes the same network.
        #[arg(long, default_value_t = 7)]
        seed: u64,
    },
    /// Take a file of what a city offers into the database. The same command again
    /// goes on where it was stopped; a file that is in changes nothing.
    Import(ImportArguments),
    /// Write what a city offers as a file.
    Export(ExportArguments),
    /// Hand programmes over to another city, with their offerings: when towns merge, or
    /// when one was entered in the wrong one. Each goes as a whole or not at all; the
    /// first that cannot go ends it, and those before it have gone.
    Move {
        /// The ids, such as `programme_01kjpe6rf2f8ca5k9yzxbw7gq1`.
        #[arg(value_name = "PROGRAMME", required = true)]
        programmes: Vec<String>,
        /// The city that gets them, such as `kr-suwon`.
        #[arg(long, value_name = "SLUG")]
        to: String,
    },
    /// Keep the clients: the programs of cities that get tokens.
    Client {
        /// What to do with them.
        #[command(subcommand)]
        client: ClientCommand,
    },
    /// Print a token for trying things out. Refused in production.
    Token {
        /// The body that it speaks for, such as `city:kr-hanam`.
        #[arg(long, value_name = "BODY")]
        body: String,
        /// What it may do, such as `programme:write`. Say it again for more.
        #[arg(long = "scope", value_name = "SCOPE", required = true)]
        scopes: Vec<String>,
    },
    /// Look at the keys that sign tokens, or change them.
    Keys {
        /// What to do with them.
        #[command(subcommand)]
        keys: KeysCommand,
    },
    /// Print the GraphQL schema.
    Schema,
    /// Print every error that there is, and what to do about it, as Markdown.
    Errors,
    /// Print every setting with its source, passwords hidden.
    Config,
}

impl Command {
    /// Whether it is for a network that is there already.
    #[must_use]
    pub fn needs_a_network(&self) -> bool {
        matches!(
            self,
            Self::Import(_)
                | Self::Export(_)
                | Self::Move { .. }
                | Self::Client { .. }
                | Self::Token { .. }
        )
    }
}

/// A file that comes in.
#[derive(Args, Clone, Debug, PartialEq, Eq)]
pub struct ImportArguments {
    /// What stands in the file.
    #[arg(value_enum)]
    pub what: What,
    /// The file.
    pub file: PathBuf,
    /// The city that it comes into, such as `kr-suwon`.
    #[arg(long, value_name = "SLUG")]
    pub city: String,
    /// A topic of the courses that have none. Say it again for more.
    #[arg(long = "topic", value_name = "CODE")]
    pub topics: Vec<String>,
    /// Make the drafts among them public, new ones too.
    #[arg(long)]
    pub publish: bool,
    /// The file is all that there is: archive the programmes that came from such files
    /// and that it no longer has.
    #[arg(long)]
    pub replace: bool,
    /// Only the courses of this provider (`제공기관코드`) of the merged national file. Say it
    /// again for more.
    #[arg(long = "provider-code", value_name = "CODE")]
    pub provider_codes: Vec<String>,
    /// Tell what would come of it, and keep nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Write every row that was refused, or is in without some of its cells, to a file,
    /// with its line and the reason.
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
}

/// A file that goes out.
#[derive(Args, Clone, Debug, PartialEq, Eq)]
pub struct ExportArguments {
    /// What to write.
    #[arg(value_enum)]
    pub what: Exported,
    /// The city, such as `kr-suwon`.
    #[arg(long, value_name = "SLUG")]
    pub city: String,
    /// Where to write [default: the standard output].
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// How programmes are written [default: as the end of the file's name says, else
    /// as NDJSON].
    #[arg(long, value_enum)]
    pub format: Option<Form>,
    /// How letters become bytes.
    #[arg(long, value_enum, default_value_t = Letters::Utf8)]
    pub encoding: Letters,
    /// Drafts and what was put away, too.
    #[arg(long)]
    pub unpublished: bool,
    /// The names of those who teach, too: they are personal data.
    #[arg(long)]
    pub instructors: bool,
}

/// What stands in a file that comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum What {
    /// Courses of the Korean national file (15013110), UTF-8 or CP949.
    Courses,
    /// Programmes in our own columns: CSV, or NDJSON by the end of its name.
    Programmes,
}

/// What can be written as a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Exported {
    /// Courses as the Korean national file (15013110).
    Courses,
    /// Programmes in our own columns, as `import programmes` reads them.
    Programmes,
}

/// How programmes are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// A table, a row for each offering.
    Csv,
    /// A JSON object a line, one for each programme.
    Ndjson,
}

/// How letters become bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Letters {
    /// UTF-8 with a byte order mark.
    #[value(name = "utf-8")]
    Utf8,
    /// Code page 949.
    Cp949,
}

/// What to do with the clients.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum ClientCommand {
    /// Make a client, and print its id and its secret, once.
    Add {
        /// The body that it speaks for, such as `city:kr-hanam`.
        #[arg(long, value_name = "BODY")]
        body: String,
        /// What it may do, such as `programme:write`. Say it again for more.
        #[arg(long = "scope", value_name = "SCOPE", required = true)]
        scopes: Vec<String>,
        /// The last day on which it works, such as 2027-12-31 (UTC).
        #[arg(long, value_name = "DAY")]
        expires: Option<String>,
        /// What people call it.
        #[arg(long, value_name = "TEXT")]
        label: String,
    },
    /// List clients, without their secrets.
    List {
        /// Only those of this body.
        #[arg(long, value_name = "BODY")]
        body: Option<String>,
    },
    /// Show one client.
    Show {
        /// Its id.
        id: String,
    },
    /// Make a new secret, and print it, once. The old one goes on for a while.
    Rotate {
        /// Its id.
        id: String,
        /// How long the old secret goes on.
        #[arg(long, value_name = "HOURS", default_value_t = 24)]
        overlap_hours: u32,
    },
    /// End a client, and with it every token that it has.
    Revoke {
        /// Its id.
        id: String,
    },
}

/// What to do with the keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Subcommand)]
pub enum KeysCommand {
    /// Say which keys there are and what each does.
    List,
    /// Bring in a new key. Running servers notice it within a second.
    ///
    /// It signs in five minutes, when everybody has had the time to fetch it; the
    /// key before it goes an hour later, when its last token has expired.
    Rotate {
        /// Forget the old keys at once, because one has leaked: every token that
        /// was issued so far becomes worthless.
        #[arg(long)]
        at_once: bool,
    },
}

/// Which way to migrate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Direction {
    /// Apply what is missing.
    Up,
    /// Take back the last step. Data in its tables is lost.
    Down,
    /// Only say which steps are applied.
    Status,
}

/// The settings that have a flag. What they mean is worked out later, so that
/// a wrong value reads the same wherever it comes from.
#[derive(Args, Debug)]
#[command(next_help_heading = "Settings")]
pub(super) struct Flags {
    /// A settings file (TOML).
    #[arg(long, global = true, env = "LC_CONFIG", value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Where to listen [default: `127.0.0.1:8080`].
    #[arg(long, global = true, env = "LC_BIND", value_name = "ADDRESS")]
    bind: Option<String>,
    /// Where the data is: `sqlite://FILE` or `postgres://USER@HOST/NAME`
    /// [default: `sqlite://learning-cities.db?mode=rwc`].
    #[arg(long, global = true, env = "DATABASE_URL", value_name = "URL")]
    #[arg(hide_env_values = true)]
    database_url: Option<String>,
    /// How many may read from the database at the same time [default: 8].
    #[arg(long, global = true, env = "LC_DATABASE_CONNECTIONS")]
    #[arg(value_name = "NUMBER")]
    database_connections: Option<String>,
    /// The address that others reach this server by [default: `http://ADDRESS`].
    #[arg(long, global = true, env = "LC_PUBLIC_URL", value_name = "URL")]
    public_url: Option<String>,
    /// Start a new database without the sample network.
    #[arg(long, global = true, env = "LC_EMPTY", value_name = "true|false")]
    #[arg(num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    empty: Option<String>,
    /// Whether others rely on this server, so that nothing is for trying out
    /// [default: false when only its own machine can reach it].
    #[arg(long, global = true, env = "LC_PRODUCTION", value_name = "true|false")]
    #[arg(num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    production: Option<String>,
    /// The file of the keys that sign tokens; made on the first start
    /// [default: beside the database].
    #[arg(long, global = true, env = "LC_KEYS", value_name = "FILE")]
    keys: Option<String>,
    /// Whom tokens have to be for [default: the public URL].
    #[arg(long, global = true, env = "LC_AUDIENCE", value_name = "URL")]
    audience: Option<String>,
    /// How long a token is valid [default: 900].
    #[arg(long, global = true, env = "LC_TOKEN_SECONDS", value_name = "SECONDS")]
    token_seconds: Option<String>,
    /// Where webhooks may lead: public, or any, which is for tests and closed networks
    /// [default: public].
    #[arg(
        long,
        global = true,
        env = "LC_WEBHOOK_TARGETS",
        value_name = "public|any"
    )]
    webhook_targets: Option<String>,
    /// Which log lines to write, such as `info` or `operation=warn` [default: `info`].
    #[arg(long, global = true, env = "LC_LOG", value_name = "FILTER")]
    log: Option<String>,
    /// How to write them: text, json, or auto, which is text on a terminal.
    #[arg(long, global = true, env = "LC_LOG_FORMAT", value_name = "FORMAT")]
    log_format: Option<String>,
}

impl Flags {
    /// The flags that were typed, by the name of their setting.
    ///
    /// clap has filled in the environment too, for its help; that is read
    /// again with the other settings and left out here.
    pub(super) fn given(&self, matches: &ArgMatches) -> BTreeMap<&'static str, String> {
        let flags = [
            ("bind", "bind", &self.bind),
            ("database-url", "database_url", &self.database_url),
            (
                "database-connections",
                "database_connections",
                &self.database_connections,
            ),
            ("public-url", "public_url", &self.public_url),
            ("empty", "empty", &self.empty),
            ("production", "production", &self.production),
            ("keys", "keys", &self.keys),
            ("audience", "audience", &self.audience),
            ("token-seconds", "token_seconds", &self.token_seconds),
            ("webhook-targets", "webhook_targets", &self.webhook_targets),
            ("log", "log", &self.log),
            ("log-format", "log_format", &self.log_format),
        ];
        flags
            .into_iter()
            .filter(|(_, id, _)| matches.value_source(id) == Some(ValueSource::CommandLine))
            .filter_map(|(key, _, value)| Some((key, value.clone()?)))
            .collect()
    }
}
