//! A file that was read into the records of a city, and how far.

use sea_orm::entity::prelude::*;

use crate::{
    CityId, ImportId, Relation,
    values::{ImportFormat, ImportState},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import_run")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ImportId,
    pub city_id: CityId,
    pub format: ImportFormat,
    /// SHA-256 of the file and of what was asked of it: the same work has the same.
    pub fingerprint: String,
    pub state: ImportState,
    /// How many rows the file has.
    pub total: i32,
    /// How many of them are through, whatever came of them.
    pub done: i32,
    pub created: i32,
    pub updated: i32,
    pub unchanged: i32,
    pub refused: i32,
    /// Rows that are in without some of their cells.
    pub warned: i32,
    /// Programmes that were taken back because the file no longer has them.
    pub withdrawn: i32,
    pub started_at: DateTimeUtc,
    pub finished_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
