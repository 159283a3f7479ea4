//! That something was received once: a challenge or the key of a request.

use sea_orm::entity::prelude::*;

use crate::{Relation, SurveyId};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "survey_receipt")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub survey_id: SurveyId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub hash: String,
    pub received_on: Date,
}

impl ActiveModelBehavior for ActiveModel {}
