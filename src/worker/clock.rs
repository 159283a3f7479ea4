//! Opens and closes surveys at their times.
//!
//! Whether a survey can be answered is decided by its times, not by this: the row
//! only follows, for lists, filters and the journal. So it does no harm when a
//! server sleeps, and several servers over one database get on: each survey is
//! taken up in a transaction of its own, by whoever comes first.

use std::time::Duration;

use entity::SurveyId;
use tokio::{sync::watch, time::timeout};

use crate::{
    app::App,
    db::Db,
    domain::{
        Error, Result, Viewer,
        survey::clock::{due, follow},
        viewer::{KeepTime, Permit},
        writing::Writing,
    },
};

/// How long a survey may be due before its row says so.
const PAUSE: Duration = Duration::from_secs(5);

/// Surveys that are taken up before the clock looks again.
const MOST: u64 = 1_000;

/// As the journal calls what the clock does, where it names requests.
const REQUEST: &str = "clock";

/// Keeps time until the order to stop comes, or whoever gives it is gone.
pub async fn run(app: App, mut orders: watch::Receiver<()>) {
    loop {
        if let Err(error) = tick(&app).await {
            tracing::error!(?error, "surveys that are due could not be looked for");
        }
        if timeout(PAUSE, orders.changed()).await.is_ok() {
            return;
        }
    }
}

/// Opens and closes all surveys that are due by now; gives how many there were.
pub async fn tick(app: &App) -> Result<usize> {
    let permit = Viewer::Clock.permit::<KeepTime>()?;
    let mut followed = 0;
    for survey in due(app.reader(), app.now(), MOST).await? {
        match take_up(app, &permit, survey).await {
            Ok(true) => followed += 1,
            Ok(false) => {}
            // One that cannot be moved must not keep the others waiting.
            Err(error) => tracing::error!(?error, %survey, "a survey did not follow the clock"),
        }
    }
    Ok(followed)
}

async fn take_up(app: &App, permit: &Permit<KeepTime>, survey: SurveyId) -> Result<bool> {
    let transaction = app.begin().await.map_err(Error::from)?;
    let db = Db::new(app.writer().clone()).in_transaction(transaction);
    let writing = Writing::new(db, app.now(), REQUEST);
    let is_followed = follow(&writing, permit, survey).await?;
    if is_followed {
        writing.commit().await?;
    } else {
        writing.roll_back().await?;
    }
    Ok(is_followed)
}
