//! Where records come from.

use std::collections::HashMap;

use entity::{source, source_reference, values::SubjectKind};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::error::Result;

/// The references of each of these records of one kind, in their order.
pub async fn about(
    db: &impl ConnectionTrait,
    kind: SubjectKind,
    subjects: &[String],
) -> Result<Vec<source_reference::Model>> {
    let references = source_reference::Entity::find()
        .filter(source_reference::Column::SubjectKind.eq(kind))
        .filter(source_reference::Column::SubjectId.is_in(subjects))
        .order_by_asc(source_reference::Column::Position);
    Ok(references.all(db).await?)
}

/// The documents with these ids.
pub async fn sources(
    db: &impl ConnectionTrait,
    ids: &[String],
) -> Result<HashMap<String, source::Model>> {
    let sources = source::Entity::find().filter(source::Column::Id.is_in(ids));
    let keyed = sources.all(db).await?.into_iter();
    Ok(keyed.map(|source| (source.id.clone(), source)).collect())
}
