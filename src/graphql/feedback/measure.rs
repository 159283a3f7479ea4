//! How well cities close the loop.

use std::sync::Arc;

use async_graphql::{Context, Object};
use chrono::{DateTime, Utc};
use entity::CityId;

use super::loader::LoopOf;
use crate::{
    domain::{
        self, Error, Result,
        feedback::measure::{self, FeedbackLoop as Numbers},
    },
    graphql::{context::ContextExt, network::Coverage, period::PeriodInput, values::Origin},
};

/// Whether cities tell what came of what they heard.
///
/// Real and made-up records are never added up: `origin` says which were counted.
pub struct FeedbackLoop(Arc<Numbers>);

/// Whether cities tell what came of what they heard.
///
/// Real and made-up records are never added up: `origin` says which were counted.
#[Object]
impl FeedbackLoop {
    /// When the numbers were true.
    async fn as_of(&self) -> DateTime<Utc> {
        self.0.as_of
    }

    /// Which records were counted: of a city those that are as real as it is, of a
    /// network the real ones.
    async fn origin(&self) -> Origin {
        self.0.origin.into()
    }

    /// The surveys that closed in the period.
    async fn closed_surveys(&self) -> i32 {
        small(self.0.closed_surveys)
    }

    /// Those of these surveys that are answered: an action is published about a theme
    /// that rests on their results.
    async fn answered_surveys(&self) -> i32 {
        small(self.0.answered_surveys)
    }

    /// How many percent of the surveys that closed are answered, with one decimal;
    /// null when none closed.
    async fn answered_share(&self) -> Option<f64> {
        self.0.answered_share()
    }

    /// The median of the days from the close of an answered survey to its first
    /// published action, with one decimal; null when none is answered.
    async fn median_days_to_action(&self) -> Option<f64> {
        self.0.median_days
    }

    /// The published actions with a due day in the period that are done or whose day
    /// is over; declined ones do not count.
    async fn due_actions(&self) -> i32 {
        small(self.0.due_actions)
    }

    /// Those of these actions that were done on their due day or before.
    async fn done_in_time(&self) -> i32 {
        small(self.0.done_in_time)
    }

    /// How many percent of these actions were done in time, with one decimal; null
    /// when none was due.
    async fn in_time_share(&self) -> Option<f64> {
        self.0.in_time_share()
    }

    /// The published actions that were declined in the period, each with its reason.
    async fn declined_with_reason(&self) -> i32 {
        small(self.0.declined)
    }

    /// Of how many of the cities a survey closed in the period. The numbers say
    /// nothing of the other cities.
    async fn coverage(&self) -> Coverage {
        Coverage {
            cities: small(self.0.cities_with),
            of_cities: small(self.0.cities_of),
        }
    }
}

fn small(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// The loop of a city; flattened into its object.
pub(in crate::graphql) struct CityLoop(pub(in crate::graphql) CityId);

/// A city that hears its citizens.
#[Object]
impl CityLoop {
    /// Whether the city tells what came of what it heard.
    async fn feedback_loop(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which days of each city to look at; all when left out.")] period: Option<
            PeriodInput,
        >,
    ) -> Option<Result<FeedbackLoop>> {
        Some(of_city(ctx, self.0, period).await)
    }
}

async fn of_city(
    ctx: &Context<'_>,
    city: CityId,
    period: Option<PeriodInput>,
) -> Result<FeedbackLoop> {
    let key = LoopOf(city, (period.unwrap_or_default().into(), ctx.now()));
    let told = ctx.reader().load_one(key).await?;
    told.map(FeedbackLoop).ok_or(Error::NotFound)
}

pub(in crate::graphql) struct LoopQuery;

#[Object]
impl LoopQuery {
    /// Whether cities tell what came of what they heard.
    ///
    /// Without an alliance the active cities of the whole register are looked at; with
    /// one, the cities whose membership is admitted and not over.
    async fn feedback_loop(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The slug of an alliance, such as `gnlc`.")] alliance: Option<String>,
        #[graphql(desc = "Which days of each city to look at; all when left out.")] period: Option<
            PeriodInput,
        >,
    ) -> Option<Result<FeedbackLoop>> {
        Some(of_network(ctx, alliance, period).await)
    }
}

async fn of_network(
    ctx: &Context<'_>,
    slug: Option<String>,
    period: Option<PeriodInput>,
) -> Result<FeedbackLoop> {
    let alliance = match slug {
        None => None,
        Some(slug) => {
            let found = domain::alliance::by_slug(ctx.db(), &slug).await?;
            Some(found.ok_or(Error::NotFound)?.id)
        }
    };
    let when = (period.unwrap_or_default().into(), ctx.now());
    let told = measure::of_network(ctx.db(), alliance, when).await?;
    Ok(FeedbackLoop(Arc::new(told)))
}
