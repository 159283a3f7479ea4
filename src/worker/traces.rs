//! Clears away, once a day, what is no longer needed of answers to surveys.

use std::time::Duration;

use chrono::{Days, NaiveDate};

use super::Work;
use crate::{
    app::App,
    domain::{Result, survey::response},
};

/// A challenge is good for hours, a key for a retry for a day.
const KEPT: Days = Days::new(2);

/// Parts used invitations from their responses, and forgets old receipts.
pub(super) struct ClearTraces {
    app: App,
    done_on: Option<NaiveDate>,
}

impl ClearTraces {
    pub(super) fn of(app: &App) -> Self {
        Self {
            app: app.clone(),
            done_on: None,
        }
    }

    /// In steps, so that others can write in between.
    async fn forget_receipts(&self, before: NaiveDate) -> Result<()> {
        loop {
            let tx = self.app.begin().await?;
            let has_more = response::forget_receipts(&tx, before).await?;
            tx.commit().await?;
            if !has_more {
                return Ok(());
            }
        }
    }
}

impl Work for ClearTraces {
    const NAME: &str = "clearing of traces";
    const PAUSE: Duration = Duration::from_mins(1);

    async fn work(&mut self) -> Result<()> {
        let today = self.app.now().date_naive();
        if self.done_on == Some(today) {
            return Ok(());
        }
        let tx = self.app.begin().await?;
        response::unlink_all(&tx, today).await?;
        tx.commit().await?;
        self.forget_receipts(today - KEPT).await?;
        self.app.clear_deleted(&response::TABLES).await?;
        self.done_on = Some(today);
        Ok(())
    }
}
