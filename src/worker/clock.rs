//! Opens and closes surveys at their times.
//!
//! Whether a survey can be answered is decided by its times, not by this: the row
//! only follows, for lists, filters and the journal. So it does no harm when a
//! server sleeps, and several servers over one database get on: each survey is
//! taken up in a transaction of its own, by whoever comes first.

use std::time::Duration;

use entity::SurveyId;

use super::Work;
use crate::{
    app::App,
    db::Db,
    domain::{
        Result, Viewer,
        survey::clock::{due, follow},
        viewer::{self, Permit},
        writing::Writing,
    },
};

/// Surveys that are taken up before the clock looks again.
const MOST: u64 = 1_000;

/// As the journal calls what the clock does, where it names requests.
const REQUEST: &str = "clock";

/// Opens and closes all surveys that are due.
pub(super) struct KeepTime(App);

impl KeepTime {
    pub(super) fn of(app: &App) -> Self {
        Self(app.clone())
    }

    async fn take_up(&self, permit: &Permit<viewer::KeepTime>, survey: SurveyId) -> Result<()> {
        let db = Db::new(self.0.writer().clone()).in_transaction(self.0.begin().await?);
        let writing = Writing::new(db, self.0.now(), REQUEST);
        follow(&writing, permit, survey).await?;
        writing.commit().await?;
        self.0.signal().call();
        Ok(())
    }
}

impl Work for KeepTime {
    const NAME: &str = "keeping of time";
    const PAUSE: Duration = Duration::from_secs(2);

    async fn work(&mut self) -> Result<()> {
        let permit = Viewer::Clock.permit::<viewer::KeepTime>()?;
        for survey in due(self.0.reader(), self.0.now(), MOST).await? {
            // One that cannot be moved must not keep the others waiting.
            if let Err(error) = self.take_up(&permit, survey).await {
                tracing::error!(?error, %survey, "a survey did not follow the clock");
            }
        }
        Ok(())
    }
}
