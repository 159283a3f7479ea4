//! Notices that the journal has grown, whoever wrote to it.

use std::time::Duration;

use tokio::time::{sleep, timeout};

use crate::{
    app::App,
    domain::{self, journal},
};

/// How late news is at most when nobody called.
const PATIENCE: Duration = Duration::from_millis(500);

/// Looks at the journal whenever somebody calls, and now and then by itself:
/// another process may have written.
pub(super) async fn watch(app: App) {
    loop {
        if let Err(error) = look(&app).await {
            tracing::warn!(?error, "the journal could not be looked at");
        }
        // Whether somebody called or not: look again.
        drop(timeout(PATIENCE, app.signal().called()).await);
    }
}

async fn look(app: &App) -> domain::Result<()> {
    let last = journal::last_number(app.reader()).await?;
    app.signal().reach(last);
    Ok(())
}

/// Hands on what other instances notify.
pub(super) async fn listen(app: App) {
    loop {
        if let Err(error) = app.heed(journal::CHANNEL).await {
            tracing::warn!(%error, "PostgreSQL does not notify at the moment");
        }
        sleep(PATIENCE).await;
    }
}
