//! Organisations, alliances, memberships and plans as tables.

use crate::db::Pool;
use entity::{alliance, membership, organisation, plan};
use serde_json::json;

use super::{
    Filed,
    column::{Column, by_language, column, id, text},
};
use crate::{
    domain::{
        Result,
        alliance::{AllianceOrder, Alliances},
        membership::{MembershipOrder, Memberships},
        organisation::{OrganisationOrder, Organisations},
        plan::{PlanOrder, Plans},
    },
    feed::around::Around,
};

impl Filed for Organisations {
    const ORDER: OrganisationOrder = OrganisationOrder::Created;

    fn columns() -> Vec<Column<organisation::Model>> {
        vec![
            column("id", |row, _| id(Some(row.id))),
            column("slug", |row, _| json!(row.slug)),
            text("name", |row, _| by_language(Some(&row.name))),
            column("abbreviation", |row, _| json!(row.abbreviation)),
            text("description", |row, _| {
                by_language(row.description.as_ref())
            }),
            column("defaultLocale", |row, _| json!(row.default_locale)),
            column("kind", |row, _| json!(row.kind)),
            column("cityId", |row, _| id(row.city_id)),
            column("country", |row, _| json!(row.country_code)),
            column("website", |row, _| json!(row.website)),
            column("updatedAt", |row, _| json!(row.updated_at)),
            column("version", |row, _| json!(row.version)),
            column("origin", |row, _| json!(row.origin)),
        ]
    }

    async fn around(_: &Pool, _: &[organisation::Model]) -> Result<Around> {
        Ok(Around::default())
    }
}

impl Filed for Alliances {
    const ORDER: AllianceOrder = AllianceOrder::Created;

    fn columns() -> Vec<Column<alliance::Model>> {
        vec![
            column("id", |row, _| id(Some(row.id))),
            column("slug", |row, _| json!(row.slug)),
            text("name", |row, _| by_language(Some(&row.name))),
            column("abbreviation", |row, _| json!(row.abbreviation)),
            column("defaultLocale", |row, _| json!(row.default_locale)),
            column("kind", |row, _| json!(row.kind)),
            column("parentId", |row, _| id(row.parent_id)),
            column("cityId", |row, _| id(row.city_id)),
            column("coordinatorId", |row, _| id(row.coordinator_id)),
            column("founded", |row, _| json!(row.founded)),
            text("scope", |row, _| by_language(row.scope.as_ref())),
            text("vision", |row, _| by_language(row.vision.as_ref())),
            column("purposes", |row, _| json!(row.purposes)),
            column("website", |row, _| json!(row.website)),
            column("updatedAt", |row, _| json!(row.updated_at)),
            column("version", |row, _| json!(row.version)),
            column("origin", |row, _| json!(row.origin)),
        ]
    }

    async fn around(_: &Pool, _: &[alliance::Model]) -> Result<Around> {
        Ok(Around::default())
    }
}

impl Filed for Memberships {
    const ORDER: MembershipOrder = MembershipOrder::Created;

    fn columns() -> Vec<Column<membership::Model>> {
        vec![
            column("id", |row, _| id(Some(row.id))),
            column("allianceId", |row, _| id(Some(row.alliance_id))),
            column("cityId", |row, _| id(row.city_id)),
            column("organisationId", |row, _| id(row.organisation_id)),
            column("memberAllianceId", |row, _| id(row.member_alliance_id)),
            column("role", |row, _| json!(row.role)),
            column("status", |row, _| json!(row.status)),
            column("since", |row, _| json!(row.since)),
            column("until", |row, _| json!(row.until)),
            column("admissionRound", |row, _| json!(row.admission_round)),
            column("updatedAt", |row, _| json!(row.updated_at)),
            column("version", |row, _| json!(row.version)),
        ]
    }

    async fn around(_: &Pool, _: &[membership::Model]) -> Result<Around> {
        Ok(Around::default())
    }
}

impl Filed for Plans {
    const ORDER: PlanOrder = PlanOrder::Created;

    fn columns() -> Vec<Column<plan::Model>> {
        vec![
            column("id", |row, _| id(Some(row.id))),
            column("externalId", |row, _| json!(row.external_id)),
            column("city", |row, scene| scene.city(row.city_id.0)),
            column("cityId", |row, _| id(Some(row.city_id))),
            text("title", |row, _| by_language(Some(&row.title))),
            column("alternateTitles", |row, _| json!(row.alternate_titles)),
            column("defaultLocale", |row, _| json!(row.default_locale)),
            column("ordinal", |row, _| json!(row.ordinal)),
            column("periodStart", |row, _| json!(row.period_start)),
            column("periodEnd", |row, _| json!(row.period_end)),
            text("vision", |row, _| by_language(row.vision.as_ref())),
            column("website", |row, _| json!(row.website)),
            column("status", |row, _| json!(row.status)),
            column("updatedAt", |row, _| json!(row.updated_at)),
            column("version", |row, _| json!(row.version)),
            column("origin", |row, _| json!(row.origin)),
        ]
    }

    async fn around(db: &Pool, rows: &[plan::Model]) -> Result<Around> {
        Around::cities(db, rows.iter().map(|row| row.city_id)).await
    }
}
