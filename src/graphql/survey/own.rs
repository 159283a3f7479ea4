//! What a city sees of its own surveys.

use async_graphql::{Context, Object};
use entity::survey;

use super::{
    Survey,
    filter::{SurveyFilter, SurveyOrder},
};
use crate::{
    domain::{Result, Viewer, page::Paging, survey::OwnSurveys, viewer::ReadSurveys},
    graphql::{
        connection::{self, Connection, Shown, Which, by},
        mutation::{requires_scopes, scopes_of},
    },
};

impl Shown for OwnSurveys {
    type Node = Survey;
    type Filter = SurveyFilter;
    type OrderBy = SurveyOrder;

    fn connection() -> String {
        "OwnSurveyConnection".to_owned()
    }
}

/// The surveys of the viewer's own city.
pub(in crate::graphql) struct ViewerSurveys(pub(in crate::graphql) Viewer);

/// The surveys of the viewer's own city.
#[Object]
impl ViewerSurveys {
    /// The city's own surveys, whatever their status. Requires `survey:read`.
    #[graphql(directive = requires_scopes::apply(scopes_of::<ReadSurveys>()))]
    #[expect(
        clippy::too_many_arguments,
        reason = "Relay gives a connection four arguments of its own"
    )]
    async fn surveys(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many rows from the beginning: 1 to 100, else 25.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Only rows behind this cursor.")] after: Option<String>,
        #[graphql(desc = "How many rows from the end: 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only rows before this cursor.")] before: Option<String>,
        #[graphql(name = "where", desc = "Which rows; all when left out.")] filter: Option<
            SurveyFilter,
        >,
        #[graphql(desc = "The order of the rows.")] order_by: Option<SurveyOrder>,
    ) -> Option<Result<Connection<OwnSurveys>>> {
        let paging = Paging {
            first,
            after,
            last,
            before,
        };
        Some(self.list(ctx, paging, (filter, order_by)).await)
    }
}

impl ViewerSurveys {
    async fn list(
        &self,
        ctx: &Context<'_>,
        paging: Paging,
        which: Which<OwnSurveys>,
    ) -> Result<Connection<OwnSurveys>> {
        let permit = self.0.permit::<ReadSurveys>()?;
        let place = by(permit.owner(), survey::Column::CityId);
        connection::of(ctx, place, paging, which).await
    }
}
