//! Look-ups of what belongs to themes, actions and cities.

use std::{collections::HashMap, sync::Arc};

use async_graphql::dataloader::Loader;
use chrono::{DateTime, Utc};
use entity::{
    ActionId, CityId, ThemeId, feedback_action_link, feedback_action_step, feedback_evidence,
};

use crate::{
    domain::{
        self, Result,
        feedback::{action, measure, measure::FeedbackLoop, theme},
        period::Period,
    },
    graphql::loader::{Source, groups},
};

groups! {
    /// The evidence of a theme.
    EvidenceOf(ThemeId) -> feedback_evidence::Model = theme::evidence;
    /// What an action changed.
    ChangesOf(ActionId) -> feedback_action_link::Model = action::changes;
    /// The steps of an action.
    StepsOf(ActionId) -> feedback_action_step::Model = action::steps;
}

/// How well a city closes the loop, in a period, at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct LoopOf(pub(super) CityId, pub(super) (Period, DateTime<Utc>));

impl Loader<LoopOf> for Source {
    type Value = Arc<FeedbackLoop>;
    type Error = domain::Error;

    async fn load(&self, keys: &[LoopOf]) -> Result<HashMap<LoopOf, Self::Value>> {
        let mut periods: HashMap<_, Vec<CityId>> = HashMap::new();
        for LoopOf(city, when) in keys {
            periods.entry(*when).or_default().push(*city);
        }
        let mut found = HashMap::new();
        for (when, cities) in periods {
            let measured = measure::of_each(self.db(), &cities, when).await?;
            let keyed = measured.into_iter();
            found.extend(keyed.map(|(city, told)| (LoopOf(city, when), Arc::new(told))));
        }
        Ok(found)
    }
}
