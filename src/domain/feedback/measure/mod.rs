//! How well cities close the loop: whether they tell what came of what they heard.
//!
//! **Surveys.** A survey that closed is answered when an action is public whose
//! theme rests on results of that survey. **In time.** Of the public actions with a
//! due day, those count that are done or whose day is over: one is in time when it
//! was done on that day or before. One that was declined is not waited for. **Days**
//! are those of each city, whatever the hour elsewhere.
//!
//! A record is real if it and its city are; real and made-up ones are never added up.

mod row;
mod statement;

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use entity::{AllianceId, CityId, values::Origin};
use sea_orm::ConnectionTrait;

use self::{
    row::{Action, Survey},
    statement::Scope,
};
use crate::domain::{error::Result, period::Period};

/// How well a city, or many of them, close the loop.
#[derive(Clone, Debug, PartialEq)]
pub struct FeedbackLoop {
    /// When the numbers were true.
    pub as_of: DateTime<Utc>,
    /// Which records were counted.
    pub origin: Origin,
    /// Surveys that closed.
    pub closed_surveys: u32,
    /// Those of them that a public action answers.
    pub answered_surveys: u32,
    /// Days from the close of such a survey to its first public action.
    pub median_days: Option<f64>,
    /// Public actions that are done or should be.
    pub due_actions: u32,
    /// Those of them that were done in time.
    pub done_in_time: u32,
    /// Public actions that were declined, each with its reason.
    pub declined: u32,
    /// Cities of which a survey closed.
    pub cities_with: u32,
    /// Cities that were looked at.
    pub cities_of: u32,
}

impl FeedbackLoop {
    /// How many percent of the surveys that closed are answered.
    #[must_use]
    pub fn answered_share(&self) -> Option<f64> {
        share(self.answered_surveys, self.closed_surveys)
    }

    /// How many percent of the actions were done in time.
    #[must_use]
    pub fn in_time_share(&self) -> Option<f64> {
        share(self.done_in_time, self.due_actions)
    }
}

/// In percent with one decimal.
fn share(part: u32, whole: u32) -> Option<f64> {
    (whole > 0).then(|| one_decimal(100.0 * f64::from(part) / f64::from(whole)))
}

fn one_decimal(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

/// Measures each of these cities, with two statements for all of them.
pub async fn of_each(
    db: &impl ConnectionTrait,
    cities: &[CityId],
    (period, now): (Period, DateTime<Utc>),
) -> Result<HashMap<CityId, FeedbackLoop>> {
    let scope = Scope::Cities(cities);
    let mut surveys: HashMap<CityId, Vec<Survey>> = HashMap::new();
    for survey in Survey::read(db, &scope).await? {
        surveys.entry(survey.city.id).or_default().push(survey);
    }
    let mut actions: HashMap<CityId, Vec<Action>> = HashMap::new();
    for action in Action::read(db, &scope).await? {
        actions.entry(action.city.id).or_default().push(action);
    }
    let measured = surveys.into_iter().filter_map(|(id, surveys)| {
        let origin = surveys.first()?.city.origin;
        let actions = actions.remove(&id).unwrap_or_default();
        let look = Look {
            origin,
            period,
            now,
        };
        Some((id, look.measure(&surveys, &actions)))
    });
    Ok(measured.collect())
}

/// Measures the real cities of an alliance, or of the whole register, with two
/// statements.
pub async fn of_network(
    db: &impl ConnectionTrait,
    alliance: Option<AllianceId>,
    (period, now): (Period, DateTime<Utc>),
) -> Result<FeedbackLoop> {
    let scope = alliance.map_or(Scope::Register, Scope::Alliance);
    let surveys = Survey::read(db, &scope).await?;
    let actions = Action::read(db, &scope).await?;
    let look = Look {
        origin: Origin::Real,
        period,
        now,
    };
    Ok(look.measure(&surveys, &actions))
}

/// What is looked at.
struct Look {
    origin: Origin,
    period: Period,
    now: DateTime<Utc>,
}

impl Look {
    fn measure(&self, surveys: &[Survey], actions: &[Action]) -> FeedbackLoop {
        let cities: BTreeSet<CityId> = surveys
            .iter()
            .filter(|survey| survey.city.origin == self.origin)
            .map(|survey| survey.city.id)
            .collect();
        let closed = self.closed(surveys);
        let days: Vec<f64> = closed
            .iter()
            .filter_map(|(survey, closed_at)| Some(days(*closed_at, survey.answered_at?)))
            .collect();
        let with: BTreeSet<CityId> = closed.iter().map(|(survey, _)| survey.city.id).collect();
        let actions: Vec<&Action> = actions
            .iter()
            .filter(|action| action.origin() == self.origin)
            .collect();
        let due = || {
            actions
                .iter()
                .filter(|action| action.is_due(self.now, self.period))
        };
        FeedbackLoop {
            as_of: self.now,
            origin: self.origin,
            closed_surveys: number(closed.len()),
            answered_surveys: number(days.len()),
            median_days: median(days),
            due_actions: number(due().count()),
            done_in_time: number(due().filter(|action| action.is_in_time()).count()),
            declined: number(
                actions
                    .iter()
                    .filter(|action| action.is_declined(self.period))
                    .count(),
            ),
            cities_with: number(with.len()),
            cities_of: number(cities.len()),
        }
    }

    /// The surveys that closed in the period, and when each did.
    fn closed<'a>(&self, surveys: &'a [Survey]) -> Vec<(&'a Survey, DateTime<Utc>)> {
        let of_origin = surveys
            .iter()
            .filter(|survey| survey.origin() == Some(self.origin));
        of_origin
            .filter_map(|survey| Some((survey, survey.closed_at(self.now)?)))
            .filter(|(survey, at)| self.period.has(survey.city.day(*at)))
            .collect()
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn days(from: DateTime<Utc>, to: DateTime<Utc>) -> f64 {
    (to - from).as_seconds_f64() / 86_400.0
}

/// The middle of the numbers, or the mean of the two in the middle.
fn median(mut numbers: Vec<f64>) -> Option<f64> {
    numbers.sort_by(f64::total_cmp);
    let upper = numbers.get(numbers.len() / 2)?;
    let lower = numbers.get((numbers.len() - 1) / 2)?;
    Some(one_decimal((lower + upper) / 2.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle() {
        assert_eq!(median(vec![]), None);
        assert_eq!(median(vec![9.0, 1.0, 4.0]), Some(4.0));
        assert_eq!(median(vec![9.0, 1.0, 4.0, 4.5]), Some(4.3));
    }

    #[test]
    fn nothing_of_nothing_has_no_share() {
        assert_eq!(share(0, 0), None);
        assert_eq!(share(1, 3), Some(33.3));
    }
}
