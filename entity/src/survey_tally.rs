//! What was answered to one question of one version, counted.

use sea_orm::entity::prelude::*;

use crate::{Relation, SurveyId, survey_tally_count::Tally};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "survey_tally")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub survey_id: SurveyId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub version_number: i32,
    /// Empty for the survey as a whole.
    #[sea_orm(primary_key, auto_increment = false)]
    pub question_key: String,
    pub tally: Tally,
}

impl ActiveModelBehavior for ActiveModel {}
