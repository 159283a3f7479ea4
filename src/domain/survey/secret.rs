//! What challenges of a survey are signed with. It is in no journal and no answer.

use aws_lc_rs::rand;
use entity::{SurveyId, survey_secret};
use sea_orm::{EntityTrait, Set};

use crate::domain::{
    error::{Error, Result},
    writing::Writing,
};

/// Makes the secret of a new survey: 32 random bytes.
pub(super) async fn make(writing: &Writing, survey: SurveyId) -> Result<()> {
    let mut bytes = [0; 32];
    rand::fill(&mut bytes).map_err(|_| Error::input("The system gives no random numbers."))?;
    let digits = bytes.iter().map(|byte| format!("{byte:02x}"));
    let row = survey_secret::ActiveModel {
        survey_id: Set(survey),
        secret: Set(digits.collect()),
    };
    survey_secret::Entity::insert(row)
        .exec_without_returning(writing)
        .await?;
    Ok(())
}
