//! One run of a programme: when, where, for how many, at what price.

use sea_orm::entity::prelude::*;

use crate::{
    CityId, Localized, OfferingId, PlatformId, ProgrammeId, Relation, SpaceId,
    values::{ApplicationChannels, DeliveryMode, OfferingStatus, Origin, SelectionMethod},
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "offering")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OfferingId,
    pub programme_id: ProgrammeId,
    /// The city of its programme, so that a city's offerings need no join.
    pub city_id: CityId,
    pub code: Option<String>,
    pub external_id: Option<String>,
    pub space_id: Option<SpaceId>,
    pub platform_id: Option<PlatformId>,
    pub venue: Option<Localized>,
    pub virtual_url: Option<String>,
    pub default_locale: String,
    pub delivery_mode: DeliveryMode,
    pub start_date: Option<Date>,
    /// The last day, included.
    pub end_date: Option<Date>,
    /// `start_date`, or the end of time: made by the database for ordering.
    pub start_sort: Date,
    pub enrolment_opens: Option<Date>,
    /// The last day, included.
    pub enrolment_closes: Option<Date>,
    /// `enrolment_closes`, or the end of time: made by the database.
    pub closes_sort: Date,
    pub always_open: bool,
    /// `None` means that nobody is turned away.
    pub capacity: Option<i32>,
    pub enrolled: Option<i32>,
    pub waitlist: bool,
    /// In the currency's smallest unit.
    pub price_minor: Option<i64>,
    /// ISO 4217.
    pub price_currency: Option<String>,
    pub price_text: Option<Localized>,
    pub is_free: Option<bool>,
    pub application_channels: ApplicationChannels,
    pub application_url: Option<String>,
    /// Who teaches: a person's name, for the city's own eyes.
    pub instructor_name: Option<String>,
    pub selection_method: Option<SelectionMethod>,
    pub status: OfferingStatus,
    pub origin: Origin,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    /// When it was deleted; the row stays as a tombstone.
    pub deleted_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
