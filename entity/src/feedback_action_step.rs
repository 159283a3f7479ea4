//! A step of an action that everyone has seen; it stays as it was.

use sea_orm::entity::prelude::*;

use crate::{ActionId, ActionStepId, Localized, Relation, values::ActionStatus};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "feedback_action_step")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ActionStepId,
    pub action_id: ActionId,
    pub position: i32,
    pub status: ActionStatus,
    pub taken_at: DateTimeUtc,
    pub said: Localized,
    pub did: Option<Localized>,
    pub reason: Option<Localized>,
    pub deferred_until: Option<Date>,
    pub due_on: Option<Date>,
}

impl ActiveModelBehavior for ActiveModel {}
