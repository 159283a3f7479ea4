//! Whether a client is who it says it is, and whether it is still welcome.

use chrono::{DateTime, TimeDelta, Utc};
use entity::{ClientId, api_client, api_client_secret};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    sea_query::Expr,
};

use super::secret::SecretHash;
use crate::domain::{body::Body, error::Result};

/// How a client stands at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It may act.
    Good,
    /// Its time is over.
    Expired,
    /// Somebody has ended it.
    Revoked,
}

/// How a client stands.
#[must_use]
pub fn standing(client: &api_client::Model, now: DateTime<Utc>) -> Standing {
    if client.revoked_at.is_some() {
        Standing::Revoked
    } else if client.expires_at.is_some_and(|end| end <= now) {
        Standing::Expired
    } else {
        Standing::Good
    }
}

/// How many clients of a body may act.
pub(super) async fn count(
    db: &impl ConnectionTrait,
    body: Body,
    now: DateTime<Utc>,
) -> Result<u64> {
    use api_client::Column;
    let is_good = Condition::any()
        .add(Column::ExpiresAt.is_null())
        .add(Column::ExpiresAt.gt(now));
    let good = api_client::Entity::find()
        .filter(super::of_body(body))
        .filter(Column::RevokedAt.is_null())
        .filter(is_good);
    Ok(good.count(db).await?)
}

/// The client with this id, whoever asks. For tokens, which name their client.
pub async fn by_id(db: &impl ConnectionTrait, id: ClientId) -> Result<Option<api_client::Model>> {
    Ok(api_client::Entity::find_by_id(id).one(db).await?)
}

/// The client that proves itself by this secret.
///
/// For an unknown client the same is done as for a wrong secret, so that the
/// time of the answer does not tell which it was.
pub async fn authenticated(
    db: &impl ConnectionTrait,
    (id, secret): (ClientId, &str),
    now: DateTime<Utc>,
) -> Result<Option<api_client::Model>> {
    let client = by_id(db, id).await?;
    let secrets = api_client_secret::Entity::find()
        .filter(api_client_secret::Column::ClientId.eq(id))
        .all(db)
        .await?;
    let sent = SecretHash::of(secret);
    let mut is_known = false;
    for stored in &secrets {
        let is_valid = stored.expires_at.is_none_or(|end| now < end);
        is_known |= sent.is(&stored.hash) && is_valid;
    }
    Ok(client.filter(|_| is_known))
}

/// Notes that a client is used, at most once a minute.
pub async fn note_use(db: &impl ConnectionTrait, id: ClientId, now: DateTime<Utc>) -> Result<()> {
    let column = api_client::Column::LastUsedAt;
    let is_old = Condition::any()
        .add(column.is_null())
        .add(column.lt(now - TimeDelta::minutes(1)));
    api_client::Entity::update_many()
        .col_expr(column, Expr::value(now))
        .filter(api_client::Column::Id.eq(id))
        .filter(is_old)
        .exec(db)
        .await?;
    Ok(())
}
