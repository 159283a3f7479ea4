//! One change that a webhook is told of, and what became of it.

use sea_orm::entity::prelude::*;

use crate::{
    DeliveryId, Relation, WebhookId,
    values::{DeliveryFailure, DeliveryStatus, SubjectKind},
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "webhook_delivery")]
pub struct Model {
    /// Also the id of the event, the same at each attempt.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DeliveryId,
    pub webhook_id: WebhookId,
    /// The entry of the journal that it tells of; none when it is a test.
    pub number: Option<i64>,
    pub subject_kind: Option<SubjectKind>,
    pub subject_id: Option<Uuid>,
    pub event_type: String,
    pub status: DeliveryStatus,
    pub attempts: i32,
    /// When it was first due: from then on it is tried for three days.
    pub begun_at: DateTimeUtc,
    /// When to try next; while it is being tried, when to think that the one who
    /// does is no more.
    pub due_at: DateTimeUtc,
    /// The status of the last answer.
    pub last_status: Option<i32>,
    pub last_failure: Option<DeliveryFailure>,
    pub created_at: DateTimeUtc,
    pub finished_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
