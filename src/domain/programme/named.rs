//! Programmes that other systems name, and those of them that are named no more.

use std::collections::BTreeSet;

use entity::{
    CityId, ProgrammeId, programme,
    values::{Happening, ProgrammeStatus},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::bench::hold;
use crate::domain::{
    course,
    error::Result,
    record::{Change, save_all, unlinked},
    viewer::{Permit, WriteProgrammes},
    writing::Writing,
};

/// Programmes that are read or archived at a time.
const PAGE: usize = 500;

/// The next programmes of a city that have an external id and are not over, by id.
pub(in crate::domain) async fn next(
    db: &impl ConnectionTrait,
    city: CityId,
    after: Option<ProgrammeId>,
) -> Result<Vec<programme::Model>> {
    use programme::Column;
    let mut rows = programme::Entity::find()
        .filter(Column::CityId.eq(city))
        .filter(Column::DeletedAt.is_null())
        .filter(Column::Status.ne(ProgrammeStatus::Archived))
        .filter(Column::ExternalId.is_not_null())
        .order_by_asc(Column::Id)
        .limit(PAGE as u64);
    if let Some(after) = after {
        rows = rows.filter(Column::Id.gt(after));
    }
    Ok(rows.all(db).await?)
}

/// What the first programmes of these are called, each in its own language.
pub async fn titles(db: &impl ConnectionTrait, ids: &[ProgrammeId]) -> Result<Vec<String>> {
    let first = ids.iter().take(PAGE).copied();
    let rows = programme::Entity::find().filter(programme::Column::Id.is_in(first));
    let rows = rows.order_by_asc(programme::Column::Id).all(db).await?;
    let title = |row: programme::Model| {
        let title = row.title.get(&row.default_locale);
        title.unwrap_or_default().to_owned()
    };
    Ok(rows.into_iter().map(title).collect())
}

/// These programmes are over.
pub(in crate::domain) async fn archive(
    writing: &Writing,
    permit: &Permit<WriteProgrammes>,
    rows: Vec<programme::Model>,
) -> Result<Vec<ProgrammeId>> {
    let ids = rows.iter().map(|row| row.id).collect();
    for rows in rows.chunks(PAGE) {
        let changes = rows.iter().map(|before| Change {
            before: Some(before.clone()),
            after: programme::Model {
                status: ProgrammeStatus::Archived,
                ..before.clone()
            },
            happening: Happening::Archived,
            links: unlinked(),
        });
        save_all(writing, permit, changes.collect()).await?;
    }
    Ok(ids)
}

/// Archives the programmes that the city's own system named and no longer has, and
/// tells which.
pub async fn withdraw(
    writing: &Writing,
    permit: &Permit<WriteProgrammes>,
    names: &BTreeSet<String>,
) -> Result<Vec<ProgrammeId>> {
    let city = hold(writing, permit).await?;
    let (mut left, mut after) = (Vec::new(), None);
    loop {
        let rows = next(writing, city.id, after).await?;
        let Some(last) = rows.last() else { break };
        after = Some(last.id);
        let is_gone = |row: &programme::Model| {
            let name = row.external_id.as_ref();
            name.is_some_and(|name| !course::is_key(name) && !names.contains(name))
        };
        left.extend(rows.into_iter().filter(is_gone));
    }
    archive(writing, permit, left).await
}
