//! Clears away, once a day, what the journal no longer has to tell.

use std::time::Duration;

use chrono::{DateTime, Days, NaiveDate, Utc};

use super::Work;
use crate::{
    app::App,
    domain::{Result, journal},
};

/// Institutes that keep a copy by RPDE must have a week to hear of what is gone.
const LEAST_DAYS: u64 = 7;

/// Forgets single changes that are older than the limit `journal_days`.
pub(super) struct ClearJournal {
    app: App,
    done_on: Option<NaiveDate>,
}

impl ClearJournal {
    pub(super) fn of(app: &App) -> Self {
        Self {
            app: app.clone(),
            done_on: None,
        }
    }

    /// In steps, so that others can write in between.
    async fn clear(&self, before: DateTime<Utc>) -> Result<u64> {
        let mut cleared = 0;
        loop {
            let tx = self.app.begin().await?;
            let step = journal::clear(&tx, before).await?;
            tx.commit().await?;
            cleared += step.cleared;
            if !step.has_more {
                return Ok(cleared);
            }
        }
    }
}

impl Work for ClearJournal {
    const NAME: &str = "clearing of the journal";
    const PAUSE: Duration = Duration::from_mins(1);

    async fn work(&mut self) -> Result<()> {
        let now = self.app.now();
        if self.done_on == Some(now.date_naive()) {
            return Ok(());
        }
        let days = Days::new(self.app.limits().journal_days.max(LEAST_DAYS));
        if let Some(before) = now.checked_sub_days(days) {
            let cleared = self.clear(before).await?;
            tracing::info!(cleared, "old changes were cleared away");
        }
        self.done_on = Some(now.date_naive());
        Ok(())
    }
}
