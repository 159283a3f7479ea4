//! An alliance in whose frame a programme takes place.

use sea_orm::entity::prelude::*;

use crate::{AllianceId, ProgrammeId, Relation};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "programme_alliance")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub programme_id: ProgrammeId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub alliance_id: AllianceId,
}

impl ActiveModelBehavior for ActiveModel {}
