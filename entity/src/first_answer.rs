//! The first answer to a request that may be sent again.

use sea_orm::entity::prelude::*;

use crate::Relation;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "first_answer")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub issuer: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub client: String,
    /// SHA-256 of the id of the body and the client's key, in hexadecimal.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// SHA-256 of what names the request (document, operation and variables) and the
    /// scopes of the token, in hexadecimal.
    pub request_hash: String,
    /// `None` only while the first request is at work, which nobody else sees.
    pub answer: Option<String>,
    pub at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
