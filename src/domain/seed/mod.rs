//! Loading a network from its files: all of it or nothing, as often as one likes.
//!
//! The file decides about the records that it names. Records that it does not
//! name stay as they are, whoever made them.

mod belongings;
mod check;
mod directory;
mod file;
mod kept;
mod learning;
mod listening;
mod load;
mod placed;
mod problems;
mod records;
mod report;
mod store;

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::{AllianceId, alliance};
use sea_orm::EntityTrait;

pub use file::{CodesFile, NetworkFile};
pub use report::{HeldBack, Report, Tally};

use super::{
    error::Result,
    viewer::{ImportNetwork, Permit},
};
use crate::db::Transaction;

/// The files of the sample network: code lists and the network.
#[must_use]
pub fn embedded() -> (&'static str, &'static str) {
    (
        include_str!("../../../data/codes.json"),
        include_str!("../../../data/network.json"),
    )
}

/// Loads a network; a second time it changes nothing.
///
/// All problems of the files are found before anything is written. The journal
/// is written last, so commit right after.
pub async fn load(
    tx: &Transaction,
    permit: &Permit<ImportNetwork>,
    now: DateTime<Utc>,
    codes: &CodesFile,
    network: &NetworkFile,
) -> Result<Report> {
    let mut loader = load::Loader::new(tx, now).await?;
    loader.directory.add(codes, network, &mut loader.mint);
    let parents = alliance_tree(tx).await?;
    check::check(codes, network, &loader.directory, parents)?;
    loader.codes(codes).await?;
    loader.sources(network).await?;
    loader.countries(network).await?;
    loader.cities(network).await?;
    loader.organisations(network).await?;
    loader.alliances(network).await?;
    loader.memberships(network).await?;
    loader.designations(network).await?;
    loader.office_holders(network).await?;
    loader.spaces(network).await?;
    loader.platforms(network).await?;
    loader.programmes(network).await?;
    loader.plans(network).await?;
    loader.channels(network).await?;
    loader.finish(permit, network).await
}

/// Which alliance of the database stands below which, by slug.
async fn alliance_tree(tx: &Transaction) -> Result<HashMap<String, String>> {
    let alliances = alliance::Entity::find().all(tx).await?;
    let slugs: HashMap<AllianceId, &String> =
        alliances.iter().map(|row| (row.id, &row.slug)).collect();
    let pairs = alliances.iter().filter_map(|row| {
        let parent = slugs.get(&row.parent_id?)?;
        Some((row.slug.clone(), (*parent).clone()))
    });
    Ok(pairs.collect())
}
