//! One code of a list, with its labels.

use sea_orm::entity::prelude::*;

use crate::{Localized, Relation};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "code")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub scheme: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    /// A code of the same list.
    pub parent: Option<String>,
    /// Its place in the list.
    pub position: i32,
    pub label: Localized,
    pub label_text: String,
    pub uri: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
