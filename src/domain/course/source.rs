//! How the file words the offerings that came from it.

use std::collections::HashMap;

use entity::{OfferingId, course_source};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::domain::{bulk, error::Result, programme::whole::Whole, related, writing::Writing};

/// The words for the offerings of these programmes, as far as they have any.
pub(super) type Sources = HashMap<OfferingId, course_source::Model>;

pub(super) async fn of(db: &impl ConnectionTrait, wholes: &[Whole]) -> Result<Sources> {
    let runs = wholes.iter().flat_map(|whole| &whole.runs);
    let runs: Vec<Uuid> = runs.map(|run| run.row.id.0).collect();
    let column = course_source::Column::OfferingId;
    let rows = related::belonging::<course_source::Entity>(db, column, &runs).await?;
    Ok(rows.into_iter().map(|row| (row.offering_id, row)).collect())
}

/// Keeps the words of those that differ from what is there.
pub(super) async fn keep(writing: &Writing, rows: Vec<course_source::Model>) -> Result<()> {
    let rows = rows.into_iter().map(course_source::ActiveModel::from);
    bulk::replace(writing, rows.collect()).await
}
