//! The actions of the city that a token speaks for.

use async_graphql::{Context, Object};
use entity::feedback_action;

use crate::{
    domain::{Result, Viewer, feedback::OwnActions, page::Paging, viewer::WriteFeedback},
    graphql::{
        connection::{self, Connection, Shown, Which, by},
        mutation::{requires_scopes, scopes_of},
    },
};

/// What a token shows of feedback; flattened into the viewer.
pub(in crate::graphql) struct OwnFeedback<'a>(pub(in crate::graphql) &'a Viewer);

/// Whoever the token of this request speaks for.
#[Object]
impl OwnFeedback<'_> {
    /// The city's own actions, published or not. Requires `feedback:write`.
    #[graphql(directive = requires_scopes::apply(scopes_of::<WriteFeedback>()))]
    #[expect(
        clippy::too_many_arguments,
        reason = "Relay gives a connection four arguments of its own"
    )]
    async fn feedback_actions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many rows from the beginning: 1 to 100, else 25.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Only rows behind this cursor.")] after: Option<String>,
        #[graphql(desc = "How many rows from the end: 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only rows before this cursor.")] before: Option<String>,
        #[graphql(name = "where", desc = "Which rows; all when left out.")] filter: Option<
            <OwnActions as Shown>::Filter,
        >,
        #[graphql(desc = "The order of the rows.")] order_by: Option<
            <OwnActions as Shown>::OrderBy,
        >,
    ) -> Option<Result<Connection<OwnActions>>> {
        let paging = Paging {
            first,
            after,
            last,
            before,
        };
        Some(self.own_actions(ctx, paging, (filter, order_by)).await)
    }
}

impl OwnFeedback<'_> {
    async fn own_actions(
        &self,
        ctx: &Context<'_>,
        paging: Paging,
        which: Which<OwnActions>,
    ) -> Result<Connection<OwnActions>> {
        let permit = self.0.permit::<WriteFeedback>()?;
        let place = by(permit.owner(), feedback_action::Column::CityId);
        connection::of(ctx, place, paging, which).await
    }
}
