//! Where a survey stands at a moment.

use chrono::{DateTime, Utc};
use entity::{survey, values::SurveyStatus as Status};

/// Where a survey stands now, by the clock as well as by what its city did.
///
/// The row follows a little later: this is what decides whether an answer is taken.
#[must_use]
pub fn status_at(survey: &survey::Model, now: DateTime<Utc>) -> Status {
    let has_come = |moment: Option<DateTime<Utc>>| moment.is_some_and(|moment| moment <= now);
    match survey.status {
        Status::Published | Status::Open | Status::Paused if has_come(survey.closes_at) => {
            Status::Closed
        }
        Status::Published if has_come(survey.opens_at) => Status::Open,
        status => status,
    }
}
