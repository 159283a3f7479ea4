//! Webhooks: where bodies want to be told of changes, and what became of it.
//!
//! The journal is turned into deliveries, and deliveries are sent. The first is
//! done in one transaction with the number up to which it was done, so nothing
//! is lost and nothing comes twice; the second at least once, with the same id
//! at each attempt.

mod edit;
mod event;
mod log;
mod schedule;
mod secret;
mod send;
mod target;
mod turn;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use entity::{ClientId, values::SubjectKind, webhook};
use sea_orm::{ActiveEnum, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

pub use self::{
    edit::{Edit, Rules, create, delete, pause, resume, rotate, update},
    event::{EventType, TEST},
    log::{Deliveries, DeliveryOrder, DeliveryTest, again, clear, test},
    secret::{Secret, secrets, signature},
    send::{Attempt, Outcome, claim, finish, pause_because, to_send},
    target::{Refused, Targets, is_public},
    turn::{News, Turned, behind, news, turn},
};
use super::{
    body::Body,
    change::Filter,
    client::{self, Standing, standing},
    error::Result,
    record::record,
    scope::Scopes,
    viewer::{ManageWebhooks, Permit, Speaker, Viewer},
};

record! {
    webhook as Webhook, owned by |row| body_of(row),
    generated [], unique []
}

/// The body that is told.
#[must_use]
pub fn body_of(webhook: &webhook::Model) -> Option<Body> {
    let city = webhook.city_id.map(Body::City);
    let alliance = webhook.alliance_id.map(Body::Alliance);
    let organisation = webhook.organisation_id.map(Body::Organisation);
    city.or(alliance).or(organisation)
}

/// The types of events that it is told of; all when empty.
#[must_use]
pub fn event_types(webhook: &webhook::Model) -> Vec<EventType> {
    let words = webhook.event_types.0.iter();
    words.filter_map(|word| word.parse().ok()).collect()
}

/// Which changes it is told of.
#[must_use]
pub fn filter(webhook: &webhook::Model) -> Filter {
    let kinds = webhook.kinds.0.iter();
    let bodies = webhook.bodies.0.iter();
    Filter {
        kinds: kinds
            .filter_map(|kind| SubjectKind::try_from_value(kind).ok())
            .collect(),
        bodies: bodies.filter_map(|id| body(id)).collect(),
    }
}

fn body(id: &str) -> Option<Body> {
    let city = id.parse().map(Body::City).ok();
    let alliance = || id.parse().map(Body::Alliance).ok();
    let organisation = || id.parse().map(Body::Organisation).ok();
    city.or_else(alliance).or_else(organisation)
}

/// Whoever is told: the body with the scopes of the token that set the webhook up.
#[must_use]
pub fn viewer(webhook: &webhook::Model, issuer: &str) -> Viewer {
    let Some(body) = body_of(webhook) else {
        return Viewer::Public;
    };
    Viewer::Body(Arc::new(Speaker {
        body,
        name: webhook.actor.clone(),
        client: webhook.client.clone().unwrap_or_default(),
        issuer: issuer.to_owned(),
        scopes: Scopes::known_in(&webhook.scopes),
    }))
}

/// Whether the client that set a webhook up may still act. Clients of other
/// issuers are not known here, and count as good.
pub async fn has_rights(
    db: &impl ConnectionTrait,
    webhook: &webhook::Model,
    now: DateTime<Utc>,
) -> Result<bool> {
    let client: Option<ClientId> = webhook.client.as_deref().and_then(|id| id.parse().ok());
    let Some(client) = client else {
        return Ok(true);
    };
    let client = client::by_id(db, client).await?;
    Ok(client.is_none_or(|client| standing(&client, now) == Standing::Good))
}

/// The webhooks of the permit's body, in the order in which they were made.
pub async fn list(
    db: &impl ConnectionTrait,
    permit: &Permit<ManageWebhooks>,
) -> Result<Vec<webhook::Model>> {
    let owned = of_body(permit.owner()).order_by_asc(webhook::Column::Id);
    Ok(owned.all(db).await?)
}

/// The webhooks of a body that were not deleted.
fn of_body(body: Body) -> sea_orm::Select<webhook::Entity> {
    use webhook::Column;
    let there = webhook::Entity::find().filter(Column::DeletedAt.is_null());
    match body {
        Body::City(id) => there.filter(Column::CityId.eq(id)),
        Body::Alliance(id) => there.filter(Column::AllianceId.eq(id)),
        Body::Organisation(id) => there.filter(Column::OrganisationId.eq(id)),
    }
}
