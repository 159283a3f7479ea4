//! A place where people learn.

use sea_orm::entity::prelude::*;

use crate::{
    CityId, Localized, OrganisationId, Relation, SpaceId, Words,
    values::{OpeningHoursList, Origin, SpaceKind, SpaceStatus},
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "learning_space")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SpaceId,
    pub city_id: CityId,
    pub slug: String,
    pub external_id: Option<String>,
    pub provider_id: Option<OrganisationId>,
    pub name: Localized,
    pub name_text: String,
    pub default_locale: String,
    pub kind: SpaceKind,
    /// The record speaks of a group of places, not of one.
    pub stands_for_many: bool,
    pub address: Option<Localized>,
    pub postal_code: Option<String>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub always_open: bool,
    pub opening_hours: OpeningHoursList,
    pub capacity: Option<i32>,
    pub website: Option<String>,
    pub description: Option<Localized>,
    pub amenities: Words,
    pub designated_as: Words,
    pub status: SpaceStatus,
    pub origin: Origin,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    /// When it was deleted; the row stays as a tombstone.
    pub deleted_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
