//! A program that gets tokens for its body.

use sea_orm::entity::prelude::*;

use crate::{AllianceId, CityId, ClientId, OrganisationId, Relation};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "api_client")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ClientId,
    /// Exactly one of the three: the body that it speaks for.
    pub city_id: Option<CityId>,
    pub alliance_id: Option<AllianceId>,
    pub organisation_id: Option<OrganisationId>,
    pub label: String,
    /// With spaces between them, as OAuth has it.
    pub scopes: String,
    pub expires_at: Option<DateTimeUtc>,
    pub revoked_at: Option<DateTimeUtc>,
    /// When it last got a token, to the minute.
    pub last_used_at: Option<DateTimeUtc>,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
