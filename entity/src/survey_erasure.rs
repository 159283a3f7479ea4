//! How far the answers of a survey have been done away with.

use sea_orm::entity::prelude::*;

use crate::{Relation, SurveyId};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "survey_erasure")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub survey_id: SurveyId,
    pub requested_at: DateTimeUtc,
    pub responses: i64,
    pub erased: i64,
    pub finished_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
