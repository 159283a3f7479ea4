//! Versions of surveys, read for all surveys of a level together.

use std::{collections::HashMap, sync::Arc};

use async_graphql::dataloader::Loader;
use entity::{SurveyId, survey_version};

use crate::{
    domain::{self, Result, survey::version},
    graphql::loader::Source,
};

/// The version of a survey that is answered now, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct CurrentOf(pub(super) SurveyId, pub(super) i32);

/// The versions of a survey that were published, the oldest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct FrozenOf(pub(super) SurveyId);

/// The version of a survey that its city works on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct DraftOf(pub(super) SurveyId);

type Version = Arc<survey_version::Model>;

impl Loader<CurrentOf> for Source {
    type Value = Version;
    type Error = domain::Error;

    async fn load(&self, keys: &[CurrentOf]) -> Result<HashMap<CurrentOf, Version>> {
        let wanted: Vec<_> = keys.iter().map(|key| (key.0, key.1)).collect();
        let found = version::published_of(self.db(), &wanted).await?;
        let keyed = found.into_iter();
        Ok(keyed
            .map(|row| (CurrentOf(row.survey_id, row.number), Arc::new(row)))
            .collect())
    }
}

impl Loader<FrozenOf> for Source {
    type Value = Arc<Vec<Version>>;
    type Error = domain::Error;

    async fn load(&self, keys: &[FrozenOf]) -> Result<HashMap<FrozenOf, Self::Value>> {
        let surveys: Vec<_> = keys.iter().map(|key| key.0).collect();
        let mut groups: HashMap<FrozenOf, Vec<Version>> = HashMap::new();
        for row in version::frozen_of(self.db(), &surveys).await? {
            let group = groups.entry(FrozenOf(row.survey_id)).or_default();
            group.push(Arc::new(row));
        }
        let groups = groups.into_iter();
        Ok(groups.map(|(key, rows)| (key, Arc::new(rows))).collect())
    }
}

impl Loader<DraftOf> for Source {
    type Value = Version;
    type Error = domain::Error;

    async fn load(&self, keys: &[DraftOf]) -> Result<HashMap<DraftOf, Version>> {
        let surveys: Vec<_> = keys.iter().map(|key| key.0).collect();
        let found = version::drafts_of(self.db(), &surveys).await?;
        let keyed = found.into_iter();
        Ok(keyed
            .map(|row| (DraftOf(row.survey_id), Arc::new(row)))
            .collect())
    }
}
