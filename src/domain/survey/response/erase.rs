//! The answers of single citizens, done away with.
//!
//! From the moment that a city asks for it nobody reads them any more. The rows go in
//! steps, each a transaction of its own: there may be millions, and no statement may
//! keep everybody else from writing.

use chrono::{DateTime, Utc};
use entity::{
    SurveyId, survey, survey_erasure, survey_secret, survey_tally,
    values::{Happening, SurveyStatus},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QuerySelect, Set, Statement,
    sea_query::{Expr, ExprTrait, LockBehavior, LockType},
};

use super::respond::invalid;
use crate::domain::{
    error::Result,
    problem::Complaint,
    record::{self, Target, unlinked},
    survey::{status_at, tally},
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

/// Those with a row for each citizen, and what tells the rows of a survey apart. What
/// points to others goes first.
const ROWS: [(&str, &str); 4] = [
    ("survey_uncounted", "response_id"),
    (RESPONSES, "id"),
    ("survey_invitation", "id"),
    ("survey_receipt", "hash"),
];

const RESPONSES: &str = "survey_response";

/// The most rows of one step, so that it is over soon.
const MOST: u64 = 5_000;

/// Has every answer, invitation and count of a survey that is over done away with.
/// What was published stays. Small surveys are done with at once.
///
/// The counts go too, and first: a cell of one is a person.
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
    if before.answers_erased_at.is_some() {
        return Ok(before);
    }
    begin(writing, before.id, writing.now()).await?;
    step(writing, before.id, writing.now()).await?;
    let mut after = before.clone();
    after.answers_erased_at = Some(writing.now());
    let happening = Happening::Updated;
    record::save(writing, permit, (before, after), happening, unlinked()).await
}

/// Notes what there is to do, and takes the counts away. Whoever counts responses at
/// this moment is waited for.
async fn begin(tx: &impl ConnectionTrait, survey: SurveyId, now: DateTime<Utc>) -> Result<()> {
    let secret = survey_secret::Entity::find_by_id(survey).lock_exclusive();
    secret.one(tx).await?;
    let responses = tally::responses(tx, survey).await?;
    survey_tally::Entity::delete_many()
        .filter(survey_tally::Column::SurveyId.eq(survey))
        .exec(tx)
        .await?;
    let erasure = survey_erasure::ActiveModel {
        survey_id: Set(survey),
        requested_at: Set(now),
        responses: Set(i64::try_from(responses).unwrap_or(i64::MAX)),
        erased: Set(0),
        finished_at: Set(None),
    };
    survey_erasure::Entity::insert(erasure)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Whether the answers of a survey are being erased or have been.
pub(in crate::domain) async fn has_begun(
    tx: &impl ConnectionTrait,
    survey: SurveyId,
) -> Result<bool> {
    let erasure = survey_erasure::Entity::find_by_id(survey);
    Ok(erasure.one(tx).await?.is_some())
}

/// Surveys whose answers have yet to be done away with, at most so many.
pub async fn unfinished(db: &impl ConnectionTrait, most: u64) -> Result<Vec<SurveyId>> {
    let surveys = survey_erasure::Entity::find()
        .select_only()
        .column(survey_erasure::Column::SurveyId)
        .filter(survey_erasure::Column::FinishedAt.is_null())
        .limit(most)
        .into_tuple();
    Ok(surveys.all(db).await?)
}

/// How far the erasing of these surveys is.
pub async fn erasures(
    db: &impl ConnectionTrait,
    surveys: &[SurveyId],
) -> Result<Vec<survey_erasure::Model>> {
    let these = survey_erasure::Column::SurveyId.is_in(surveys.iter().copied());
    Ok(survey_erasure::Entity::find().filter(these).all(db).await?)
}

/// Does away with the next rows of a survey; says whether there may be more.
///
/// One at a time does it: on PostgreSQL another instance leaves it to the first.
pub async fn step(tx: &impl ConnectionTrait, survey: SurveyId, now: DateTime<Utc>) -> Result<bool> {
    let held = survey_erasure::Entity::find_by_id(survey)
        .filter(survey_erasure::Column::FinishedAt.is_null())
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
    if held.one(tx).await?.is_none() {
        return Ok(false);
    }
    let (mut left, mut responses) = (MOST, 0);
    for (table, key) in ROWS {
        let gone = delete(tx, (table, key), survey, left).await?;
        left = left.saturating_sub(gone);
        responses += if table == RESPONSES { gone } else { 0 };
    }
    note(tx, survey, responses, (left > 0).then_some(now)).await?;
    Ok(left == 0)
}

async fn delete(
    tx: &impl ConnectionTrait,
    (table, key): (&str, &str),
    survey: SurveyId,
    most: u64,
) -> Result<u64> {
    let backend = tx.get_database_backend();
    let these = format!("SELECT {key} FROM {table} WHERE survey_id = $1 LIMIT {most}");
    // PostgreSQL makes a list of them first: without statistics, as after a rush of
    // answers, it would look for each row anew.
    let is_one = match backend {
        DbBackend::Postgres => format!("= ANY (ARRAY({these}))"),
        _ => format!("IN ({these})"),
    };
    let sql = format!("DELETE FROM {table} WHERE survey_id = $1 AND {key} {is_one}");
    let statement = Statement::from_sql_and_values(backend, sql, [survey.into()]);
    Ok(tx.execute_raw(statement).await?.rows_affected())
}

async fn note(
    tx: &impl ConnectionTrait,
    survey: SurveyId,
    responses: u64,
    finished_at: Option<DateTime<Utc>>,
) -> Result<()> {
    use survey_erasure::Column;
    let gone = i64::try_from(responses).unwrap_or(i64::MAX);
    survey_erasure::Entity::update_many()
        .col_expr(Column::Erased, Expr::col(Column::Erased).add(gone))
        .col_expr(Column::FinishedAt, Expr::value(finished_at))
        .filter(Column::SurveyId.eq(survey))
        .exec(tx)
        .await?;
    Ok(())
}
