//! What the server signs a survey's challenges with. Never in the journal.

use sea_orm::entity::prelude::*;

use crate::{Relation, SurveyId};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "survey_secret")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub survey_id: SurveyId,
    /// 32 random bytes in hexadecimal digits.
    pub secret: String,
}

impl ActiveModelBehavior for ActiveModel {}
