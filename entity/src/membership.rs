//! The time that one member spends in an alliance in one role.

use sea_orm::entity::prelude::*;

use crate::{
    AllianceId, CityId, MembershipId, OrganisationId, PartialDate, Relation,
    values::{MembershipRole, MembershipStatus},
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "membership")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MembershipId,
    pub alliance_id: AllianceId,
    /// The member: exactly one of these three is set.
    pub city_id: Option<CityId>,
    pub organisation_id: Option<OrganisationId>,
    pub member_alliance_id: Option<AllianceId>,
    pub role: MembershipRole,
    pub status: MembershipStatus,
    pub since: Option<PartialDate>,
    pub until: Option<PartialDate>,
    pub admission_round: Option<String>,
    /// The first day as text, or the end of time: made by the database for ordering.
    pub since_sort: String,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    /// When it was deleted; the row stays as a tombstone.
    pub deleted_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
