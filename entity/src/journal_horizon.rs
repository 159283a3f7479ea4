//! How far back the journal is whole: one row.

use sea_orm::entity::prelude::*;

use crate::Relation;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "journal_horizon")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i32,
    /// The greatest number of an entry that was cleared away; 0 when none was.
    pub number: i64,
}

impl ActiveModelBehavior for ActiveModel {}
