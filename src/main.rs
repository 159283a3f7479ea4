//! The commands.

mod commands;

use std::{
    fmt::Display,
    io::{IsTerminal, stderr},
    panic::{self, PanicHookInfo},
    process::ExitCode,
};

use learning_cities::{
    app::App,
    config::{self, Command, Config, ConfigError, LogFormat, Settings},
    domain::generate::Plan,
    graphql,
};
use tracing_subscriber::EnvFilter;

/// Why a command ended badly.
enum Failure {
    /// It was used wrongly: code 2.
    Wrong(ConfigError),
    /// It could not be done: code 1.
    Failed(String),
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

fn main() -> ExitCode {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_stack_size(STACK_BYTES)
        .build();
    let outcome = match runtime {
        Ok(runtime) => runtime.block_on(run()),
        Err(error) => Err(failed(error)),
    };
    let (code, sentence) = match outcome {
        Ok(()) => return ExitCode::SUCCESS,
        Err(Failure::Wrong(error)) => (2, error.to_string()),
        Err(Failure::Failed(error)) => (1, error),
    };
    eprintln!("learning-cities: {sentence}");
    ExitCode::from(code)
}

async fn run() -> Result<(), Failure> {
    let (command, settings) = config::read()?;
    match command {
        Command::Schema => print!("{}", graphql::sdl()),
        Command::Config => print!("{}", checked(&settings)?),
        Command::Keys { keys } => commands::keys::run(&start(&settings)?, keys)?,
        Command::Serve => commands::serve(start(&settings)?).await?,
        command => {
            let config = start(&settings)?;
            let app = App::open_unhurried(&config).await.map_err(failed)?;
            run_with(&app, &config, command).await?;
            app.close().await;
        }
    }
    Ok(())
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
        Command::Schema | Command::Config | Command::Keys { .. } | Command::Serve => Ok(()),
    }
}

/// The settings, once they are known to make sense.
fn checked(settings: &Settings) -> Result<&Settings, ConfigError> {
    Config::new(settings).map(|_| settings)
}

fn start(settings: &Settings) -> Result<Config, ConfigError> {
    let config = Config::new(settings)?;
    write_log(&config);
    Ok(config)
}

/// `PostgreSQL` tells of each table that is there already; who wants to read it says so.
const CHATTER: &str = "sqlx::postgres::notice=warn";

/// Log lines go to the error stream: the other one is for what was asked for.
fn write_log(config: &Config) {
    let lines = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(format!("{CHATTER},{}", config.log)))
        .with_writer(stderr);
    let for_people = match config.log_format {
        LogFormat::Text => true,
        LogFormat::Json => false,
        LogFormat::Auto => stderr().is_terminal(),
    };
    panic::set_hook(Box::new(log_panic));
    if for_people {
        lines.with_ansi(stderr().is_terminal()).init();
    } else {
        lines.json().flatten_event(true).init();
    }
}

/// Says where, not what: the message may hold what somebody sent.
fn log_panic(panic: &PanicHookInfo<'_>) {
    let place = panic.location().map(ToString::to_string);
    tracing::error!(place, "a panic");
}
