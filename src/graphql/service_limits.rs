//! The limits of the service, for programs that want to stay below them.

use async_graphql::{Context, SimpleObject};

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

/// The numbers that requests are held to on this server.
pub(super) fn in_force(ctx: &Context<'_>) -> Vec<ServiceLimit> {
    let limits = ctx.limits().all().into_iter();
    limits
        .map(|limit| ServiceLimit {
            name: limit.name,
            value: i32::try_from(limit.value).unwrap_or(i32::MAX),
            meaning: limit.meaning,
        })
        .collect()
}
