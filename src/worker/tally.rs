//! Counts responses a moment after they came.

use std::time::Duration;

use super::Work;
use crate::{
    app::App,
    domain::{Result, survey::tally},
};

/// Counts every response that waits for it, in transactions that are over soon.
pub(super) struct CountResponses(App);

impl CountResponses {
    pub(super) fn of(app: &App) -> Self {
        Self(app.clone())
    }
}

impl Work for CountResponses {
    const NAME: &str = "counting of responses";
    const PAUSE: Duration = Duration::from_millis(500);

    async fn work(&mut self) -> Result<()> {
        for survey in tally::waiting(self.0.reader()).await? {
            loop {
                let tx = self.0.begin().await?;
                let counted = tally::fold(&tx, survey).await?;
                tx.commit().await?;
                if counted == 0 {
                    break;
                }
            }
        }
        Ok(())
    }
}
