//! What is told of a row of a file: why it was refused, or what it came in without.

use sea_orm::{FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::{ImportId, Localized, Relation};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import_remark")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub run_id: ImportId,
    /// Where the row begins in the file, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub line: i32,
    /// Whether it was refused; else it is in, but for these cells.
    pub is_refused: bool,
    pub problems: Reasons,
}

impl ActiveModelBehavior for ActiveModel {}

/// What is wrong with a row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct Reasons(pub Vec<Reason>);

/// One thing that is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// The column, as the file calls it; nothing when it is the row as a whole.
    pub column: Option<String>,
    /// In the languages of the network.
    pub message: Localized,
}
