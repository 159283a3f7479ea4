//! What a city says of itself in one cycle and one language.

use sea_orm::entity::prelude::*;

use crate::{CityId, ProfileId, Relation, values::ProfileStatus};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "city_profile")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ProfileId,
    pub city_id: CityId,
    /// The reporting round or year it belongs to, such as `2022`.
    pub cycle: String,
    pub locale: String,
    pub headline: Option<String>,
    pub introduction: Option<String>,
    pub vision: Option<String>,
    pub challenges: Option<String>,
    pub implementation: Option<String>,
    pub status: ProfileStatus,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    /// When it was deleted; the row stays as a tombstone.
    pub deleted_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
