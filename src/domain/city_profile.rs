//! What cities say of themselves.

use entity::{CityId, city_profile, values::ProfileStatus};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    sea_query::{Expr, ExprTrait},
};

use super::{error::Result, ids};

/// The most words that a text of a profile may have (UIL's form).
pub const MOST_WORDS: usize = 200;

/// The published profiles of each of these cities, the newest cycle first.
pub async fn of(db: &impl ConnectionTrait, cities: &[CityId]) -> Result<Vec<city_profile::Model>> {
    let cities: Vec<_> = cities.iter().map(|city| city.0).collect();
    let these = ids::table_of(&cities, db.get_database_backend());
    let profiles = city_profile::Entity::find()
        .filter(Expr::col(city_profile::Column::CityId).in_subquery(these))
        .filter(city_profile::Column::Status.eq(ProfileStatus::Published))
        .filter(city_profile::Column::DeletedAt.is_null())
        .order_by_desc(city_profile::Column::Cycle)
        .order_by_asc(city_profile::Column::Locale);
    Ok(profiles.all(db).await?)
}
