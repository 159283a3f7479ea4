//! A title that somebody granted to a city.

use sea_orm::entity::prelude::*;

use crate::{AllianceId, CityId, DesignationId, OrganisationId, PartialDate, Relation};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "designation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DesignationId,
    pub city_id: CityId,
    /// A code of the list `DESIGNATION`.
    pub scheme_code: String,
    pub granted_by_id: Option<OrganisationId>,
    /// The alliance that granted it, and the only one that may change it.
    pub granting_alliance_id: Option<AllianceId>,
    pub since: Option<PartialDate>,
    pub until: Option<PartialDate>,
    /// The first day as text, or the end of time: made by the database for ordering.
    pub since_sort: String,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    /// When it was deleted; the row stays as a tombstone.
    pub deleted_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
