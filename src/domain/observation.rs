//! Figures that somebody stated about a record.

use entity::{observation, values::SubjectKind};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

use super::{error::Result, ids};

/// The figures about each of these records of one kind, in their order.
pub async fn about(
    db: &impl ConnectionTrait,
    kind: SubjectKind,
    subjects: &[Uuid],
) -> Result<Vec<observation::Model>> {
    let these = ids::table_of(subjects, db.get_database_backend());
    let observations = observation::Entity::find()
        .filter(observation::Column::SubjectKind.eq(kind))
        .filter(Expr::col(observation::Column::SubjectId).in_subquery(these))
        .order_by_asc(observation::Column::Position);
    Ok(observations.all(db).await?)
}
