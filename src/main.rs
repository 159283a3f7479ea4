//! The commands.

mod commands;

use std::{
    fmt::Display,
    io::{self, ErrorKind, Write, stdout},
    process::ExitCode,
};

use learning_cities::{
    app::App,
    config::{self, Command, Config, ConfigError, Misread, Settings},
    domain::generate::Plan,
    graphql, log, reference,
};

/// Why a command ended badly.
enum Failure {
    /// It was used wrongly: code 2.
    Wrong(ConfigError),
    /// It could not be done: code 1.
    Failed(String),
    /// What it had to say could not be written to standard output.
    Unheard(io::Error),
    /// It was no command, or was one for help: the sentences and the code are there.
    Explained(clap::Error),
}

impl From<Misread> for Failure {
    fn from(misread: Misread) -> Self {
        match misread {
            Misread::Line(error) => Self::Explained(error),
            Misread::Setting(error) => Self::Wrong(error),
        }
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        Self::Wrong(error)
    }
}

/// Whatever else goes wrong was not the user's command.
fn failed(error: impl Display) -> Failure {
    Failure::Failed(error.to_string())
}

/// The stack of each thread that answers requests.
///
/// The fields of a query are resolved inside each other, as deep as the limit `depth`
/// lets them be, and each level takes tens of kilobytes: with tokio's two megabytes an
/// unoptimised server ends at half that depth. What is not used takes no memory.
const STACK_BYTES: usize = 32 * 1024 * 1024;

/// The code of a command whose reader has gone, as shells tell it of any program
/// that `SIGPIPE` ends: `schema | head -1` is no failure to speak of, but what
/// comes out is not whole.
const READER_GONE: u8 = 128 + 13;

fn main() -> ExitCode {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_stack_size(STACK_BYTES)
        .build();
    let outcome = match runtime {
        Ok(runtime) => runtime.block_on(run()),
        Err(error) => Err(failed(error)),
    };
    let code = match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => ExitCode::from(explain(failure)),
    };
    log::flush();
    code
}

/// Says what went wrong, and gives the code to end with.
fn explain(failure: Failure) -> u8 {
    let (code, sentence) = match failure {
        Failure::Wrong(error) => (2, error.to_string()),
        Failure::Failed(error) => (1, error),
        Failure::Unheard(error) if error.kind() == ErrorKind::BrokenPipe => return READER_GONE,
        Failure::Unheard(error) => {
            let sentence = format!("Standard output cannot be written: {error}.");
            (1, sentence)
        }
        Failure::Explained(error) => return say(&error),
    };
    log::tell(&format!("learning-cities: {sentence}"));
    code
}

/// Prints what the command line has to say.
fn say(error: &clap::Error) -> u8 {
    let printed = error.print().and_then(|()| stdout().flush());
    match printed {
        Err(unheard) if !error.use_stderr() => explain(Failure::Unheard(unheard)),
        _ => u8::try_from(error.exit_code()).unwrap_or(2),
    }
}

async fn run() -> Result<(), Failure> {
    let (command, settings) = config::read()?;
    match command {
        Command::Schema => commands::print(graphql::sdl())?,
        Command::Errors => commands::print(reference::markdown())?,
        Command::Config => commands::print(checked(&settings)?)?,
        Command::Keys { keys } => commands::keys::run(&start(&settings)?, keys)?,
        Command::Serve => return commands::serve(start(&settings)?).await,
        command => {
            let config = start(&settings)?;
            if matches!(command, Command::Token { .. }) {
                commands::token::must_be_for_trying(&config)?;
            }
            if command.needs_a_network() {
                commands::must_be_there(&config)?;
            }
            let app = App::open_unhurried(&config).await.map_err(failed)?;
            let done = run_with(&app, &config, command).await;
            app.close().await;
            done?;
        }
    }
    stdout().flush().map_err(Failure::Unheard)
}

/// What needs the database and no server.
async fn run_with(app: &App, config: &Config, command: Command) -> Result<(), Failure> {
    match command {
        Command::Import(arguments) => commands::import::import(app, arguments).await,
        Command::Export(arguments) => commands::export::export(app, arguments).await,
        Command::Move { programmes, to } => commands::hand_over::run(app, &programmes, &to).await,
        Command::Client { client } => commands::client::run(app, client).await,
        Command::Token { body, scopes } => commands::token::run(config, app, &body, &scopes).await,
        Command::Migrate { direction } => commands::migrate(app, direction).await,
        Command::Seed { file } => commands::seed(app, &file).await,
        Command::Generate {
            cities,
            programmes,
            seed,
        } => {
            let plan = Plan {
                cities,
                programmes,
                seed,
            };
            commands::generate(app, plan).await
        }
        Command::Schema
        | Command::Errors
        | Command::Config
        | Command::Keys { .. }
        | Command::Serve => Ok(()),
    }
}

/// The settings, once they are known to make sense.
fn checked(settings: &Settings) -> Result<&Settings, ConfigError> {
    Config::new(settings).map(|_| settings)
}

fn start(settings: &Settings) -> Result<Config, ConfigError> {
    let config = Config::new(settings)?;
    log::begin(&config);
    Ok(config)
}
