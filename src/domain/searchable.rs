//! What the search is told of records that are written in bulk.

use std::collections::BTreeMap;

use entity::{Localized, values::SubjectKind};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{
    error::Result,
    search::{self, SearchText},
};

/// The texts of a record: its name, further names, and what it says of itself.
pub(super) fn searchable(
    (kind, id): (SubjectKind, Uuid),
    name: &Localized,
    default_locale: &str,
    bodies: &[Option<&Localized>],
) -> SearchText {
    let titles = name.texts_from(default_locale).map(str::to_owned).collect();
    let bodies = bodies.iter().flatten();
    let bodies = bodies.flat_map(|text| text.texts_from(default_locale));
    SearchText {
        kind,
        id,
        titles,
        bodies: bodies.map(str::to_owned).collect(),
    }
}

impl SearchText {
    /// The same, also found by an abbreviation.
    pub(super) fn also_called(mut self, abbreviation: Option<&str>) -> Self {
        self.titles.extend(abbreviation.map(str::to_owned));
        self
    }
}

/// Hands records over to the search: those to be found, and those to be forgotten.
pub(super) async fn hand_over(
    tx: &impl ConnectionTrait,
    found: Vec<SearchText>,
    forgotten: Vec<(SubjectKind, Uuid)>,
) -> Result<()> {
    search::index(tx, found).await?;
    let mut kinds: BTreeMap<SubjectKind, Vec<Uuid>> = BTreeMap::new();
    for (kind, id) in forgotten {
        kinds.entry(kind).or_default().push(id);
    }
    for (kind, ids) in kinds {
        search::forget(tx, kind, &ids).await?;
    }
    Ok(())
}
