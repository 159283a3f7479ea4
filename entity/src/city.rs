//! A learning city: a city, district, county or consortium.

use sea_orm::entity::prelude::*;

use crate::{
    CityId, Localized, Relation,
    values::{CityKind, CityStatus, Origin},
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "city")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CityId,
    pub slug: String,
    pub name: Localized,
    /// All names folded for comparison, the one in the default locale first.
    pub name_text: String,
    pub default_locale: String,
    pub kind: CityKind,
    pub country_code: String,
    /// ISO 3166-2.
    pub subdivision_code: Option<String>,
    pub parent_id: Option<CityId>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub location_approximate: bool,
    /// IANA name.
    pub time_zone: String,
    pub population: Option<i32>,
    pub population_year: Option<i32>,
    pub area_km2: Option<f64>,
    pub area_year: Option<i32>,
    pub gdp_per_capita_usd: Option<f64>,
    pub gdp_year: Option<i32>,
    pub schooling_years_men: Option<f64>,
    pub schooling_years_women: Option<f64>,
    pub schooling_year: Option<i32>,
    pub website: Option<String>,
    pub head_office_title: Option<Localized>,
    pub status: CityStatus,
    pub origin: Origin,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    /// When it was deleted; the row stays as a tombstone.
    pub deleted_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
