//! A plan by which a city means to develop its learning.

use sea_orm::entity::prelude::*;

use crate::{
    CityId, Localized, LocalizedList, PartialDate, PlanId, Relation,
    values::{Origin, PlanStatus},
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "plan")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PlanId,
    pub city_id: CityId,
    pub external_id: Option<String>,
    pub title: Localized,
    pub title_text: String,
    pub default_locale: String,
    pub alternate_titles: LocalizedList,
    /// Which of the city's plans it is: the fourth.
    pub ordinal: Option<i32>,
    pub period_start: Option<PartialDate>,
    pub period_end: Option<PartialDate>,
    pub vision: Option<Localized>,
    pub website: Option<String>,
    pub status: Option<PlanStatus>,
    pub origin: Origin,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    /// When it was deleted; the row stays as a tombstone.
    pub deleted_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
