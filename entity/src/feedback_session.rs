//! A meeting at which a city listened.

use sea_orm::entity::prelude::*;

use crate::{
    ChannelId, CityId, FeedbackSessionId, Localized, LocalizedList, Relation, SpaceId,
    values::{FeedbackSessionKind, Origin},
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "feedback_session")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FeedbackSessionId,
    pub city_id: CityId,
    pub external_id: Option<String>,
    pub channel_id: Option<ChannelId>,
    pub kind: FeedbackSessionKind,
    pub title: Localized,
    pub title_text: String,
    pub default_locale: String,
    pub held_on: Date,
    pub ended_on: Option<Date>,
    pub space_id: Option<SpaceId>,
    pub place: Option<Localized>,
    pub participants: Option<i32>,
    pub topics: LocalizedList,
    pub summary: Option<Localized>,
    pub minutes_url: Option<String>,
    pub origin: Origin,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    /// When it was deleted; the row stays as a tombstone.
    pub deleted_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
