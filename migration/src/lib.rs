//! How the tables of the network came to be, one subject a step.
//!
//! A step written today must mean the same in five years, so this crate imports
//! nothing of ours: values are spelt out in the SQL. A step is one text for both
//! databases; the few words that differ stand in `dialect.rs`.
//!
//! **Expand, then contract.** While a new version is rolled out, old and new
//! code run on the same tables. A step may add a table, a column that is null or
//! has a default, or an index. What nobody reads any more goes in a later step,
//! one release after the code that read it.

pub use sea_orm_migration::prelude::{MigratorTrait, SchemaManager};

use sea_orm_migration::prelude::{MigrationTrait, async_trait};

mod dialect;
mod m20261121_000001_codes;
mod m20261121_000002_bodies;
mod m20261121_000003_network;
mod m20261121_000004_places;
mod m20261121_000005_programmes;
mod m20261121_000006_provenance;
mod m20261121_000007_journal;
mod m20261121_000008_search;
mod m20261121_000009_writing;
mod m20261121_000010_clients;
mod m20261121_000011_alliances;
mod m20261121_000012_plans;
mod m20261121_000013_surveys;
mod m20261121_000014_responses;
mod m20261121_000015_feedback;
mod m20261121_000016_visibility;
mod m20261121_000017_imports;
mod m20261121_000018_webhooks;
mod m20261130_000019_days;

/// All steps, in order.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261121_000001_codes::Migration),
            Box::new(m20261121_000002_bodies::Migration),
            Box::new(m20261121_000003_network::Migration),
            Box::new(m20261121_000004_places::Migration),
            Box::new(m20261121_000005_programmes::Migration),
            Box::new(m20261121_000006_provenance::Migration),
            Box::new(m20261121_000007_journal::Migration),
            Box::new(m20261121_000008_search::Migration),
            Box::new(m20261121_000009_writing::Migration),
            Box::new(m20261121_000010_clients::Migration),
            Box::new(m20261121_000011_alliances::Migration),
            Box::new(m20261121_000012_plans::Migration),
            Box::new(m20261121_000013_surveys::Migration),
            Box::new(m20261121_000014_responses::Migration),
            Box::new(m20261121_000015_feedback::Migration),
            Box::new(m20261121_000016_visibility::Migration),
            Box::new(m20261121_000017_imports::Migration),
            Box::new(m20261121_000018_webhooks::Migration),
            Box::new(m20261130_000019_days::Migration),
        ]
    }
}
