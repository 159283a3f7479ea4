//! Something that can be learnt in a city; its runs are offerings.

use sea_orm::entity::prelude::*;

use crate::{
    CityId, Localized, LocalizedList, OrganisationId, PartialDate, ProgrammeId, Relation, Words,
    values::{
        IscedLevel, LearningSetting, Origin, ProgrammeKind, ProgrammeStatus, Recognitions,
        Recurrence,
    },
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "programme")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ProgrammeId,
    /// The city that owns it, and the only one that may change it.
    pub city_id: CityId,
    pub provider_id: Option<OrganisationId>,
    pub slug: String,
    /// The id it has in the city's own system.
    pub external_id: Option<String>,
    pub title: Localized,
    pub title_text: String,
    pub default_locale: String,
    pub summary: Option<Localized>,
    pub description: Option<Localized>,
    pub learning_outcomes: LocalizedList,
    pub audience: Option<Localized>,
    pub kind: ProgrammeKind,
    pub setting: LearningSetting,
    pub isced_level: Option<IscedLevel>,
    pub age_min: Option<i32>,
    pub age_max: Option<i32>,
    pub languages: Words,
    pub recognitions: Recognitions,
    pub keywords: Words,
    pub website: Option<String>,
    pub started_on: Option<PartialDate>,
    pub recurrence: Option<Recurrence>,
    pub status: ProgrammeStatus,
    pub published_at: Option<DateTimeUtc>,
    pub origin: Origin,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    /// When it was deleted; the row stays as a tombstone.
    pub deleted_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

/// A programme as lists need it: everything but the long texts.
#[derive(Clone, Debug, PartialEq, DerivePartialModel)]
#[sea_orm(entity = "Entity")]
pub struct Row {
    pub id: ProgrammeId,
    pub city_id: CityId,
    pub provider_id: Option<OrganisationId>,
    pub slug: String,
    pub external_id: Option<String>,
    pub title: Localized,
    pub title_text: String,
    pub default_locale: String,
    pub summary: Option<Localized>,
    pub kind: ProgrammeKind,
    pub setting: LearningSetting,
    pub isced_level: Option<IscedLevel>,
    pub age_min: Option<i32>,
    pub age_max: Option<i32>,
    pub languages: Words,
    pub recognitions: Recognitions,
    pub keywords: Words,
    pub website: Option<String>,
    pub started_on: Option<PartialDate>,
    pub recurrence: Option<Recurrence>,
    pub status: ProgrammeStatus,
    pub published_at: Option<DateTimeUtc>,
    pub origin: Origin,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

/// The long texts of a programme, fetched only when somebody asks for them.
#[derive(Clone, Debug, PartialEq, DerivePartialModel)]
#[sea_orm(entity = "Entity")]
pub struct Texts {
    pub id: ProgrammeId,
    pub description: Option<Localized>,
    pub learning_outcomes: LocalizedList,
    pub audience: Option<Localized>,
}
