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
pub mod bank_question;
pub mod city;
pub mod city_profile;
pub mod code;
pub mod code_list;
pub mod country;
pub mod course_source;
pub mod day;
pub mod designation;
pub mod feedback_action;
pub mod feedback_action_link;
pub mod feedback_action_programme;
pub mod feedback_action_step;
pub mod feedback_channel;
pub mod feedback_evidence;
pub mod feedback_session;
pub mod feedback_theme;
pub mod first_answer;
pub mod ids;
pub mod import_remark;
pub mod import_run;
pub mod journal;
pub mod journal_horizon;
pub mod learning_space;
pub mod membership;
pub mod observation;
pub mod offering;
pub mod office_holder;
pub mod organisation;
pub mod partial_date;
pub mod plan;
pub mod platform;
pub mod programme;
pub mod programme_alliance;
pub mod programme_code;
pub mod relation;
pub mod schedule;
pub mod search_entry;
pub mod snapshot_question;
pub mod source;
pub mod source_reference;
pub mod space_code;
pub mod survey;
pub mod survey_answers;
pub mod survey_content;
pub mod survey_erasure;
pub mod survey_invitation;
pub mod survey_receipt;
pub mod survey_response;
pub mod survey_result;
pub mod survey_secret;
pub mod survey_snapshot;
pub mod survey_tally;
pub mod survey_tally_count;
pub mod survey_uncounted;
pub mod survey_version;
pub mod text;
pub mod values;
pub mod webhook;
pub mod webhook_delivery;
pub mod webhook_progress;
pub mod webhook_secret;

pub use day::Day;
pub use ids::{
    ActionId, ActionLinkId, ActionStepId, AllianceId, BankQuestionId, ChannelId, CityId, ClientId,
    DeliveryId, DesignationId, EvidenceId, FeedbackSessionId, ImportId, InvitationId, MembershipId,
    ObservationId, OfferingId, OfficeHolderId, OrganisationId, PlanId, PlatformId, ProfileId,
    ProgrammeId, ReferenceId, ResponseId, ScheduleId, SnapshotId, SpaceId, SurveyId, ThemeId,
    WebhookId,
};
pub use partial_date::PartialDate;
pub use relation::Relation;
pub use text::{Localized, LocalizedList, Words};
