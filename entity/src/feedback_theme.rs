//! Something that citizens said again and again.

use sea_orm::entity::prelude::*;

use crate::{CityId, Localized, Relation, ThemeId, values::Origin};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "feedback_theme")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ThemeId,
    pub city_id: CityId,
    pub external_id: Option<String>,
    pub title: Localized,
    pub title_text: String,
    pub default_locale: String,
    pub summary: Option<Localized>,
    pub weight: i32,
    pub origin: Origin,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    /// When it was deleted; the row stays as a tombstone.
    pub deleted_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
