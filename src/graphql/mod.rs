//! The schema, and what stands around it.

mod answer;
mod call;
mod document;
mod engine;
mod fault;
mod masking;
mod preflight;

use async_graphql::{
    EmptyMutation, EmptySubscription, Interface, Object, Request, Schema, SchemaBuilder,
    SimpleObject,
};

pub use self::{
    answer::{Answer, Facts, Refusal},
    call::{Asking, Call, Kind},
    engine::{Engine, Prepared},
    fault::{Code, Fault, Location},
};
use crate::{app::App, db::Db};

/// The languages that the reader of this request prefers.
#[derive(Clone, Debug, Default)]
pub(crate) struct AcceptLanguage(pub(crate) Option<String>);

/// Puts into a request what its resolvers ask for.
pub(crate) fn equip(request: Request, app: &App, db: &Db, asking: &Asking) -> Request {
    request
        .data(app.clone())
        .data(db.clone())
        .data(AcceptLanguage(asking.accept_language.clone()))
}

/// The schema, not yet finished.
pub(crate) fn builder() -> SchemaBuilder<Query, EmptyMutation, EmptySubscription> {
    Schema::build(Query, EmptyMutation, EmptySubscription)
}

/// The schema as text.
#[must_use]
pub fn sdl() -> String {
    builder().finish().sdl()
}

/// Placeholder root until the real schema is merged.
pub(crate) struct Query;

#[Object]
impl Query {
    /// A city by its slug.
    async fn city(&self, slug: String) -> Option<City> {
        (slug == "hanam").then(|| City { slug })
    }

    /// Anything by its id.
    async fn node(&self, id: async_graphql::ID) -> Option<Node> {
        (id == "hanam").then(|| Node::City(City { slug: id.0 }))
    }

    /// All cities.
    async fn cities(
        &self,
        first: Option<i32>,
        last: Option<i32>,
        after: Option<String>,
        before: Option<String>,
    ) -> CityConnection {
        let _ = (first, last, after, before);
        CityConnection {
            nodes: vec![City {
                slug: "hanam".into(),
            }],
            edges: vec![CityEdge {
                node: City {
                    slug: "hanam".into(),
                },
            }],
            page_info: PageInfo {
                has_next_page: false,
            },
        }
    }
}

pub(crate) struct City {
    slug: String,
}

#[Object]
impl City {
    async fn slug(&self) -> &String {
        &self.slug
    }

    async fn city(&self) -> Option<City> {
        None
    }

    async fn programmes(&self, first: Option<i32>) -> Option<CityConnection> {
        first.and(None)
    }
}

#[derive(Interface)]
#[graphql(field(name = "slug", ty = "&String"))]
pub(crate) enum Node {
    City(City),
}

#[derive(SimpleObject)]
pub(crate) struct CityConnection {
    edges: Vec<CityEdge>,
    nodes: Vec<City>,
    page_info: PageInfo,
}

#[derive(SimpleObject)]
pub(crate) struct CityEdge {
    node: City,
}

#[derive(SimpleObject)]
pub(crate) struct PageInfo {
    has_next_page: bool,
}
