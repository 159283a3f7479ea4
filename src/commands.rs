//! What each command does.

use std::{io, path::Path};

use learning_cities::{
    app::App,
    config::{Config, Direction},
    http,
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
    prepare_database(config).await?;
    let app = App::open(config).await.map_err(failed)?;
    let router = http::router(app.clone());
    let stop = http::stopped().map_err(failed)?;
    say_where_to_look(&app);
    http::serve(listener, router, &config.limits, stop).await;
    app.close().await;
    Ok(())
}

/// Migrates the database, and loads the sample network into a new one.
async fn prepare_database(config: &Config) -> Result<(), Failure> {
    let app = App::open_unhurried(config).await.map_err(failed)?;
    let migrated = app.migrate_up().await.map_err(failed)?;
    if migrated.was_new && !config.empty {
        load_sample_network(&app).await?;
    }
    app.close().await;
    Ok(())
}

/// Loads the network that is built into the program.
#[expect(clippy::unused_async, reason = "the loader is merged with the domain")]
async fn load_sample_network(_: &App) -> Result<(), Failure> {
    Ok(())
}

fn say_where_to_look(app: &App) {
    let url = app.public_url();
    println!("learning-cities is running at {url}");
    println!("  write queries   {url}/graphiql");
    println!("  read about it   {url}/docs");
    println!("  a city          {url}/graphql?query=%7Bcity(slug:%22hanam%22)%7Bslug%7D%7D");
    println!("  all cities      {url}/graphql?query=%7Bcities%7Bnodes%7Bslug%7D%7D%7D");
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
#[expect(clippy::unused_async, reason = "the loader is merged with the domain")]
pub(crate) async fn seed(_: &App, file: &Path) -> Result<(), Failure> {
    Err(Failure::Failed(format!(
        "{} cannot be loaded yet.",
        file.display()
    )))
}

/// Makes up a large network.
#[expect(
    clippy::unused_async,
    reason = "the generator is merged with the domain"
)]
pub(crate) async fn generate(_: &App, _: u32, _: u32, _: u64) -> Result<(), Failure> {
    Err(Failure::Failed("Nothing can be made up yet.".to_owned()))
}
