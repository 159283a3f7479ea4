//! A body that is neither a city nor an alliance.

use sea_orm::entity::prelude::*;

use crate::{
    CityId, Localized, OrganisationId, Relation,
    values::{OrganisationKind, Origin},
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OrganisationId,
    pub slug: String,
    pub name: Localized,
    pub name_text: String,
    pub default_locale: String,
    pub abbreviation: Option<String>,
    pub kind: OrganisationKind,
    pub city_id: Option<CityId>,
    pub country_code: Option<String>,
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
