//! Countries of the network.

use std::collections::HashMap;

use entity::{country, values::Region};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::error::Result;

/// All countries, or those of a region, by name.
pub async fn list(
    db: &impl ConnectionTrait,
    region: Option<Region>,
) -> Result<Vec<country::Model>> {
    let mut countries = country::Entity::find().order_by_asc(country::Column::NameText);
    if let Some(region) = region {
        countries = countries.filter(country::Column::Region.eq(region));
    }
    Ok(countries.all(db).await?)
}

/// The countries with these codes.
pub async fn by_codes(
    db: &impl ConnectionTrait,
    codes: &[String],
) -> Result<HashMap<String, country::Model>> {
    let countries = country::Entity::find().filter(country::Column::Code.is_in(codes));
    let keyed = countries.all(db).await?.into_iter();
    Ok(keyed
        .map(|country| (country.code.clone(), country))
        .collect())
}
