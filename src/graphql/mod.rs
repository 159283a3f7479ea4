//! The schema, code first: what cities, dashboards and institutes see.
//!
//! A file is a concept and has the name of its table. Doc comments on objects,
//! fields and inputs are printed in the public schema.

mod alliance;
mod answer;
mod bank_question;
mod call;
mod change;
mod city;
mod city_profile;
mod client;
mod code;
mod connection;
mod context;
mod country;
mod designation;
mod document;
mod engine;
mod error;
mod executor;
mod fault;
mod feedback;
mod filter;
mod history;
mod import_run;
mod learning_space;
mod list_filter;
mod loader;
mod masking;
mod membership;
mod model;
mod mutation;
mod network;
mod node;
mod occasion;
mod offering;
mod office_holder;
mod order;
mod organisation;
mod period;
mod plan;
mod platform;
mod preflight;
mod programme;
mod provenance;
mod reader;
mod scalar;
mod schedule;
mod search;
mod service_limits;
mod survey;
mod syntax;
mod text;
mod validity;
mod values;
mod viewer;
mod webhook;

use std::sync::Arc;

use async_graphql::{
    MergedObject, MergedSubscription, Request, SDLExportOptions, Schema, SchemaBuilder,
};
use chrono::{DateTime, Utc};

pub use self::{
    answer::{Answer, Facts, Refusal},
    call::{Asking, Call, Kind},
    engine::{Engine, Prepared, Subscription as Running, Told},
    executor::{Executor, asks_for_parts},
    fault::{Code, Fault, Location},
    import_run::read_file,
    list_filter::Filtered,
    webhook::{Payload, Untold},
};
use self::{context::Scene, mutation::Transaction};
use crate::{app::App, db::Db};

/// Everything that can be asked. Each field leads to a list or to one record.
#[derive(MergedObject)]
pub(crate) struct Query(
    city::CityQuery,
    city::AllCities,
    alliance::AllianceQuery,
    alliance::AllAlliances,
    organisation::OrganisationQuery,
    organisation::AllOrganisations,
    programme::ProgrammeQuery,
    programme::AllProgrammes,
    offering::AllOfferings,
    learning_space::AllSpaces,
    survey::SurveyQuery,
    survey::AllSurveys,
    plan::AllPlans,
    feedback::AllFeedback,
    feedback::LoopQuery,
    survey::RollupQuery,
    country::CountryQuery,
    code::CodeQuery,
    search::SearchQuery,
    network::NetworkQuery,
    node::NodeQuery,
    service_limits::LimitsQuery,
    history::AuditQuery,
    change::ChangeQuery,
    viewer::ViewerQuery,
);

impl Query {
    fn new() -> Self {
        Self(
            city::CityQuery,
            city::AllCities(()),
            alliance::AllianceQuery,
            alliance::AllAlliances(()),
            organisation::OrganisationQuery,
            organisation::AllOrganisations(()),
            programme::ProgrammeQuery,
            programme::AllProgrammes(()),
            offering::AllOfferings(()),
            learning_space::AllSpaces(()),
            survey::SurveyQuery,
            survey::AllSurveys(()),
            plan::AllPlans(()),
            feedback::AllFeedback(()),
            feedback::LoopQuery,
            survey::RollupQuery,
            country::CountryQuery,
            code::CodeQuery,
            search::SearchQuery,
            network::NetworkQuery,
            node::NodeQuery,
            service_limits::LimitsQuery,
            history::AuditQuery,
            change::ChangeQuery,
            viewer::ViewerQuery,
        )
    }
}

/// Everything that can be changed. Each field takes one `input` and needs a token
/// with the scope that it names; it changes what the token's own body owns.
///
/// The mutations of one operation are one transaction: when one of them fails
/// with an error, none is kept. A mutation with `userErrors` changes nothing.
#[derive(MergedObject)]
pub(crate) struct Mutation(
    organisation::OrganisationMutation,
    client::ClientMutation,
    webhook::WebhookMutation,
    alliance::AllianceMutation,
    membership::MembershipMutation,
    designation::DesignationMutation,
    city::CityMutation,
    city_profile::CityProfileMutation,
    programme::ProgrammeMutation,
    programme::ProgrammesMutation,
    import_run::ImportMutation,
    offering::OfferingMutation,
    learning_space::SpaceMutation,
    platform::PlatformMutation,
    office_holder::OfficeMutation,
    survey::SurveyMutation,
    bank_question::BankQuestionMutation,
    plan::PlanMutation,
    feedback::FeedbackMutation,
    survey::RespondMutation,
    survey::InvitationMutation,
    survey::AnswersMutation,
    survey::ResultsMutation,
);

impl Mutation {
    fn new() -> Self {
        Self(
            organisation::OrganisationMutation,
            client::ClientMutation,
            webhook::WebhookMutation,
            alliance::AllianceMutation,
            membership::MembershipMutation,
            designation::DesignationMutation,
            city::CityMutation,
            city_profile::CityProfileMutation,
            programme::ProgrammeMutation,
            programme::ProgrammesMutation,
            import_run::ImportMutation,
            offering::OfferingMutation,
            learning_space::SpaceMutation,
            platform::PlatformMutation,
            office_holder::OfficeMutation,
            survey::SurveyMutation,
            bank_question::BankQuestionMutation,
            plan::PlanMutation,
            feedback::FeedbackMutation::new(),
            survey::RespondMutation,
            survey::InvitationMutation,
            survey::AnswersMutation,
            survey::ResultsMutation,
        )
    }
}

/// Everything that can be followed, over `/graphql/ws` and `/graphql/stream`. A
/// subscription has one field.
#[derive(MergedSubscription)]
pub(crate) struct Subscription(change::ChangeSubscription, survey::TallySubscription);

impl Subscription {
    fn new() -> Self {
        Self(change::ChangeSubscription, survey::TallySubscription)
    }
}

/// What the library's scalar means here.
const MOMENT: &str = "A moment, such as `2026-03-02T09:00:00+00:00`: RFC 3339, with an offset, \
                      from 1900 to 2199 in UTC. An end in `9999-12-31` is no end.";

/// The schema, not yet finished. It needs no database: its data comes with each
/// operation.
pub(crate) fn builder() -> SchemaBuilder<Query, Mutation, Subscription> {
    Schema::build(Query::new(), Mutation::new(), Subscription::new())
        .override_output_type_description::<DateTime<Utc>>(MOMENT)
}

/// The schema in the schema definition language, as cities read it.
#[must_use]
pub fn sdl() -> String {
    let options = SDLExportOptions::new().include_specified_by();
    builder().finish().sdl_with_options(options)
}

/// Puts into a request what its resolvers ask for.
fn equip(
    request: Request,
    app: &App,
    (db, transaction): (&Db, Option<Arc<Transaction>>),
    asking: &Asking,
) -> Request {
    let scene = Scene::new(app, db.clone(), asking);
    request.data(scene.writing_in(transaction))
}
