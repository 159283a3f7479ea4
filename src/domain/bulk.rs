//! Many rows in few statements.

use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, Iterable};

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
