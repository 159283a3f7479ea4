//! A survey as a form that other programs show.

use std::sync::Arc;

use entity::{SurveyId, survey, survey_content::SurveyContent};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait};

use super::{Surveys, version};
use crate::domain::{error::Result, related};

/// A survey with a version of what it asks.
#[derive(Clone, Debug)]
pub struct Form {
    /// The survey.
    pub survey: Arc<survey::Model>,
    /// The number of the version.
    pub number: i32,
    /// What it asks.
    pub content: Arc<SurveyContent>,
}

/// The form that everyone sees of the survey with this global id.
pub async fn public(db: &impl ConnectionTrait, id: &str) -> Result<Option<Form>> {
    let Ok(id) = id.parse::<SurveyId>() else {
        return Ok(None);
    };
    let condition = Condition::all().add(survey::Column::Id.eq(id));
    let Some(survey) = related::one::<Surveys>(db, condition).await? else {
        return Ok(None);
    };
    let content = version::published(db, &survey).await?;
    Ok(Some(Form {
        number: survey.published_version.unwrap_or_default(),
        survey: Arc::new(survey),
        content,
    }))
}
