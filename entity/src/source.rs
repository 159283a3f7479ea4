//! A document that facts were taken from.

use sea_orm::entity::prelude::*;

use crate::{Relation, Words};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "source")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub title: String,
    pub publisher: Option<String>,
    pub kind: String,
    pub url: Option<String>,
    pub languages: Words,
    /// When it was made, as far as it says.
    pub dated: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
