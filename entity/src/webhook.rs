//! Where a body wants to be told of changes.

use sea_orm::entity::prelude::*;

use crate::{
    AllianceId, CityId, OrganisationId, Relation, WebhookId, Words,
    values::{WebhookPause, WebhookStatus},
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "webhook")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: WebhookId,
    /// Exactly one of the three: the body that is told.
    pub city_id: Option<CityId>,
    pub alliance_id: Option<AllianceId>,
    pub organisation_id: Option<OrganisationId>,
    pub label: Option<String>,
    pub url: String,
    /// Only events of these types; all when empty.
    pub event_types: Words,
    /// Only changes of these kinds of records; all when empty.
    pub kinds: Words,
    /// Only changes of what belongs to these bodies, by their ids; all when empty.
    pub bodies: Words,
    /// What to tell of a change, in GraphQL.
    pub selection: Option<String>,
    pub status: WebhookStatus,
    pub paused_because: Option<WebhookPause>,
    /// Whose rights it has: the body's name, the program, and the scopes of its token.
    pub actor: String,
    pub client: Option<String>,
    pub scopes: String,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub deleted_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
