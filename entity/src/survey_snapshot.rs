//! Published results as they were at one moment; they never change.

use sea_orm::entity::prelude::*;

use crate::{CityId, Localized, Relation, SnapshotId, SurveyId, values::ResponseControl};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "survey_snapshot")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SnapshotId,
    pub survey_id: SurveyId,
    pub city_id: CityId,
    pub number: i32,
    pub taken_at: DateTimeUtc,
    /// As the survey was called then.
    pub title: Localized,
    pub default_locale: String,
    /// Who could answer, and how often: results are to be read so.
    pub response_control: ResponseControl,
    /// How many answered; empty when too few to say.
    pub responses: Option<i64>,
    pub min_cell_size: i32,
    /// SHA-256 of everything that it says, in hexadecimal digits.
    pub hash: String,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    /// When it was deleted; the row stays as a tombstone.
    pub deleted_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
