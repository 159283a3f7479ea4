//! The versions of what a survey asks: at most one is a draft, the others never change.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use entity::{SurveyId, survey, survey_content::SurveyContent, survey_version};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, Set, sea_query::ExprTrait,
};

use crate::domain::{
    error::{Error, Result},
    writing::Writing,
};

/// What is answered now.
pub async fn published(
    db: &impl ConnectionTrait,
    survey: &survey::Model,
) -> Result<Arc<SurveyContent>> {
    let number = survey.published_version.ok_or(Error::NotFound)?;
    let version = survey_version::Entity::find_by_id((survey.id, number));
    let version = version.one(db).await?.ok_or(Error::NotFound)?;
    Ok(Arc::new(version.content))
}

/// All versions that were ever published, the oldest first.
pub async fn all_frozen(
    db: &impl ConnectionTrait,
    survey: SurveyId,
) -> Result<Vec<survey_version::Model>> {
    frozen_of(db, &[survey]).await
}

/// The version that the city works on, if there is one.
pub async fn draft(
    db: &impl ConnectionTrait,
    survey: SurveyId,
) -> Result<Option<survey_version::Model>> {
    let drafts = drafts_of(db, &[survey]).await?;
    Ok(drafts.into_iter().next())
}

/// All versions of each of these surveys that were ever published, the oldest first.
pub async fn frozen_of(
    db: &impl ConnectionTrait,
    surveys: &[SurveyId],
) -> Result<Vec<survey_version::Model>> {
    let frozen = survey_version::Column::FrozenAt.is_not_null();
    these(db, surveys, Condition::all().add(frozen)).await
}

/// The draft of each of these surveys that has one.
pub async fn drafts_of(
    db: &impl ConnectionTrait,
    surveys: &[SurveyId],
) -> Result<Vec<survey_version::Model>> {
    let unfrozen = survey_version::Column::FrozenAt.is_null();
    these(db, surveys, Condition::all().add(unfrozen)).await
}

/// The version of each of these surveys that is answered now.
pub async fn published_of(
    db: &impl ConnectionTrait,
    surveys: &[(SurveyId, i32)],
) -> Result<Vec<survey_version::Model>> {
    use survey_version::Column::{Number, SurveyId};
    let mut any = Condition::any();
    for (survey, number) in surveys {
        any = any.add(SurveyId.eq(*survey).and(Number.eq(*number)));
    }
    if surveys.is_empty() {
        return Ok(Vec::new());
    }
    Ok(survey_version::Entity::find().filter(any).all(db).await?)
}

async fn these(
    db: &impl ConnectionTrait,
    surveys: &[SurveyId],
    condition: Condition,
) -> Result<Vec<survey_version::Model>> {
    use survey_version::Column;
    let versions = survey_version::Entity::find()
        .filter(Column::SurveyId.is_in(surveys.iter().copied()))
        .filter(condition)
        .order_by_asc(Column::SurveyId)
        .order_by_asc(Column::Number);
    Ok(versions.all(db).await?)
}

/// All versions of a survey, the oldest first.
pub(super) async fn all(writing: &Writing, survey: SurveyId) -> Result<Vec<survey_version::Model>> {
    these(writing, &[survey], Condition::all()).await
}

/// Writes a version that is new.
pub(super) async fn insert(
    writing: &Writing,
    (survey, number): (SurveyId, i32),
    content: SurveyContent,
) -> Result<()> {
    let version = survey_version::ActiveModel {
        survey_id: Set(survey),
        number: Set(number),
        content: Set(content),
        created_at: Set(writing.now()),
        frozen_at: Set(None),
    };
    survey_version::Entity::insert(version)
        .exec_without_returning(writing)
        .await?;
    Ok(())
}

/// Writes another content over that of a draft.
pub(super) async fn rewrite(
    writing: &Writing,
    draft: survey_version::Model,
    content: SurveyContent,
) -> Result<()> {
    let mut draft = draft.into_active_model();
    draft.content = Set(content);
    draft.update(writing).await?;
    Ok(())
}

/// Makes a version of a draft that never changes again.
pub(super) async fn freeze(
    writing: &Writing,
    draft: survey_version::Model,
    at: DateTime<Utc>,
) -> Result<()> {
    let mut draft = draft.into_active_model();
    draft.frozen_at = Set(Some(at));
    draft.update(writing).await?;
    Ok(())
}
