//! Where a theme was heard: a question of published results, or a session.

use sea_orm::entity::prelude::*;

use crate::{EvidenceId, FeedbackSessionId, Localized, Relation, SnapshotId, ThemeId};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "feedback_evidence")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EvidenceId,
    pub theme_id: ThemeId,
    pub position: i32,
    pub snapshot_id: Option<SnapshotId>,
    pub question_key: Option<String>,
    pub session_id: Option<FeedbackSessionId>,
    pub note: Option<Localized>,
}

impl ActiveModelBehavior for ActiveModel {}
