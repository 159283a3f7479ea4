//! A person's term in a public office of one body.

use sea_orm::entity::prelude::*;

use crate::{
    AllianceId, CityId, Localized, OfficeHolderId, OrganisationId, PartialDate, Relation, Words,
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "office_holder")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OfficeHolderId,
    pub person_name: Localized,
    pub aliases: Words,
    /// A code of the list `OFFICE`.
    pub office_code: String,
    /// The office as its source prints it.
    pub title: Option<Localized>,
    pub city_id: Option<CityId>,
    pub alliance_id: Option<AllianceId>,
    pub organisation_id: Option<OrganisationId>,
    pub since: Option<PartialDate>,
    pub until: Option<PartialDate>,
    /// When a source saw the person in office.
    pub as_of: Option<PartialDate>,
    /// The first day as text, or the end of time: made by the database for ordering.
    pub since_sort: String,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    /// When it was deleted; the row stays as a tombstone.
    pub deleted_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
