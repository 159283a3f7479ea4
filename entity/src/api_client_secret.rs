//! What a client proves itself by. Two are valid while one replaces the other.

use sea_orm::entity::prelude::*;

use crate::{ClientId, Relation};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "api_client_secret")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub client_id: ClientId,
    /// SHA-256 of the secret, in hexadecimal digits.
    pub hash: String,
    pub created_at: DateTimeUtc,
    /// When it ends because another has taken its place.
    pub expires_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
