//! The published result of one question, with what is too small already left out.

use sea_orm::entity::prelude::*;

use crate::{BankQuestionId, Relation, SnapshotId, survey_result::QuestionResult};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "snapshot_question")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub snapshot_id: SnapshotId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    pub position: i32,
    pub bank_question_id: Option<BankQuestionId>,
    pub result: QuestionResult,
}

impl ActiveModelBehavior for ActiveModel {}
