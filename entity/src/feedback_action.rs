//! What citizens said, and what the city did about it.

use sea_orm::entity::prelude::*;

use crate::{
    ActionId, CityId, Localized, OrganisationId, Relation, ThemeId,
    values::{ActionStatus, Origin},
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "feedback_action")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ActionId,
    pub city_id: CityId,
    pub theme_id: ThemeId,
    pub external_id: Option<String>,
    pub said: Localized,
    pub did: Option<Localized>,
    pub default_locale: String,
    pub status: ActionStatus,
    /// Why it was declined or deferred.
    pub reason: Option<Localized>,
    pub deferred_until: Option<Date>,
    pub responsible_id: Option<OrganisationId>,
    pub due_on: Option<Date>,
    pub done_on: Option<Date>,
    pub published_at: Option<DateTimeUtc>,
    pub origin: Origin,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    /// When it was deleted; the row stays as a tombstone.
    pub deleted_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
