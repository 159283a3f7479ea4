//! A list of codes and who keeps it.

use sea_orm::entity::prelude::*;

use crate::{Localized, Relation};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "code_list")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub scheme: String,
    pub name: Localized,
    pub owner: String,
    pub version: String,
    pub uri: Option<String>,
    pub note: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
