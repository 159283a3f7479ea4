//! Published results, as they are read.

use std::collections::HashMap;

use entity::{
    SnapshotId, SurveyId, snapshot_question, survey_result::QuestionResult, survey_snapshot,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

use crate::domain::{body::Body, error::Result, ids, record::record};

record! {
    survey_snapshot as SurveySnapshot, owned by |row| Some(Body::City(row.city_id)),
    generated [], unique []
}

/// The snapshots with these ids.
pub async fn by_ids(
    db: &impl ConnectionTrait,
    ids: &[SnapshotId],
) -> Result<Vec<survey_snapshot::Model>> {
    let these: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let these = ids::table_of(&these, db.get_database_backend());
    let rows = survey_snapshot::Entity::find()
        .filter(Expr::col(survey_snapshot::Column::Id).in_subquery(these))
        .filter(survey_snapshot::Column::DeletedAt.is_null());
    Ok(rows.all(db).await?)
}

/// The snapshots of each of these surveys, the newest first.
pub async fn of_surveys(
    db: &impl ConnectionTrait,
    surveys: &[SurveyId],
) -> Result<Vec<(SurveyId, survey_snapshot::Model)>> {
    let these: Vec<Uuid> = surveys.iter().map(|id| id.0).collect();
    let these = ids::table_of(&these, db.get_database_backend());
    let rows = survey_snapshot::Entity::find()
        .filter(Expr::col(survey_snapshot::Column::SurveyId).in_subquery(these))
        .filter(survey_snapshot::Column::DeletedAt.is_null())
        .order_by_desc(survey_snapshot::Column::Number);
    let rows = rows.all(db).await?.into_iter();
    Ok(rows.map(|row| (row.survey_id, row)).collect())
}

/// What each of these snapshots says, in the order of its questions.
pub async fn questions(
    db: &impl ConnectionTrait,
    snapshots: &[SnapshotId],
) -> Result<HashMap<SnapshotId, Vec<QuestionResult>>> {
    let mut said: HashMap<SnapshotId, Vec<QuestionResult>> = HashMap::new();
    for row in rows(db, snapshots).await? {
        said.entry(row.snapshot_id).or_default().push(row.result);
    }
    Ok(said)
}

/// The rows of these snapshots, in the order of their questions.
pub(super) async fn rows(
    db: &impl ConnectionTrait,
    snapshots: &[SnapshotId],
) -> Result<Vec<snapshot_question::Model>> {
    let these: Vec<Uuid> = snapshots.iter().map(|id| id.0).collect();
    let these = ids::table_of(&these, db.get_database_backend());
    let rows = snapshot_question::Entity::find()
        .filter(Expr::col(snapshot_question::Column::SnapshotId).in_subquery(these))
        .order_by_asc(snapshot_question::Column::Position);
    Ok(rows.all(db).await?)
}
