//! Watches how many have answered a survey.
//!
//! Answers of citizens are not in the journal. So whoever watches looks at the
//! count, and all who watch the same survey share each look.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use entity::SurveyId;
use moka::future::Cache;
use tokio::time::sleep;

use super::App;
use crate::domain::{Error, Result, survey::tally};

/// No survey is looked at more often.
const LIFE: Duration = Duration::from_secs(1);

/// How often each watcher asks for a look.
const PAUSE: Duration = Duration::from_millis(500);

/// Surveys whose looks are remembered.
const SURVEYS: u64 = 10_000;

/// What somebody saw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// The number of this look: those with the same one saw the same.
    pub number: i64,
    responses: u64,
}

/// The looks of the last second.
#[derive(Clone)]
pub(super) struct Looks {
    taken: Cache<SurveyId, Look>,
    last: Arc<AtomicI64>,
}

impl Default for Looks {
    fn default() -> Self {
        let cache = Cache::builder().max_capacity(SURVEYS).time_to_live(LIFE);
        Self {
            taken: cache.build(),
            last: Arc::default(),
        }
    }
}

impl Looks {
    async fn take(&self, app: &App, survey: SurveyId) -> Result<Look> {
        let looking = async {
            Ok(Look {
                responses: tally::responses(app.reader(), survey).await?,
                number: self.last.fetch_add(1, Ordering::Relaxed),
            })
        };
        let look = self.taken.try_get_with(survey, looking).await;
        look.map_err(|error: Arc<Error>| (*error).clone())
    }
}

/// Somebody who watches a survey.
pub struct TallyWatch {
    app: App,
    survey: SurveyId,
    seen: Option<u64>,
}

impl TallyWatch {
    /// Begins, with everything that was answered up to now still to be seen.
    #[must_use]
    pub fn begin(app: &App, survey: SurveyId) -> Self {
        Self {
            app: app.clone(),
            survey,
            seen: None,
        }
    }

    /// The next look that shows another number of responses.
    pub async fn next(&mut self) -> Look {
        loop {
            match self.app.looks().take(&self.app, self.survey).await {
                Ok(look) if self.seen != Some(look.responses) => {
                    self.seen = Some(look.responses);
                    return look;
                }
                Ok(_) => {}
                Err(error) => {
                    tracing::warn!(?error, "a survey could not be looked at and is tried again");
                }
            }
            sleep(PAUSE).await;
        }
    }
}
