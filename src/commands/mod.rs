//! What each command does.

pub(crate) mod client;
pub(crate) mod export;
pub(crate) mod hand_over;
pub(crate) mod import;
pub(crate) mod keys;
pub(crate) mod token;

use std::{fs, io, path::Path, sync::Arc};

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
use tokio::net::TcpListener;

use crate::{Failure, failed};

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
    App::wait_for_database(config).await.map_err(failed)?;
    prepare_database(config).await?;
    let app = App::open(config).await.map_err(failed)?;
    let keys = Keys::open(&config.tokens.keys, app.now()).map_err(failed)?;
    let tokens = Tokens::new(app.clone(), &config.tokens, keys);
    let engine = Arc::new(Engine::new(app.clone()));
    let router = http::router_over(app.clone(), Arc::clone(&engine), Arc::new(tokens));
    let stop = http::stopped().map_err(failed)?;
    let workers = Workers::start(&app).with_webhooks(&app, &engine);
    say_where_to_look(&app);
    http::serve(listener, router, &config.limits, stop).await;
    workers.stop().await;
    app.close().await;
    Ok(())
}

/// Migrates the database, and loads the sample network into one in which nothing has happened yet.
async fn prepare_database(config: &Config) -> Result<(), Failure> {
    let app = App::open_unhurried(config).await.map_err(failed)?;
    app.migrate_up().await.map_err(failed)?;
    if !config.empty
        && let Some(report) = seed::sample_if_new(&app).await.map_err(unloaded)?
    {
        println!("Loaded the sample network into a new database:\n{report}");
    }
    app.close().await;
    Ok(())
}

fn say_where_to_look(app: &App) {
    let url = app.public_url();
    println!("learning-cities is running at {url}");
    println!("  write queries   {url}/graphiql");
    println!("  read about it   {url}/docs");
    println!("  a city          {url}/graphql?query=%7Bcity(slug:%22kr-hanam%22)%7Bname%7D%7D");
    println!("  all cities      {url}/graphql?query=%7Bcities%7Bnodes%7Bslug%20name%7D%7D%7D");
    println!("  is it ready     {url}/readyz");
}

/// Moves the tables, or says how they are.
pub(crate) async fn migrate(app: &App, direction: Direction) -> Result<(), Failure> {
    match direction {
        Direction::Up => {
            let migrated = app.migrate_up().await.map_err(failed)?;
            println!("Applied {} steps.", migrated.steps);
        }
        Direction::Down => {
            app.migrate_down().await.map_err(failed)?;
            println!("Took back one step.");
        }
        Direction::Status => {
            for step in app.migrations().await.map_err(failed)? {
                let state = if step.is_applied {
                    "applied"
                } else {
                    "missing"
                };
                println!("{state}  {}", step.name);
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
    app.migrate_up().await.map_err(failed)?;
    let report = seed::text(app, &name, &text).await.map_err(unloaded)?;
    println!("Loaded {name}:\n{report}");
    Ok(())
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the shape that map_err asks for"
)]
fn unloaded(error: domain::Error) -> Failure {
    Failure::Failed(seed::explain(&error))
}

/// Why something could not be done, for the operator of the machine.
fn explained(error: domain::Error) -> Failure {
    client::sentence(&error).map_or_else(|| unloaded(error), Failure::Failed)
}

/// Makes up a large network.
pub(crate) async fn generate(app: &App, plan: Plan) -> Result<(), Failure> {
    app.migrate_up().await.map_err(failed)?;
    let permit = Viewer::Operator
        .permit::<ImportNetwork>()
        .map_err(unloaded)?;
    let progress = Progress::begin("programmes", u64::from(plan.programmes));
    let tx = app.begin().await.map_err(failed)?;
    let told = |done| progress.reach(done);
    let made = generate::generate(&tx, &permit, app.now(), plan, &told)
        .await
        .map_err(unloaded)?;
    tx.commit().await.map_err(failed)?;
    progress.end();
    println!("Made up:\n{made}");
    Ok(())
}
