//! The network in numbers.

use std::sync::Arc;

use async_graphql::{Context, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::AllianceId;

use super::{alliance::Alliance, context::ContextExt, provenance::Observation};
use crate::domain::{self, Error, Result, network::Count};

/// A number, and how much of the network is behind it.
///
/// Real and made-up records are never added up. The coverage speaks of real
/// records alone: a number that covers 13 of 16 cities says nothing of the other
/// three, which may have none or may not have told.
#[derive(SimpleObject)]
pub struct NetworkCount {
    /// How many real ones there are.
    count: i32,
    /// How many there are besides that were made up to show something.
    synthetic: i32,
    /// How many cities are behind the number.
    coverage: Coverage,
}

/// How many of the cities are behind a number.
#[derive(SimpleObject)]
pub struct Coverage {
    /// The cities in which at least one was found.
    pub(super) cities: i32,
    /// All cities that were looked at.
    pub(super) of_cities: i32,
}

impl Coverage {
    /// So many cities of so many.
    pub(super) fn of(cities: usize, of_cities: usize) -> Self {
        let small = |number: usize| i32::try_from(number).unwrap_or(i32::MAX);
        Self {
            cities: small(cities),
            of_cities: small(of_cities),
        }
    }
}

impl From<Count> for NetworkCount {
    fn from(count: Count) -> Self {
        let small = |number: i64| i32::try_from(number).unwrap_or(i32::MAX);
        Self {
            count: small(count.real),
            synthetic: small(count.synthetic),
            coverage: Coverage {
                cities: small(count.cities_with),
                of_cities: small(count.cities_of),
            },
        }
    }
}

/// The network, or one alliance, in numbers. All of them are true of the same
/// moment.
pub struct Network {
    alliance: Option<Alliance>,
    numbers: domain::network::Network,
}

/// The network, or one alliance, in numbers. All of them are true of the same
/// moment.
#[Object]
impl Network {
    /// When the numbers were true.
    async fn as_of(&self) -> DateTime<Utc> {
        self.numbers.as_of
    }

    /// The alliance whose member cities were counted; null for the whole register.
    async fn alliance(&self) -> Option<Alliance> {
        self.alliance.clone()
    }

    /// How many members the alliance itself says that it has, in the unit in which it
    /// counts itself: cities, or bodies of every kind. The register may know fewer:
    /// compare it with `cities`.
    async fn stated_size(&self) -> Option<Observation> {
        self.numbers
            .stated_size
            .clone()
            .map(|stated| Observation(Arc::new(stated)))
    }

    /// The cities.
    async fn cities(&self) -> NetworkCount {
        self.numbers.cities.into()
    }

    /// The countries of the cities.
    async fn countries(&self) -> NetworkCount {
        self.numbers.countries.into()
    }

    /// The organisations that have their seat in the cities.
    async fn organisations(&self) -> NetworkCount {
        self.numbers.organisations.into()
    }

    /// The alliances to which the cities belong, or which work inside them.
    async fn alliances(&self) -> NetworkCount {
        self.numbers.alliances.into()
    }

    /// The learning spaces. One that stands for many places counts as one.
    async fn learning_spaces(&self) -> NetworkCount {
        self.numbers.learning_spaces.into()
    }

    /// The published programmes.
    async fn programmes(&self) -> NetworkCount {
        self.numbers.programmes.into()
    }

    /// The offerings of the published programmes, past ones too.
    async fn offerings(&self) -> NetworkCount {
        self.numbers.offerings.into()
    }

    /// The offerings for which one can enrol today, in the time zone of each city.
    async fn open_offerings(&self) -> NetworkCount {
        self.numbers.open_offerings.into()
    }
}

pub(super) struct NetworkQuery;

#[Object]
impl NetworkQuery {
    /// The network in numbers, with how many of its cities are behind each number.
    ///
    /// Without an argument the active cities of the whole register are counted;
    /// with an alliance, the cities whose membership is admitted and not over.
    async fn network(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The slug of an alliance, such as `gnlc`.")] alliance: Option<String>,
    ) -> Option<Result<Network>> {
        Some(numbers(ctx, alliance).await)
    }
}

async fn numbers(ctx: &Context<'_>, slug: Option<String>) -> Result<Network> {
    let alliance = match slug {
        None => None,
        Some(slug) => {
            let found = domain::alliance::by_slug(ctx.db(), &slug).await?;
            Some(found.ok_or(Error::NotFound)?)
        }
    };
    let id: Option<AllianceId> = alliance.as_ref().map(|alliance| alliance.id);
    let numbers = ctx.numbers().network(ctx.db(), id, ctx.now()).await?;
    let alliance = alliance.map(|alliance| Alliance(Arc::new(alliance)));
    Ok(Network { alliance, numbers })
}
