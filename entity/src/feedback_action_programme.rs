//! The programmes that an action changed, be it by one of their offerings.

use sea_orm::entity::prelude::*;

use crate::{ActionId, ProgrammeId, Relation};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "feedback_action_programme")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub programme_id: ProgrammeId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub action_id: ActionId,
}

impl ActiveModelBehavior for ActiveModel {}
