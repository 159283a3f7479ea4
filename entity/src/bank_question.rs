//! A question that cities of an alliance share, so that their results compare.

use sea_orm::entity::prelude::*;

use crate::{AllianceId, BankQuestionId, Relation, survey_content::Question, values::Origin};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "bank_question")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: BankQuestionId,
    pub alliance_id: AllianceId,
    pub key: String,
    pub default_locale: String,
    pub question: Question,
    /// When it stopped being offered to new surveys.
    pub retired_at: Option<DateTimeUtc>,
    pub origin: Origin,
    pub version: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    /// When it was deleted; the row stays as a tombstone.
    pub deleted_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
