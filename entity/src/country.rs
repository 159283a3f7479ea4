//! A country, as ISO 3166-1 and UNESCO know it.

use sea_orm::entity::prelude::*;

use crate::{Localized, Relation, values::Region};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "country")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    pub alpha3: String,
    pub m49: String,
    pub region: Region,
    pub name: Localized,
    /// All names folded for comparison, the English one first.
    pub name_text: String,
}

impl ActiveModelBehavior for ActiveModel {}
