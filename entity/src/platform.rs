//! A website, app or account where people learn.

use sea_orm::entity::prelude::*;

use crate::{
    CityId, Localized, PlatformId, Relation,
    values::{Channels, Origin},
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "platform")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PlatformId,
    pub city_id: CityId,
    pub slug: String,
    pub name: Localized,
    pub name_text: String,
    pub default_locale: String,
    pub channels: Channels,
    pub website: Option<String>,
    pub description: Option<Localized>,
    pub origin: Origin,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    /// When it was deleted; the row stays as a tombstone.
    pub deleted_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
