//! The command `token`.

use learning_cities::{
    app::App,
    config::Config,
    token::{Grant, Keys, TRIAL, Tokens},
};

use super::{
    client::{body_named, scopes},
    say,
};
use crate::{Failure, failed};

const NOT_IN_PRODUCTION: &str = "Tokens for trying things out are not for production. \
    Make a client, which gets its tokens at /oauth/token: learning-cities client add --help";

/// Refuses a token for trying things out on a server that is not for that.
pub(crate) fn must_be_for_trying(config: &Config) -> Result<(), Failure> {
    if config.tokens.production {
        return Err(Failure::Failed(NOT_IN_PRODUCTION.to_owned()));
    }
    Ok(())
}

/// Prints a token and nothing else, so that a shell can take it.
pub(crate) async fn run(
    config: &Config,
    app: &App,
    body: &str,
    words: &[String],
) -> Result<(), Failure> {
    let scopes = scopes(words)?;
    let (body, _) = body_named(app, body).await?;
    let keys = Keys::open(&config.tokens.keys, app.now()).map_err(failed)?;
    let tokens = Tokens::new(app.clone(), &config.tokens, keys);
    let grant = Grant {
        client: TRIAL,
        body: &body,
        scopes: &scopes,
    };
    say(tokens.issue(&grant))
}
