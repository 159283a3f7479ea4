//! What a frozen version asks, kept in memory: it never changes.

use std::sync::Arc;

use entity::{SurveyId, survey_content::SurveyContent, survey_version};
use moka::sync::Cache;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::domain::error::{Error, Result};

/// Versions that were asked for not long ago.
#[derive(Clone, Debug)]
pub struct FrozenVersions(Cache<(SurveyId, i32), Arc<SurveyContent>>);

impl Default for FrozenVersions {
    fn default() -> Self {
        Self(Cache::new(1_000))
    }
}

impl FrozenVersions {
    /// What this version asks.
    pub async fn get(
        &self,
        db: &impl ConnectionTrait,
        (survey, number): (SurveyId, i32),
    ) -> Result<Arc<SurveyContent>> {
        if let Some(content) = self.0.get(&(survey, number)) {
            return Ok(content);
        }
        let version = survey_version::Entity::find_by_id((survey, number))
            .filter(survey_version::Column::FrozenAt.is_not_null());
        let version = version.one(db).await?.ok_or(Error::NotFound)?;
        let content = Arc::new(version.content);
        self.0.insert((survey, number), Arc::clone(&content));
        Ok(content)
    }
}
