//! Responses that are not counted yet, added to the tallies.

use entity::{
    SurveyId, survey_erasure, survey_response, survey_secret, survey_tally, survey_uncounted,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Set,
    sea_query::{Expr, ExprTrait, LockBehavior, LockType, OnConflict, Query, SelectStatement},
};

use super::{Tallies, add};
use crate::domain::{error::Result, ids, survey::response::has_begun};

/// The most responses of one fold, so that it is over soon.
const MOST: u64 = 2_000;

/// Surveys that have responses to be counted.
pub async fn waiting(db: &impl ConnectionTrait) -> Result<Vec<SurveyId>> {
    let surveys = survey_uncounted::Entity::find()
        .select_only()
        .column(survey_uncounted::Column::SurveyId)
        .filter(survey_uncounted::Column::SurveyId.not_in_subquery(erased()))
        .distinct()
        .limit(100)
        .into_tuple();
    Ok(surveys.all(db).await?)
}

/// What is erased is no longer counted.
fn erased() -> SelectStatement {
    Query::select()
        .column(survey_erasure::Column::SurveyId)
        .from(survey_erasure::Entity)
        .to_owned()
}

/// Adds responses of a survey to its tallies, and says how many.
///
/// One at a time counts a survey: on PostgreSQL another instance that wants to
/// do the same leaves it to the first.
pub async fn fold(tx: &impl ConnectionTrait, survey: SurveyId) -> Result<usize> {
    if !hold(tx, survey).await? || has_begun(tx, survey).await? {
        return Ok(0);
    }
    let responses = uncounted(tx, survey).await?;
    if responses.is_empty() {
        return Ok(0);
    }
    let mut tallies = stored(tx, survey).await?;
    for response in &responses {
        add(&mut tallies, response);
    }
    store(tx, survey, tallies).await?;
    let counted: Vec<_> = responses.iter().map(|response| response.id.0).collect();
    let these = ids::table_of(&counted, tx.get_database_backend());
    survey_uncounted::Entity::delete_many()
        .filter(survey_uncounted::Column::SurveyId.eq(survey))
        .filter(Expr::col(survey_uncounted::Column::ResponseId).in_subquery(these))
        .exec(tx)
        .await?;
    Ok(responses.len())
}

async fn hold(tx: &impl ConnectionTrait, survey: SurveyId) -> Result<bool> {
    let secret = survey_secret::Entity::find_by_id(survey)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
    Ok(secret.one(tx).await?.is_some())
}

async fn uncounted(
    tx: &impl ConnectionTrait,
    survey: SurveyId,
) -> Result<Vec<survey_response::Model>> {
    let these = Query::select()
        .column(survey_uncounted::Column::ResponseId)
        .from(survey_uncounted::Entity)
        .and_where(Expr::col(survey_uncounted::Column::SurveyId).eq(survey))
        .limit(MOST)
        .to_owned();
    let responses = survey_response::Entity::find()
        .filter(survey_response::Column::SurveyId.eq(survey))
        .filter(survey_response::Column::Id.in_subquery(these));
    Ok(responses.all(tx).await?)
}

async fn stored(tx: &impl ConnectionTrait, survey: SurveyId) -> Result<Tallies> {
    let rows = survey_tally::Entity::find()
        .filter(survey_tally::Column::SurveyId.eq(survey))
        .all(tx)
        .await?;
    let rows = rows.into_iter();
    Ok(rows
        .map(|row| ((row.version_number, row.question_key), row.tally))
        .collect())
}

async fn store(tx: &impl ConnectionTrait, survey: SurveyId, tallies: Tallies) -> Result<()> {
    let rows = tallies.into_iter();
    let rows = rows.map(
        |((version_number, question_key), tally)| survey_tally::ActiveModel {
            survey_id: Set(survey),
            version_number: Set(version_number),
            question_key: Set(question_key),
            tally: Set(tally),
        },
    );
    let over = OnConflict::columns([
        survey_tally::Column::SurveyId,
        survey_tally::Column::VersionNumber,
        survey_tally::Column::QuestionKey,
    ])
    .update_column(survey_tally::Column::Tally)
    .to_owned();
    survey_tally::Entity::insert_many(rows)
        .on_conflict(over)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}
