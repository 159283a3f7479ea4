//! A figure that somebody stated about a record.

use sea_orm::entity::prelude::*;

use crate::{
    Localized, ObservationId, PartialDate, Relation,
    values::{Comparator, ObservationStatus, SubjectKind},
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "observation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ObservationId,
    pub subject_kind: SubjectKind,
    pub subject_id: Uuid,
    /// What is counted or measured.
    pub measure: Localized,
    /// The same for programs, where they look for it.
    pub measure_code: Option<String>,
    pub value: f64,
    pub comparator: Comparator,
    /// A code of the list `UNIT`.
    pub unit_code: String,
    pub as_of: Option<PartialDate>,
    pub period_start: Option<PartialDate>,
    pub period_end: Option<PartialDate>,
    pub status: ObservationStatus,
    pub note: Option<String>,
    pub position: i32,
}

impl ActiveModelBehavior for ActiveModel {}
