//! Where a record or one of its fields comes from, or what contradicts it.

use sea_orm::entity::prelude::*;

use crate::{
    ReferenceId, Relation,
    values::{Confidence, ReferenceKind, SubjectKind},
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "source_reference")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReferenceId,
    pub subject_kind: SubjectKind,
    /// The record; for a country the code.
    pub subject_id: String,
    /// The field it speaks of; `None` is the whole record.
    pub field: Option<String>,
    pub kind: ReferenceKind,
    pub source_id: Option<String>,
    pub url: Option<String>,
    pub note: Option<String>,
    pub confidence: Confidence,
    pub retrieved_on: Option<Date>,
    pub position: i32,
}

impl ActiveModelBehavior for ActiveModel {}
