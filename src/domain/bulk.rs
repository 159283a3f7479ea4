//! Many rows in few statements.

use sea_orm::{
    ActiveModelTrait, ConnectionTrait, EntityTrait, IdenStatic, Iterable, PrimaryKeyToColumn,
    sea_query::OnConflict,
};

use super::error::Result;

/// The most parameters of one statement; SQLite takes 32,766.
const MOST_PARAMETERS: usize = 30_000;

/// Inserts rows in chunks that the database can take.
pub(super) async fn insert<A>(tx: &impl ConnectionTrait, rows: Vec<A>) -> Result<()>
where
    A: ActiveModelTrait + Send,
{
    let columns = <A::Entity as EntityTrait>::Column::iter().count();
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let chunk: Vec<A> = rows.by_ref().take(MOST_PARAMETERS / columns).collect();
        A::Entity::insert_many(chunk)
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

/// Writes rows over those with their ids, in chunks that the database can take.
///
/// All of them set the same columns. Each id is there already: whoever changes
/// a row holds it, so nothing is inserted by the way.
pub(super) async fn replace<A>(tx: &impl ConnectionTrait, rows: Vec<A>) -> Result<()>
where
    A: ActiveModelTrait + Send,
{
    let columns = <A::Entity as EntityTrait>::Column::iter().count();
    let mut rows = rows.into_iter().peekable();
    while let Some(first) = rows.peek() {
        let over = over::<A>(first);
        let chunk: Vec<A> = rows.by_ref().take(MOST_PARAMETERS / columns).collect();
        A::Entity::insert_many(chunk)
            .on_conflict(over)
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

/// Every column that a row sets, but for those that say which row it is.
fn over<A: ActiveModelTrait>(row: &A) -> OnConflict {
    let keys: Vec<_> = <A::Entity as EntityTrait>::PrimaryKey::iter()
        .map(PrimaryKeyToColumn::into_column)
        .collect();
    let is_key = |column: &<A::Entity as EntityTrait>::Column| {
        keys.iter().any(|key| key.as_str() == column.as_str())
    };
    let written = <A::Entity as EntityTrait>::Column::iter()
        .filter(|column| !is_key(column) && !row.get(*column).is_not_set());
    OnConflict::columns(keys.clone())
        .update_columns(written)
        .to_owned()
}
