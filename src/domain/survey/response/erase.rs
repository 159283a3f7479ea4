//! The answers of single citizens, done away with.

use entity::{
    SurveyId, survey, survey_invitation, survey_receipt, survey_response, survey_tally,
    survey_uncounted,
    values::{Happening, SurveyStatus},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::respond::invalid;
use crate::domain::{
    error::Result,
    problem::Complaint,
    record::{self, Target, unlinked},
    survey::status_at,
    viewer::{Permit, WriteSurveys},
    writing::Writing,
};

/// The tables with something of single citizens in them.
pub const TABLES: [&str; 5] = [
    "survey_uncounted",
    "survey_tally",
    "survey_response",
    "survey_invitation",
    "survey_receipt",
];

/// Deletes every answer, invitation and count of a survey that is over. What was
/// published stays.
///
/// The counts go too: a cell of one is a person.
pub async fn erase(
    writing: &Writing,
    permit: &Permit<WriteSurveys>,
    target: Target<SurveyId>,
) -> Result<survey::Model> {
    let before: survey::Model = record::own(writing, permit, target).await?;
    let status = status_at(&before, writing.now());
    let is_over = matches!(
        status,
        SurveyStatus::Closed | SurveyStatus::ResultsPublished | SurveyStatus::Archived
    );
    if !is_over {
        let complaint = Complaint::needs("answers are erased after the survey was closed");
        return Err(invalid("id", complaint));
    }
    macro_rules! delete {
        ($($table:ident),+) => { $(
            $table::Entity::delete_many()
                .filter($table::Column::SurveyId.eq(before.id))
                .exec(writing)
                .await?;
        )+ };
    }
    // What points to others goes first.
    delete!(
        survey_uncounted,
        survey_tally,
        survey_response,
        survey_invitation,
        survey_receipt
    );
    let mut after = before.clone();
    after.answers_erased_at = after.answers_erased_at.or(Some(writing.now()));
    let happening = Happening::Updated;
    record::save(writing, permit, (before, after), happening, unlinked()).await
}
