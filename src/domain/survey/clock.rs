//! Surveys that open and close by themselves.

use chrono::{DateTime, Utc};
use entity::{
    SurveyId, survey,
    values::{Happening, SurveyStatus as Status},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{ExprTrait, LockBehavior, LockType},
};

use super::state::{followed, settle};
use crate::domain::{
    error::Result,
    record::unlinked,
    viewer::{KeepTime, Permit},
    writing::Writing,
};

/// The surveys that should have opened or closed by now, at most so many.
pub async fn due(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    most: u64,
) -> Result<Vec<SurveyId>> {
    let surveys = survey::Entity::find()
        .select_only()
        .column(survey::Column::Id)
        .filter(is_due(now))
        .order_by_asc(survey::Column::Id)
        .limit(most);
    Ok(surveys.into_tuple().all(db).await?)
}

/// Opens or closes a survey that is due. Nothing happens when it no longer is, or
/// when somebody else is at it: another server's clock, or its city.
pub async fn follow(
    writing: &Writing,
    permit: &Permit<KeepTime>,
    survey: SurveyId,
) -> Result<bool> {
    let held = survey::Entity::find_by_id(survey)
        .filter(is_due(writing.now()))
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
    let Some(before) = held.one(writing).await? else {
        return Ok(false);
    };
    let after = followed(&before, writing.now());
    let told = (Happening::Updated, unlinked());
    settle(writing, permit, (before, after), told).await?;
    Ok(true)
}

fn is_due(now: DateTime<Utc>) -> Condition {
    use survey::Column;
    let opens = Column::Status
        .eq(Status::Published)
        .and(Column::OpensAt.lte(now));
    let closes = Column::Status
        .is_in([Status::Published, Status::Open, Status::Paused])
        .and(Column::ClosesAt.lte(now));
    Condition::all()
        .add(Column::DeletedAt.is_null())
        .add(Condition::any().add(opens).add(closes))
}
