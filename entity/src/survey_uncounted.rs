//! A response that is not yet in the tallies.

use sea_orm::entity::prelude::*;

use crate::{Relation, ResponseId, SurveyId};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "survey_uncounted")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub survey_id: SurveyId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub response_id: ResponseId,
}

impl ActiveModelBehavior for ActiveModel {}
