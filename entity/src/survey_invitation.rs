//! The right to answer a survey once. Random ids: their order tells nothing.

use sea_orm::entity::prelude::*;

use crate::{InvitationId, Relation, SurveyId, survey_content::SegmentValues};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "survey_invitation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: InvitationId,
    pub survey_id: SurveyId,
    /// SHA-256 of the token, in hexadecimal digits.
    pub token_hash: String,
    /// Keeps one person from getting two invitations.
    pub participant_hash: Option<String>,
    /// Who it is in the city's own register; empty in an anonymous survey.
    pub participant: Option<String>,
    pub segments: SegmentValues,
    pub invited_on: Date,
    /// The day on which it was used.
    pub used_on: Option<Date>,
    /// Of the key under which the answer was sent, so that a retry is known.
    pub use_hash: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
