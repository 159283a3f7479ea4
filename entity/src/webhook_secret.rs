//! The secrets with which deliveries are signed.

use std::fmt;

use sea_orm::{DeriveValueType, entity::prelude::*};

use crate::{Relation, WebhookId};

/// A secret that no log shows.
#[derive(Clone, PartialEq, Eq, DeriveValueType)]
pub struct SigningSecret(pub String);

impl fmt::Debug for SigningSecret {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("SigningSecret(***)")
    }
}

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "webhook_secret")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub webhook_id: WebhookId,
    pub secret: SigningSecret,
    pub created_at: DateTimeUtc,
    /// Set when another one takes its place.
    pub expires_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
