//! A survey by which a city asks its citizens.

use sea_orm::entity::prelude::*;

use crate::{
    CityId, Localized, PlanId, ProgrammeId, Relation, SpaceId, SurveyId, Words,
    values::{Anonymity, Origin, ResponseControl, SurveyStatus},
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "survey")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SurveyId,
    pub city_id: CityId,
    pub slug: String,
    pub external_id: Option<String>,
    pub title: Localized,
    pub title_text: String,
    pub default_locale: String,
    /// The languages in which it is answered.
    pub locales: Words,
    pub purpose: Option<Localized>,
    /// What it is about: one of these, or the city.
    pub programme_id: Option<ProgrammeId>,
    pub space_id: Option<SpaceId>,
    pub plan_id: Option<PlanId>,
    /// What surveys that repeat one another have in common.
    pub series: Option<String>,
    pub response_control: ResponseControl,
    pub anonymity: Anonymity,
    /// The fewest people that a published number may stand for.
    pub min_cell_size: i32,
    /// The leading zero bits that a sender of an answer has to find.
    pub work_bits: i32,
    pub opens_at: Option<DateTimeUtc>,
    pub closes_at: Option<DateTimeUtc>,
    pub status: SurveyStatus,
    /// The version that is answered now.
    pub published_version: Option<i32>,
    pub published_at: Option<DateTimeUtc>,
    pub opened_at: Option<DateTimeUtc>,
    pub closed_at: Option<DateTimeUtc>,
    pub results_published_at: Option<DateTimeUtc>,
    pub answers_erased_at: Option<DateTimeUtc>,
    pub origin: Origin,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    /// When it was deleted; the row stays as a tombstone.
    pub deleted_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
