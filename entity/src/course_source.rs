//! How the national course file words an offering, where we would word it otherwise.

use std::collections::BTreeMap;

use sea_orm::{FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::{OfferingId, Relation};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "course_source")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub offering_id: OfferingId,
    pub texts: SourceTexts,
    /// When the file was read.
    pub read_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

/// By the name of the column: what stood there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct SourceTexts(pub BTreeMap<String, SourceText>);

/// A cell of the file, and what we would have written there when we read it. As
/// long as we still would, nothing has changed and the cell is as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceText {
    pub stood: String,
    pub ours: String,
}
