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
mod m20261130_000019_erasures;
mod m20261130_000020_rare;
mod m20261130_000021_days;
mod m20261201_000022_remarks;
mod m20261201_000023_measures;
mod migrator;
mod step;

pub use self::{
    migrator::{applied, down, pending, up},
    step::Step,
};

/// All steps, in order.
pub const STEPS: &[Step] = &[
    m20261121_000001_codes::STEP,
    m20261121_000002_bodies::STEP,
    m20261121_000003_network::STEP,
    m20261121_000004_places::STEP,
    m20261121_000005_programmes::STEP,
    m20261121_000006_provenance::STEP,
    m20261121_000007_journal::STEP,
    m20261121_000008_search::STEP,
    m20261121_000009_writing::STEP,
    m20261121_000010_clients::STEP,
    m20261121_000011_alliances::STEP,
    m20261121_000012_plans::STEP,
    m20261121_000013_surveys::STEP,
    m20261121_000014_responses::STEP,
    m20261121_000015_feedback::STEP,
    m20261121_000016_visibility::STEP,
    m20261121_000017_imports::STEP,
    m20261121_000018_webhooks::STEP,
    m20261130_000019_erasures::STEP,
    m20261130_000020_rare::STEP,
    m20261130_000021_days::STEP,
    m20261201_000022_remarks::STEP,
    m20261201_000023_measures::STEP,
];
