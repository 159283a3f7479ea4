//! Actions: you said, we did.

mod change;
mod edit;
mod input;
mod step;

use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use entity::{feedback_action, values::SubjectKind};

pub(in crate::graphql) use self::edit::ActionMutation;
use self::{
    change::{FeedbackChange, changes},
    step::{FeedbackActionStep, steps},
};
use super::theme::{FeedbackTheme, theme};
use crate::{
    domain::{
        Result,
        body::Body,
        feedback::{
            FeedbackActions, OwnActions,
            action::{ActionOrder as Order, ActionTest},
        },
    },
    graphql::{
        city::{City, city},
        connection::Shown,
        filter::{
            BodyFilter, DateFilter, DateTimeFilter, IdFilter, OneOfFilter, StringFilter,
            filter_input,
        },
        history::History,
        order::order_input,
        organisation::{Organisation, organisation},
        provenance::{SourceReference, references},
        scalar::{Date, Locale},
        text::{Locales, maybe, say, served_locale},
        values::{FeedbackActionStatus, Origin},
    },
};

filter_input! {
    /// Which actions to list. All conditions that are given must hold.
    FeedbackActionFilter for ActionTest;
    /// The id.
    id: IdFilter => Id,
    /// The id in the city's own system.
    external_id: StringFilter => ExternalId,
    /// The city.
    city: BodyFilter => City,
    /// The theme that it answers.
    theme: IdFilter => Theme,
    /// Where it stands.
    status: OneOfFilter<FeedbackActionStatus> => Status,
    /// The organisation that is to do it.
    responsible: BodyFilter => Responsible,
    /// The day by which it is to be done.
    due_on: DateFilter => DueOn,
    /// When it was published.
    published_at: DateTimeFilter => PublishedAt,
    /// When it last changed.
    updated_at: DateTimeFilter => UpdatedAt,
    /// Whether the record is real.
    origin: OneOfFilter<Origin> => Origin,
}

order_input! {
    /// The order of actions.
    FeedbackActionOrder,
    /// What actions can be ordered by.
    FeedbackActionOrderField of Order, by default Updated Desc;
    /// By the last change.
    Updated,
    /// In the order in which they came to the network.
    Created,
}

impl Shown for FeedbackActions {
    type Node = FeedbackAction;
    type Filter = FeedbackActionFilter;
    type OrderBy = FeedbackActionOrder;
}

impl Shown for OwnActions {
    type Node = FeedbackAction;
    type Filter = FeedbackActionFilter;
    type OrderBy = FeedbackActionOrder;

    fn connection() -> String {
        "OwnFeedbackActionConnection".to_owned()
    }
}

/// What a city does about something that its citizens said.
#[derive(Clone)]
pub struct FeedbackAction(pub(in crate::graphql) Arc<feedback_action::Model>);

impl From<Arc<feedback_action::Model>> for FeedbackAction {
    fn from(row: Arc<feedback_action::Model>) -> Self {
        Self(row)
    }
}

/// What a city does about something that its citizens said. Once it is published,
/// whatever citizens read of it stays to be read in `steps`.
#[Object]
impl FeedbackAction {
    /// The global id.
    pub(in crate::graphql) async fn id(&self) -> ID {
        self.0.id.into()
    }

    /// The id it has in the city's own system; unique in its city.
    async fn external_id(&self) -> Option<&str> {
        self.0.external_id.as_deref()
    }

    /// What citizens said, in the best language available.
    async fn said(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> &str {
        say(ctx, &self.0.said, &self.0.default_locale, locales)
    }

    /// What the city did, in the best language available.
    async fn did(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> Option<String> {
        maybe(ctx, self.0.did.as_ref(), &self.0.default_locale, locales)
    }

    /// The language in which `said` answers.
    async fn served_locale(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> Locale {
        served_locale(ctx, &self.0.said, &self.0.default_locale, locales)
    }

    /// The language in which the action is told.
    async fn default_locale(&self) -> Locale {
        Locale(self.0.default_locale.clone())
    }

    /// The city that acts.
    async fn city(&self, ctx: &Context<'_>) -> Result<City> {
        city(ctx, self.0.city_id).await
    }

    /// What it answers.
    async fn theme(&self, ctx: &Context<'_>) -> Result<FeedbackTheme> {
        theme(ctx, self.0.theme_id).await
    }

    /// Where it stands.
    async fn status(&self) -> FeedbackActionStatus {
        self.0.status.into()
    }

    /// Why it stands there: always told when it is declined. In the best language
    /// available.
    async fn reason(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> Option<String> {
        maybe(ctx, self.0.reason.as_ref(), &self.0.default_locale, locales)
    }

    /// The day on which the city comes back to it, when it is deferred.
    async fn deferred_until(&self) -> Option<Date> {
        self.0.deferred_until.map(Date)
    }

    /// The organisation that is to do it, when that is not the city itself.
    async fn responsible(&self, ctx: &Context<'_>) -> Option<Result<Organisation>> {
        Some(organisation(ctx, self.0.responsible_id?).await)
    }

    /// The day by which it is to be done.
    async fn due_on(&self) -> Option<Date> {
        self.0.due_on.map(Date)
    }

    /// The day on which it was done.
    async fn done_on(&self) -> Option<Date> {
        self.0.done_on.map(Date)
    }

    /// When it was published; before that only its city sees it.
    async fn published_at(&self) -> Option<DateTime<Utc>> {
        self.0.published_at
    }

    /// What it changed: programmes, offerings and plans of the city.
    async fn changes(&self, ctx: &Context<'_>) -> Result<Vec<FeedbackChange>> {
        changes(ctx, self).await
    }

    /// What everyone could read of it since it was published, from the first step to
    /// the last. Nothing overwrites a step.
    async fn steps(&self, ctx: &Context<'_>) -> Result<Vec<FeedbackActionStep>> {
        steps(ctx, self).await
    }

    /// When it last changed.
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.updated_at
    }

    /// Counts its changes, from 1.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// Whether the record is real.
    async fn origin(&self) -> Origin {
        self.0.origin.into()
    }

    #[graphql(flatten)]
    fn history(&self) -> History {
        History {
            subject: (SubjectKind::FeedbackAction, self.0.id.0),
            owners: vec![Body::City(self.0.city_id)],
        }
    }

    /// Where this comes from, and what contradicts it.
    async fn sources(&self, ctx: &Context<'_>) -> Result<Vec<SourceReference>> {
        references(ctx, SubjectKind::FeedbackAction, self.0.id.0).await
    }
}
