//! What a learning space points to in other tables: its provider and its codes.

use std::collections::BTreeSet;

use entity::{OrganisationId, SpaceId, organisation, space_code};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, Set};

use super::Edit;
use crate::domain::{
    bulk,
    code::{self, CodeKey},
    error::Result,
    patch::Patch,
    problem::{Complaint, Problems},
    record::Fields,
    writing::Writing,
};

const ACCESSIBILITY: &str = "ACCESSIBILITY";
/// Codes of one space.
const MOST_CODES: usize = 50;

/// What an edit points to in other tables.
pub(super) struct Links {
    provider: Option<OrganisationId>,
    /// The codes that the space is to have; nothing when they stay.
    pub(super) codes: Option<Vec<String>>,
}

impl Links {
    pub(super) fn of(edit: &Edit) -> Self {
        Self {
            provider: match edit.provider_id {
                Patch::Set(provider) => Some(provider),
                Patch::Keep | Patch::Clear => None,
            },
            codes: match &edit.accessibility {
                Patch::Keep => None,
                Patch::Clear => Some(Vec::new()),
                Patch::Set(codes) => Some(codes.clone()),
            },
        }
    }

    /// The provider is there, and the list has the codes.
    pub(super) async fn check(&self, writing: &Writing, problems: &mut Problems) -> Result<()> {
        if let Some(provider) = self.provider {
            let found = organisation::Entity::find_by_id(provider)
                .filter(organisation::Column::DeletedAt.is_null())
                .count(writing)
                .await?;
            problems.demand(found > 0, "providerId", Complaint::not_found);
        }
        let codes = self.codes.as_deref().unwrap_or_default();
        problems.check_length("accessibility", codes, MOST_CODES);
        if codes.is_empty() || codes.len() > MOST_CODES {
            return Ok(());
        }
        problems.check_distinct("accessibility", codes);
        let key = |code: &String| CodeKey::new(ACCESSIBILITY, code);
        let keys: Vec<_> = codes.iter().map(key).collect();
        let known = code::by_keys(writing, &keys).await?;
        for (place, code) in codes.iter().enumerate() {
            let at = format!("accessibility.{place}");
            problems.demand(known.contains_key(&key(code)), &at, || {
                Complaint::unknown_code(ACCESSIBILITY, code)
            });
        }
        Ok(())
    }
}

/// Gives a space these codes and no others; tells those that it had and has.
pub(super) async fn replace(
    writing: &Writing,
    space: SpaceId,
    codes: Vec<String>,
) -> Result<(Fields, Fields)> {
    let had = space_code::Entity::find()
        .select_only()
        .column(space_code::Column::Code)
        .filter(space_code::Column::SpaceId.eq(space));
    let had: BTreeSet<String> = had.into_tuple().all(writing).await?.into_iter().collect();
    let has: BTreeSet<String> = codes.into_iter().collect();
    let gone: Vec<String> = had.difference(&has).cloned().collect();
    if !gone.is_empty() {
        space_code::Entity::delete_many()
            .filter(space_code::Column::SpaceId.eq(space))
            .filter(space_code::Column::Code.is_in(gone))
            .exec(writing)
            .await?;
    }
    add(writing, space, has.difference(&had).cloned().collect()).await?;
    let told = |codes: BTreeSet<String>| {
        let codes: Vec<String> = codes.into_iter().collect();
        Fields::default().with("accessibility", codes)
    };
    Ok((told(had), told(has)))
}
/// Gives a space these codes beside those that it has.
pub(super) async fn add(writing: &Writing, space: SpaceId, codes: Vec<String>) -> Result<()> {
    let rows = codes.into_iter().map(|code| space_code::ActiveModel {
        space_id: Set(space),
        scheme: Set(ACCESSIBILITY.to_owned()),
        code: Set(code),
    });
    bulk::insert(writing, rows.collect()).await
}
