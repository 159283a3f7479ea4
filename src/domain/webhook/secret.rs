//! The secrets with which deliveries are signed, as Standard Webhooks has it.

use std::fmt;

use aws_lc_rs::{hmac, rand};
use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{DateTime, Utc};
use entity::{
    WebhookId,
    ids::uuid_at,
    webhook_secret::{self, Column, Entity, SigningSecret},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter,
    QueryOrder, Set, sea_query::Expr,
};

use crate::domain::{
    error::{Error, Result},
    writing::Writing,
};

/// What every such secret begins with; the rest is the key in base64.
const PREFIX: &str = "whsec_";

/// A secret of 256 random bits.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// A new one.
    pub(super) fn make() -> Result<Self> {
        let mut bytes = [0; 32];
        rand::fill(&mut bytes).map_err(|_| Error::input("The system gives no random numbers."))?;
        Ok(Self(format!("{PREFIX}{}", STANDARD.encode(bytes))))
    }

    /// The secret itself, to be shown once.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What proves that a message comes from whoever has the secret too.
    fn sign(&self, message: &[u8]) -> Option<String> {
        let key = STANDARD.decode(self.0.strip_prefix(PREFIX)?).ok()?;
        let key = hmac::Key::new(hmac::HMAC_SHA256, &key);
        let signature = STANDARD.encode(hmac::sign(&key, message));
        Some(format!("v1,{signature}"))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Secret(***)")
    }
}

/// The value of `webhook-signature`: a signature by each of the secrets.
#[must_use]
pub fn signature(secrets: &[Secret], id: &str, timestamp: i64, body: &[u8]) -> String {
    let mut message = format!("{id}.{timestamp}.").into_bytes();
    message.extend_from_slice(body);
    let signatures = secrets.iter().filter_map(|secret| secret.sign(&message));
    signatures.collect::<Vec<_>>().join(" ")
}

/// Makes a secret for a webhook.
pub(super) async fn add(writing: &Writing, webhook: WebhookId) -> Result<Secret> {
    let secret = Secret::make()?;
    let row = webhook_secret::ActiveModel {
        id: Set(uuid_at(writing.now())),
        webhook_id: Set(webhook),
        secret: Set(SigningSecret(secret.0.clone())),
        created_at: Set(writing.now()),
        expires_at: Set(None),
    };
    row.insert(writing).await?;
    Ok(secret)
}

/// Lets the secret that is in use end, and forgets those that were ending already.
pub(super) async fn replace(
    writing: &Writing,
    webhook: WebhookId,
    ends: DateTime<Utc>,
) -> Result<()> {
    Entity::delete_many()
        .filter(Column::WebhookId.eq(webhook))
        .filter(Column::ExpiresAt.is_not_null())
        .exec(writing)
        .await?;
    Entity::update_many()
        .col_expr(Column::ExpiresAt, Expr::value(ends))
        .filter(Column::WebhookId.eq(webhook))
        .exec(writing)
        .await?;
    Ok(())
}

/// The secrets that sign for a webhook at a moment, the newest first.
pub async fn secrets(
    db: &impl ConnectionTrait,
    webhook: WebhookId,
    now: DateTime<Utc>,
) -> Result<Vec<Secret>> {
    let is_good = Condition::any()
        .add(Column::ExpiresAt.is_null())
        .add(Column::ExpiresAt.gt(now));
    let rows = Entity::find()
        .filter(Column::WebhookId.eq(webhook))
        .filter(is_good)
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id);
    let rows = rows.all(db).await?.into_iter();
    Ok(rows.map(|row| Secret(row.secret.0)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_signed_as_the_standard_has_it() {
        let secret = Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".to_owned());
        let signed = signature(
            std::slice::from_ref(&secret),
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1_614_265_330,
            br#"{"test": 2432232314}"#,
        );

        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assert_eq!(format!("{secret:?}"), "Secret(***)");
    }

    #[test]
    fn two_secrets_sign_side_by_side() {
        let secrets = [Secret::make().unwrap(), Secret::make().unwrap()];

        let signed = signature(&secrets, "delivery_1", 1, b"{}");

        let parts: Vec<&str> = signed.split(' ').collect();
        assert_eq!(parts.len(), 2);
        assert!(parts[0] != parts[1] && parts.iter().all(|part| part.starts_with("v1,")));
    }
}
