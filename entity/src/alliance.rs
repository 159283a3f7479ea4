//! A network of cities, organisations or other alliances.

use sea_orm::entity::prelude::*;

use crate::{
    AllianceId, CityId, Localized, LocalizedList, OrganisationId, PartialDate, Relation,
    values::{AllianceKind, Origin},
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "alliance")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AllianceId,
    pub slug: String,
    pub name: Localized,
    pub name_text: String,
    pub default_locale: String,
    pub abbreviation: Option<String>,
    pub kind: AllianceKind,
    pub parent_id: Option<AllianceId>,
    /// The one city of a local alliance.
    pub city_id: Option<CityId>,
    pub founded: Option<PartialDate>,
    pub scope: Option<Localized>,
    pub coordinator_id: Option<OrganisationId>,
    pub website: Option<String>,
    pub vision: Option<Localized>,
    pub purposes: LocalizedList,
    pub origin: Origin,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    /// When it was deleted; the row stays as a tombstone.
    pub deleted_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
