//! What each command does.

pub(crate) mod client;
pub(crate) mod export;
pub(crate) mod hand_over;
pub(crate) mod import;
pub(crate) mod keys;
pub(crate) mod token;

use std::{
    fmt::Display,
    fs,
    io::{self, Write, stdout},
    path::Path,
    pin::pin,
    sync::Arc,
    thread,
    time::Duration,
};

use learning_cities::{
    app::App,
    config::{Config, Direction},
    domain::{
        self, Viewer,
        generate::{self, Plan},
        viewer::ImportNetwork,
    },
    graphql::Engine,
    http,
    progress::Progress,
    seed,
    token::{Keys, Tokens},
    worker::Workers,
};
use sea_orm::DbErr;
use tokio::{net::TcpListener, time::timeout};

use crate::{Failure, failed};

/// Writes a line of what was asked for.
fn say(line: impl Display) -> Result<(), Failure> {
    writeln!(stdout(), "{line}").map_err(Failure::Unheard)
}

/// Writes the whole of what was asked for.
pub(crate) fn print(text: impl Display) -> Result<(), Failure> {
    write!(stdout(), "{text}").map_err(Failure::Unheard)
}

/// Says that there is no network yet, before an empty database is made for nothing.
pub(crate) fn must_be_there(config: &Config) -> Result<(), Failure> {
    let file = config.database.file().filter(|file| !file.exists());
    file.map_or(Ok(()), |file| {
        Err(Failure::Failed(format!(
            "There is no database at {}. Start the server there once, or name the one that it \
             uses: --database-url.",
            file.display()
        )))
    })
}

/// Serves until it is told to stop.
pub(crate) async fn serve(config: Config) -> Result<(), Failure> {
    let listener = TcpListener::bind(config.bind).await.map_err(|error| {
        let reason = match error.kind() {
            io::ErrorKind::AddrInUse => "another program listens there".to_owned(),
            _ => error.to_string(),
        };
        Failure::Failed(format!("Cannot listen on {}: {reason}.", config.bind))
    })?;
    let config = &config.listening_at(listener.local_addr().map_err(failed)?);
    let (app, loaded) = open_behind(&listener, config).await?;
    let keys = Keys::open(&config.tokens.keys, app.now()).map_err(failed)?;
    let tokens = Tokens::new(app.clone(), &config.tokens, keys);
    let engine = Arc::new(Engine::new(app.clone()));
    let router = http::router_over(app.clone(), Arc::clone(&engine), Arc::new(tokens));
    let stop = http::stopped().map_err(failed)?;
    let workers = Workers::start(&app).with_webhooks(&app, &engine);
    say_where_to_look(&app, loaded);
    http::serve(listener, router, &config.limits, stop).await;
    workers.stop().await;
    app.close().await;
    Ok(())
}

/// How long who asks a server that is starting is not told so: most starts are over by then.
const PATIENCE: Duration = Duration::from_secs(1);

/// Opens the database, and tells those who ask meanwhile that they must wait for it.
async fn open_behind(
    listener: &TcpListener,
    config: &Config,
) -> Result<(App, Option<domain::seed::Report>), Failure> {
    let mut opened = pin!(open_database(config));
    if let Ok(opened) = timeout(PATIENCE, opened.as_mut()).await {
        return opened;
    }
    http::serve_until(listener, http::waiting_router(), &config.limits, opened).await
}

/// Waits for the database, brings it up to date and connects.
async fn open_database(config: &Config) -> Result<(App, Option<domain::seed::Report>), Failure> {
    App::wait_for_database(config).await.map_err(failed)?;
    let loaded = prepare_database(config).await?;
    let app = App::open(config).await.map_err(failed)?;
    Ok((app, loaded))
}

/// Migrates the database, and loads the sample network into one in which nothing has happened yet.
async fn prepare_database(config: &Config) -> Result<Option<domain::seed::Report>, Failure> {
    let app = App::open_unhurried(config).await.map_err(failed)?;
    app.migrate_up().await.map_err(failed)?;
    let loaded = if config.empty {
        None
    } else {
        seed::sample_if_new(&app).await.map_err(unloaded)?
    };
    app.close().await;
    Ok(loaded)
}

/// Greets whoever started it. The server does not wait until somebody reads that,
/// and does without when nobody can.
fn say_where_to_look(app: &App, loaded: Option<domain::seed::Report>) {
    let loaded = loaded.map_or_else(String::new, |report| {
        format!("Loaded the sample network into a new database:\n{report}\n")
    });
    let url = app.public_url();
    let text = format!(
        "{loaded}\
         learning-cities is running at {url}\n  \
           write queries   {url}/graphiql\n  \
           read about it   {url}/docs\n  \
           a city          {url}/graphql?query=%7Bcity(slug:%22kr-hanam%22)%7Bname%7D%7D\n  \
           all cities      {url}/graphql?query=%7Bcities%7Bnodes%7Bslug%20name%7D%7D%7D\n  \
           is it ready     {url}/readyz\n"
    );
    let greet = move || drop(stdout().write_all(text.as_bytes()));
    drop(thread::Builder::new().spawn(greet));
}

/// Moves the tables, or says how they are.
pub(crate) async fn migrate(app: &App, direction: Direction) -> Result<(), Failure> {
    match direction {
        Direction::Up => {
            let migrated = app.migrate_up().await.map_err(failed)?;
            say(format_args!("Applied {} steps.", migrated.steps))?;
        }
        Direction::Down => {
            app.migrate_down().await.map_err(failed)?;
            say("Took back one step.")?;
        }
        Direction::Status => {
            for step in app.migrations().await.map_err(failed)? {
                let state = if step.is_applied {
                    "applied"
                } else {
                    "missing"
                };
                say(format_args!("{state}  {}", step.name))?;
            }
        }
    }
    Ok(())
}

/// Loads a network from a file.
pub(crate) async fn seed(app: &App, file: &Path) -> Result<(), Failure> {
    let name = file.display().to_string();
    let text = fs::read_to_string(file)
        .map_err(|error| Failure::Failed(format!("{name} cannot be read: {error}.")))?;
    app.migrate_up().await.map_err(undone)?;
    let report = seed::text(app, &name, &text).await.map_err(unloaded)?;
    say(format_args!("Loaded {name}:\n{report}"))
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the shape that map_err asks for"
)]
fn unloaded(error: domain::Error) -> Failure {
    Failure::Failed(seed::explain(&error))
}

/// What the database could not do.
fn undone(error: DbErr) -> Failure {
    unloaded(error.into())
}

/// Why something could not be done, for the operator of the machine.
fn explained(error: domain::Error) -> Failure {
    client::sentence(&error).map_or_else(|| unloaded(error), Failure::Failed)
}

/// Makes up a large network.
pub(crate) async fn generate(app: &App, plan: Plan) -> Result<(), Failure> {
    app.migrate_up().await.map_err(undone)?;
    let permit = Viewer::Operator
        .permit::<ImportNetwork>()
        .map_err(unloaded)?;
    let progress = Progress::begin("programmes", u64::from(plan.programmes));
    let tx = app.begin().await.map_err(undone)?;
    let told = |done| progress.reach(done);
    let made = generate::generate(&tx, &permit, app.now(), plan, &told)
        .await
        .map_err(unloaded)?;
    tx.commit().await.map_err(failed)?;
    progress.end();
    say(format_args!("Made up:\n{made}"))
}
