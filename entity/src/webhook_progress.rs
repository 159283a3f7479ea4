//! How far the journal was turned into deliveries of a webhook.

use sea_orm::entity::prelude::*;

use crate::{Relation, WebhookId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "webhook_progress")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub webhook_id: WebhookId,
    /// The number of the last entry of the journal that was looked at.
    pub number: i64,
    /// Deliveries that were given up since the last one that arrived.
    pub dead_in_a_row: i32,
}

impl ActiveModelBehavior for ActiveModel {}
