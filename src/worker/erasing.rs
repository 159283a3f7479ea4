//! Does away with the answers of surveys that cities had erased.

use std::time::Duration;

use entity::SurveyId;

use super::Work;
use crate::{
    app::App,
    domain::{Result, survey::response},
};

/// Surveys that are looked for at a time.
const MOST: u64 = 100;

/// Erases in transactions that are over soon, so that others can write in between.
pub(super) struct EraseResponses(App);

impl EraseResponses {
    pub(super) fn of(app: &App) -> Self {
        Self(app.clone())
    }

    async fn erase(&self, survey: SurveyId) -> Result<()> {
        loop {
            let tx = self.0.begin().await?;
            let has_more = response::step(&tx, survey, self.0.now()).await?;
            tx.commit().await?;
            if !has_more {
                return Ok(());
            }
        }
    }
}

impl Work for EraseResponses {
    const NAME: &str = "erasing of responses";
    const PAUSE: Duration = Duration::from_secs(1);

    async fn work(&mut self) -> Result<()> {
        let surveys = response::unfinished(self.0.reader(), MOST).await?;
        if surveys.is_empty() {
            return Ok(());
        }
        for survey in surveys {
            self.erase(survey).await?;
        }
        Ok(self.0.clear_deleted(&response::TABLES).await?)
    }
}
