//! What one person answered.

use sea_orm::entity::prelude::*;

use crate::{
    InvitationId, Relation, ResponseId, SurveyId, survey_answers::Answers,
    survey_content::SegmentValues, values::ResponseChannel,
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "survey_response")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub survey_id: SurveyId,
    /// Random: in the order of ids nothing can be told.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ResponseId,
    pub version_number: i32,
    pub locale: String,
    pub channel: ResponseChannel,
    pub submitted_on: Date,
    /// Empty in an anonymous survey.
    pub submitted_at: Option<DateTimeUtc>,
    /// Empty in an anonymous survey.
    pub invitation_id: Option<InvitationId>,
    pub segments: SegmentValues,
    pub answers: Answers,
}

impl ActiveModelBehavior for ActiveModel {}
