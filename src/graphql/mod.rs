//! The schema, code first: what cities, dashboards and institutes see.
//!
//! A file is a concept and has the name of its table. Doc comments on objects,
//! fields and inputs are printed in the public schema.

mod alliance;
mod answer;
mod call;
mod city;
mod city_profile;
mod code;
mod connection;
mod context;
mod country;
mod designation;
mod document;
mod engine;
mod error;
mod fault;
mod filter;
mod learning_space;
mod loader;
mod masking;
mod membership;
mod node;
mod offering;
mod office_holder;
mod order;
mod organisation;
mod platform;
mod preflight;
mod programme;
mod provenance;
mod scalar;
mod service_limits;
mod text;
mod values;

use async_graphql::{
    Context, EmptyMutation, EmptySubscription, Object, Request, Schema, SchemaBuilder,
};

use self::context::Scene;
pub use self::{
    answer::{Answer, Facts, Refusal},
    call::{Asking, Call, Kind},
    engine::{Engine, Prepared},
    fault::{Code, Fault, Location},
};
use crate::{app::App, db::Db, domain::locale::Wishes};

/// Everything that can be asked.
#[derive(Debug, Default)]
pub struct Query;

/// Everything that can be asked. Each field leads to a list or to one record.
#[Object]
impl Query {
    #[graphql(flatten)]
    async fn cities(&self) -> city::CityQuery {
        city::CityQuery
    }

    #[graphql(flatten)]
    async fn alliances(&self) -> alliance::AllianceQuery {
        alliance::AllianceQuery
    }

    #[graphql(flatten)]
    async fn organisations(&self) -> organisation::OrganisationQuery {
        organisation::OrganisationQuery
    }

    #[graphql(flatten)]
    async fn programmes(&self) -> programme::ProgrammeQuery {
        programme::ProgrammeQuery
    }

    #[graphql(flatten)]
    async fn offerings(&self) -> offering::AllOfferings {
        offering::AllOfferings(())
    }

    #[graphql(flatten)]
    async fn learning_spaces(&self) -> learning_space::AllSpaces {
        learning_space::AllSpaces(())
    }

    #[graphql(flatten)]
    async fn countries(&self) -> country::CountryQuery {
        country::CountryQuery
    }

    #[graphql(flatten)]
    async fn codes(&self) -> code::CodeQuery {
        code::CodeQuery
    }

    #[graphql(flatten)]
    async fn nodes(&self) -> node::NodeQuery {
        node::NodeQuery
    }

    /// The numbers that requests are held to on this server.
    async fn service_limits(&self, ctx: &Context<'_>) -> Vec<service_limits::ServiceLimit> {
        service_limits::in_force(ctx)
    }
}

/// The schema, not yet finished. It needs no database: its data comes with each
/// operation.
pub(crate) fn builder() -> SchemaBuilder<Query, EmptyMutation, EmptySubscription> {
    Schema::build(Query, EmptyMutation, EmptySubscription)
}

/// The schema in the schema definition language, as cities read it.
#[must_use]
pub fn sdl() -> String {
    builder().finish().sdl()
}

/// Puts into a request what its resolvers ask for.
fn equip(request: Request, app: &App, db: &Db, asking: &Asking) -> Request {
    let header = asking.accept_language.as_deref().unwrap_or_default();
    request.data(Scene::new(
        db.clone(),
        Wishes::from_header(header),
        app.now(),
        app.limits().clone(),
    ))
}
