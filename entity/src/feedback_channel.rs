//! A way in which a city hears its citizens, and what came of it.

use sea_orm::entity::prelude::*;

use crate::{
    ChannelId, CityId, Localized, LocalizedList, Relation,
    values::{FeedbackChannelKind, Origin},
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "feedback_channel")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ChannelId,
    pub city_id: CityId,
    pub external_id: Option<String>,
    pub kind: FeedbackChannelKind,
    pub title: Localized,
    pub title_text: String,
    pub default_locale: String,
    pub description: Option<Localized>,
    /// Who is asked: learners, residents.
    pub asked: LocalizedList,
    /// What it changed.
    pub effects: LocalizedList,
    pub website: Option<String>,
    pub origin: Origin,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    /// When it was deleted; the row stays as a tombstone.
    pub deleted_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
