//! What the search is told of records that are written in bulk.

use entity::{Localized, values::SubjectKind};
use sea_orm::DatabaseTransaction;
use uuid::Uuid;

use super::error::Result;

/// The texts by which a public record can be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Searchable {
    pub(super) kind: SubjectKind,
    pub(super) id: Uuid,
    /// Its names or titles, the one in its default locale first.
    pub(super) titles: Vec<String>,
    /// Everything else that can be found.
    pub(super) bodies: Vec<String>,
}

/// The texts of a record: its name, further names, and what it says of itself.
pub(super) fn searchable(
    (kind, id): (SubjectKind, Uuid),
    name: &Localized,
    default_locale: &str,
    bodies: &[Option<&Localized>],
) -> Searchable {
    let titles = name.texts_from(default_locale).map(str::to_owned).collect();
    let bodies = bodies.iter().flatten();
    let bodies = bodies.flat_map(|text| text.texts_from(default_locale));
    Searchable {
        kind,
        id,
        titles,
        bodies: bodies.map(str::to_owned).collect(),
    }
}

/// Hands records over to the search: those to be found, and those to be forgotten.
///
/// CONNECT AT MERGE: `search::index(tx, entries)` and `search::forget(tx, …)`.
#[expect(clippy::unused_async, reason = "the search writes to the database")]
pub(super) async fn hand_over(
    _tx: &DatabaseTransaction,
    _found: Vec<Searchable>,
    _forgotten: Vec<(SubjectKind, Uuid)>,
) -> Result<()> {
    Ok(())
}
