//! Cities and learning spaces as tables.

use crate::db::Pool;
use entity::{city, learning_space};
use serde_json::json;

use super::{
    Filed,
    column::{Column, by_language, column, id, text},
};
use crate::{
    domain::{
        Result,
        city::{Cities, CityOrder},
        learning_space::{LearningSpaces, SpaceOrder},
    },
    feed::around::Around,
};

impl Filed for LearningSpaces {
    const ORDER: SpaceOrder = SpaceOrder::Created;

    fn columns() -> Vec<Column<learning_space::Model>> {
        let mut columns = names_of_spaces();
        columns.extend(facts_of_spaces());
        columns
    }

    async fn around(db: &Pool, rows: &[learning_space::Model]) -> Result<Around> {
        Around::spaces(db, rows).await
    }
}

fn names_of_spaces() -> Vec<Column<learning_space::Model>> {
    vec![
        column("id", |row, _| id(Some(row.id))),
        column("url", |row, scene| json!(scene.site.learning_space(row.id))),
        column("slug", |row, _| json!(row.slug)),
        column("externalId", |row, _| json!(row.external_id)),
        column("city", |row, scene| scene.city(row.city_id.0)),
        column("cityId", |row, _| id(Some(row.city_id))),
        column("provider", |row, scene| {
            scene.organisation(row.provider_id.map(|id| id.0))
        }),
        column("providerId", |row, _| id(row.provider_id)),
        text("name", |row, _| by_language(Some(&row.name))),
        text("description", |row, _| {
            by_language(row.description.as_ref())
        }),
        column("defaultLocale", |row, _| json!(row.default_locale)),
    ]
}

fn facts_of_spaces() -> Vec<Column<learning_space::Model>> {
    vec![
        column("kind", |row, _| json!(row.kind)),
        column("standsForMany", |row, _| json!(row.stands_for_many)),
        text("address", |row, _| by_language(row.address.as_ref())),
        column("postalCode", |row, _| json!(row.postal_code)),
        column("latitude", |row, _| json!(row.latitude)),
        column("longitude", |row, _| json!(row.longitude)),
        column("alwaysOpen", |row, _| json!(row.always_open)),
        column("openingHours", |row, _| json!(row.opening_hours)),
        column("capacity", |row, _| json!(row.capacity)),
        column("website", |row, _| json!(row.website)),
        column("amenities", |row, _| json!(row.amenities)),
        column("designatedAs", |row, _| json!(row.designated_as)),
        column("accessibility", |row, scene| {
            scene.codes(row.id.0, "ACCESSIBILITY")
        }),
        column("status", |row, _| json!(row.status)),
        column("updatedAt", |row, _| json!(row.updated_at)),
        column("version", |row, _| json!(row.version)),
        column("origin", |row, _| json!(row.origin)),
    ]
}

impl Filed for Cities {
    const ORDER: CityOrder = CityOrder::Created;

    fn columns() -> Vec<Column<city::Model>> {
        vec![
            column("id", |row, _| id(Some(row.id))),
            column("url", |row, scene| json!(scene.site.city(&row.slug))),
            column("slug", |row, _| json!(row.slug)),
            text("name", |row, _| by_language(Some(&row.name))),
            column("defaultLocale", |row, _| json!(row.default_locale)),
            column("kind", |row, _| json!(row.kind)),
            column("country", |row, _| json!(row.country_code)),
            column("subdivision", |row, _| json!(row.subdivision_code)),
            column("parentId", |row, _| id(row.parent_id)),
            column("latitude", |row, _| json!(row.latitude)),
            column("longitude", |row, _| json!(row.longitude)),
            column("locationApproximate", |row, _| {
                json!(row.location_approximate)
            }),
            column("timeZone", |row, _| json!(row.time_zone)),
            column("population", |row, _| json!(row.population)),
            column("populationYear", |row, _| json!(row.population_year)),
            column("areaKm2", |row, _| json!(row.area_km2)),
            column("website", |row, _| json!(row.website)),
            column("status", |row, _| json!(row.status)),
            column("updatedAt", |row, _| json!(row.updated_at)),
            column("version", |row, _| json!(row.version)),
            column("origin", |row, _| json!(row.origin)),
        ]
    }

    async fn around(_: &Pool, _: &[city::Model]) -> Result<Around> {
        Ok(Around::default())
    }
}
