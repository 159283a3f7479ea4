//! What an action changed: a programme, an offering or a plan.

use sea_orm::entity::prelude::*;

use crate::{ActionId, ActionLinkId, Localized, OfferingId, PlanId, ProgrammeId, Relation};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "feedback_action_link")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ActionLinkId,
    pub action_id: ActionId,
    pub position: i32,
    pub programme_id: Option<ProgrammeId>,
    pub offering_id: Option<OfferingId>,
    pub plan_id: Option<PlanId>,
    pub note: Option<Localized>,
}

impl ActiveModelBehavior for ActiveModel {}
