//! Plans.

mod edit;

use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use entity::{plan, survey, values::SubjectKind};

pub(super) use self::edit::PlanMutation;
use super::{
    city::{City, city},
    connection::{Shown, by, lists, through},
    filter::{
        BodyFilter, IdFilter, IntFilter, OneOfFilter, StringFilter, TextFilter, filter_input,
    },
    history::History,
    order::order_input,
    provenance::{Observation, SourceReference, observations, references},
    scalar::{Locale, PartialDate},
    text::{Locales, Titled, each, maybe},
    values::{Origin, PlanStatus},
};
use crate::domain::{
    Result,
    body::Body,
    feedback::{FeedbackActions, of_plan},
    plan::{PlanOrder as Order, PlanTest, Plans},
    survey::Surveys,
};

filter_input! {
    /// Which plans to list. All conditions that are given must hold.
    PlanFilter for PlanTest;
    /// The id.
    id: IdFilter => Id,
    /// The id in the city's own system.
    external_id: StringFilter => ExternalId,
    /// The title, in any language.
    title: TextFilter => Title,
    /// The city.
    city: BodyFilter => City,
    /// Which of the city's plans it is.
    ordinal: IntFilter => Ordinal,
    /// Where it stands.
    status: OneOfFilter<PlanStatus> => Status,
    /// Whether the record is real.
    origin: OneOfFilter<Origin> => Origin,
}

order_input! {
    /// The order of plans.
    PlanOrder,
    /// What plans can be ordered by.
    PlanOrderField of Order, by default Title Asc;
    /// By title in the plan's own language.
    Title,
    /// In the order in which they came to the network.
    Created,
}

impl Shown for Plans {
    type Node = Plan;
    type Filter = PlanFilter;
    type OrderBy = PlanOrder;
}

/// A plan by which a city means to develop its learning.
#[derive(Clone)]
pub struct Plan(pub(super) Arc<plan::Model>);

impl From<Arc<plan::Model>> for Plan {
    fn from(row: Arc<plan::Model>) -> Self {
        Self(row)
    }
}

/// A plan by which a city means to develop its learning.
#[Object]
impl Plan {
    /// The global id.
    pub(super) async fn id(&self) -> ID {
        self.0.id.into()
    }

    /// The id it has in the city's own system; unique in its city.
    async fn external_id(&self) -> Option<&str> {
        self.0.external_id.as_deref()
    }

    #[graphql(flatten)]
    fn titled(&self) -> Titled<'_> {
        Titled {
            title: &self.0.title,
            default_locale: &self.0.default_locale,
        }
    }

    /// The language in which the plan speaks.
    async fn default_locale(&self) -> Locale {
        Locale(self.0.default_locale.clone())
    }

    /// What else it is called, each in the best language available.
    async fn alternate_titles(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> Vec<String> {
        let titles = &self.0.alternate_titles;
        each(ctx, titles, &self.0.default_locale, &locales)
    }

    /// The city whose plan it is.
    async fn city(&self, ctx: &Context<'_>) -> Result<City> {
        city(ctx, self.0.city_id).await
    }

    /// Which of the city's plans it is, such as 4 for the fourth.
    async fn ordinal(&self) -> Option<i32> {
        self.0.ordinal
    }

    /// Since when it holds; null when nobody said.
    async fn period_start(&self) -> Option<PartialDate> {
        self.0.period_start.as_ref().map(PartialDate::from)
    }

    /// Until when it holds; null when nobody said.
    async fn period_end(&self) -> Option<PartialDate> {
        self.0.period_end.as_ref().map(PartialDate::from)
    }

    /// Where it is to lead, in the best language available.
    async fn vision(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> Option<String> {
        maybe(ctx, self.0.vision.as_ref(), &self.0.default_locale, locales)
    }

    /// The website.
    async fn website(&self) -> Option<&str> {
        self.0.website.as_deref()
    }

    /// Where it stands; null when nobody said.
    async fn status(&self) -> Option<PlanStatus> {
        self.0.status.map(PlanStatus::from)
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
    fn lists(&self) -> PlanLists {
        PlanLists(self.clone())
    }

    /// Figures that were stated about the plan, such as findings that it rests on.
    async fn observations(&self, ctx: &Context<'_>) -> Result<Vec<Observation>> {
        observations(ctx, SubjectKind::Plan, self.0.id.0).await
    }

    #[graphql(flatten)]
    fn history(&self) -> History {
        History {
            subject: (SubjectKind::Plan, self.0.id.0),
            owners: vec![Body::City(self.0.city_id)],
        }
    }

    /// Where this comes from, and what contradicts it.
    async fn sources(&self, ctx: &Context<'_>) -> Result<Vec<SourceReference>> {
        references(ctx, SubjectKind::Plan, self.0.id.0).await
    }
}

lists! {
    /// What belongs to a plan.
    PlanLists of Plan;
    /// The surveys about it that are no longer drafts.
    surveys: Surveys = |plan| by(plan.0.id, survey::Column::PlanId);
    /// The published actions that changed it: what citizens said, and what the city
    /// did about it.
    changed_because_of: FeedbackActions = |plan| through(plan.0.id, of_plan());
}

lists! {
    /// All plans.
    AllPlans of ();
    /// The plans of all cities.
    plans: Plans;
}
