//! Ends what would go on although it no longer may.

use std::{future::pending, time::Duration};

use tokio::time::{sleep, timeout};

use crate::{
    http::server::Stop,
    token::{Bearer, Error, Tokens},
};

/// How often is asked whether a client has been revoked. The answer may be half a
/// second old, and a second is the most that a revocation may take.
const LOOK: Duration = Duration::from_millis(250);

/// Why a connection ends that its client would keep.
pub(super) enum Ended {
    /// The token is no longer good, for this reason.
    Token(String),
    /// The server stops.
    Stopping,
}

/// Waits until a connection must end.
pub(super) async fn ended(tokens: &Tokens, bearer: &Bearer, stop: Stop) -> Ended {
    tokio::select! {
        reason = no_longer_good(tokens, bearer) => Ended::Token(reason),
        () = stop.ordered() => Ended::Stopping,
    }
}

async fn no_longer_good(tokens: &Tokens, bearer: &Bearer) -> String {
    let Some(left) = bearer.left else {
        return pending().await;
    };
    match timeout(left, revoked(tokens, bearer)).await {
        Ok(reason) => reason,
        Err(_) => "The token has expired.".to_owned(),
    }
}

/// A database that does not answer is no revocation: nothing can be read then.
async fn revoked(tokens: &Tokens, bearer: &Bearer) -> String {
    loop {
        sleep(LOOK).await;
        if let Err(Error::Bad(problem)) = tokens.may_still_speak(&bearer.viewer).await {
            return problem.sentence().to_owned();
        }
    }
}
