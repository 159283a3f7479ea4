//! The limits of the service, for programs that want to stay below them.

use async_graphql::{Context, Object, SimpleObject};

use super::context::ContextExt;

/// A number that requests are held to.
#[derive(SimpleObject)]
pub struct ServiceLimit {
    /// Its name, stable.
    name: &'static str,
    /// The number in force on this server.
    value: i32,
    /// What it bounds.
    meaning: &'static str,
}

pub(super) struct LimitsQuery;

#[Object]
impl LimitsQuery {
    /// The numbers that requests are held to on this server.
    async fn service_limits(&self, ctx: &Context<'_>) -> Vec<ServiceLimit> {
        let limits = ctx.limits().all().into_iter();
        limits
            .map(|limit| ServiceLimit {
                name: limit.name,
                value: i32::try_from(limit.value).unwrap_or(i32::MAX),
                meaning: limit.meaning,
            })
            .collect()
    }
}
