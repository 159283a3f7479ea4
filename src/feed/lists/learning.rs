//! Programmes and offerings as tables.

use crate::db::Pool;
use entity::{offering, programme};
use serde_json::{Value, json};

use super::{
    Filed,
    column::{Column, by_language, column, id, text},
};
use crate::{
    domain::{
        Result, money,
        offering::{OfferingOrder, Offerings, remaining_places},
        programme::{ProgrammeOrder, Programmes},
        schedule::Rule,
    },
    feed::around::Around,
};

impl Filed for Programmes {
    const ORDER: ProgrammeOrder = ProgrammeOrder::Created;

    fn columns() -> Vec<Column<programme::Row>> {
        let mut columns = said_of_programmes();
        columns.extend(codes_of_programmes());
        columns.extend(kept_of_programmes());
        columns
    }

    async fn around(db: &Pool, rows: &[programme::Row]) -> Result<Around> {
        Around::programmes_alone(db, rows).await
    }
}

fn said_of_programmes() -> Vec<Column<programme::Row>> {
    vec![
        column("id", |row, _| id(Some(row.id))),
        column("url", |row, scene| json!(scene.site.programme(row.id))),
        column("slug", |row, _| json!(row.slug)),
        column("externalId", |row, _| json!(row.external_id)),
        column("city", |row, scene| scene.city(row.city_id.0)),
        column("cityId", |row, _| id(Some(row.city_id))),
        text("title", |row, _| by_language(Some(&row.title))),
        text("summary", |row, _| by_language(row.summary.as_ref())),
        text("description", |row, scene| {
            let texts = scene.around.texts.get(&row.id.0);
            by_language(texts.and_then(|texts| texts.description.as_ref()))
        }),
        text("audience", |row, scene| {
            let texts = scene.around.texts.get(&row.id.0);
            by_language(texts.and_then(|texts| texts.audience.as_ref()))
        }),
        column("learningOutcomes", |row, scene| {
            let texts = scene.around.texts.get(&row.id.0);
            json!(texts.map(|texts| &texts.learning_outcomes))
        }),
        column("defaultLocale", |row, _| json!(row.default_locale)),
    ]
}

fn codes_of_programmes() -> Vec<Column<programme::Row>> {
    vec![
        column("topics", |row, scene| scene.codes(row.id.0, "TOPIC")),
        column("targetGroups", |row, scene| {
            scene.codes(row.id.0, "TARGET_GROUP")
        }),
        column("iscedF", |row, scene| scene.codes(row.id.0, "ISCED_F")),
        column("sdgTargets", |row, scene| scene.codes(row.id.0, "SDG")),
        column("keyFeatureAreas", |row, scene| {
            scene.codes(row.id.0, "KEY_FEATURE_AREA")
        }),
    ]
}

fn kept_of_programmes() -> Vec<Column<programme::Row>> {
    vec![
        column("kind", |row, _| json!(row.kind)),
        column("setting", |row, _| json!(row.setting)),
        column("iscedLevel", |row, _| json!(row.isced_level)),
        column("ageMin", |row, _| json!(row.age_min)),
        column("ageMax", |row, _| json!(row.age_max)),
        column("languages", |row, _| json!(row.languages)),
        column("recognitions", |row, _| json!(row.recognitions)),
        column("keywords", |row, _| json!(row.keywords)),
        column("provider", |row, scene| {
            scene.organisation(row.provider_id.map(|id| id.0))
        }),
        column("providerId", |row, _| id(row.provider_id)),
        column("website", |row, _| json!(row.website)),
        column("startedOn", |row, _| json!(row.started_on)),
        column("recurrence", |row, _| json!(row.recurrence)),
        column("publishedAt", |row, _| json!(row.published_at)),
        column("updatedAt", |row, _| json!(row.updated_at)),
        column("version", |row, _| json!(row.version)),
        column("origin", |row, _| json!(row.origin)),
    ]
}

impl Filed for Offerings {
    const ORDER: OfferingOrder = OfferingOrder::Created;

    /// Who teaches is left out: a person is named where a city says so, and not in
    /// a file of the whole network.
    fn columns() -> Vec<Column<offering::Model>> {
        let mut columns = where_offerings_are();
        columns.extend(when_offerings_are());
        columns.extend(terms_of_offerings());
        columns
    }

    async fn around(db: &Pool, rows: &[offering::Model]) -> Result<Around> {
        Around::offerings_alone(db, rows).await
    }
}

fn where_offerings_are() -> Vec<Column<offering::Model>> {
    vec![
        column("id", |row, _| id(Some(row.id))),
        column("url", |row, scene| json!(scene.site.offering(row.id))),
        column("externalId", |row, _| json!(row.external_id)),
        column("code", |row, _| json!(row.code)),
        column("programmeId", |row, _| id(Some(row.programme_id))),
        column("city", |row, scene| scene.city(row.city_id.0)),
        column("cityId", |row, _| id(Some(row.city_id))),
        column("learningSpaceId", |row, _| id(row.space_id)),
        column("platformId", |row, _| id(row.platform_id)),
        text("venue", |row, _| by_language(row.venue.as_ref())),
        column("virtualUrl", |row, _| json!(row.virtual_url)),
        column("deliveryMode", |row, _| json!(row.delivery_mode)),
        column("status", |row, _| json!(row.status)),
    ]
}

fn when_offerings_are() -> Vec<Column<offering::Model>> {
    vec![
        column("startDate", |row, _| json!(row.start_date)),
        column("endDate", |row, _| json!(row.end_date)),
        column("schedules", |row, scene| {
            let rules = scene.around.schedules.get(&row.id);
            let rules = rules.into_iter().flatten();
            rules.map(|rule| Rule::from(rule).told()).collect::<Value>()
        }),
        column("enrolmentOpens", |row, _| json!(row.enrolment_opens)),
        column("enrolmentCloses", |row, _| json!(row.enrolment_closes)),
        column("alwaysOpen", |row, _| json!(row.always_open)),
    ]
}

fn terms_of_offerings() -> Vec<Column<offering::Model>> {
    vec![
        column("capacity", |row, _| json!(row.capacity)),
        column("enrolled", |row, _| json!(row.enrolled)),
        column("remainingPlaces", |row, _| json!(remaining_places(row))),
        column("waitlist", |row, _| json!(row.waitlist)),
        column("price", |row, _| {
            let currency = row.price_currency.as_deref();
            let amount = row.price_minor.zip(currency);
            json!(amount.map(|(minor, currency)| money::decimal(minor, currency)))
        }),
        column("priceCurrency", |row, _| json!(row.price_currency)),
        text("priceText", |row, _| by_language(row.price_text.as_ref())),
        column("isFree", |row, _| json!(row.is_free)),
        column("applicationChannels", |row, _| {
            json!(row.application_channels)
        }),
        column("applicationUrl", |row, _| json!(row.application_url)),
        column("selectionMethod", |row, _| json!(row.selection_method)),
        column("updatedAt", |row, _| json!(row.updated_at)),
        column("version", |row, _| json!(row.version)),
        column("origin", |row, _| json!(row.origin)),
    ]
}
