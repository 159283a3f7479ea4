//! A version of what a survey asks; it never changes once it is frozen.

use sea_orm::entity::prelude::*;

use crate::{Relation, SurveyId, survey_content::SurveyContent};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "survey_version")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub survey_id: SurveyId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i32,
    pub content: SurveyContent,
    pub created_at: DateTimeUtc,
    /// When it was published; empty while it is a draft.
    pub frozen_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
