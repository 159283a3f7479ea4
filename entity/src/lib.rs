//! The tables of the network as Rust types, one file a table.
//!
//! This crate knows sea-orm and nothing of ours: no rule, no GraphQL, no HTTP.
//! Values that several tables share stand in [`ids`], [`text`], [`partial_date`]
//! and [`values`].

#![expect(
    missing_docs,
    reason = "columns are described where cities read about them, in the GraphQL schema"
)]

pub mod alliance;
pub mod api_client;
pub mod api_client_secret;
pub mod city;
pub mod city_profile;
pub mod code;
pub mod code_list;
pub mod country;
pub mod designation;
pub mod first_answer;
pub mod ids;
pub mod journal;
pub mod learning_space;
pub mod membership;
pub mod observation;
pub mod offering;
pub mod office_holder;
pub mod organisation;
pub mod partial_date;
pub mod platform;
pub mod programme;
pub mod programme_alliance;
pub mod programme_code;
pub mod schedule;
pub mod search_entry;
pub mod source;
pub mod source_reference;
pub mod space_code;
pub mod text;
pub mod values;

pub use ids::{
    AllianceId, CityId, ClientId, DesignationId, MembershipId, ObservationId, OfferingId,
    OfficeHolderId, OrganisationId, PlatformId, ProfileId, ProgrammeId, ReferenceId, ScheduleId,
    SpaceId,
};
pub use partial_date::PartialDate;
pub use text::{Localized, LocalizedList, Words};
