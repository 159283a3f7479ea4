//! Making up a large network, for tests and benchmarks.
//!
//! The same plan on the same day makes the same network. Everything in it
//! carries the origin `SYNTHETIC`.

mod alliance;
mod batch;
mod city;
mod country;
mod offering;
mod programme;
mod words;

use std::fmt;

use chrono::{DateTime, Utc};
use entity::city as table;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use self::{batch::Batch, city::MadeUp};
use super::{
    error::{Error, Result},
    journal,
    mint::Mint,
    seed::{self, CodesFile, NetworkFile},
    viewer::{ImportNetwork, Permit},
};
use crate::db::Transaction;

/// How large a network to make up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The number of cities.
    pub cities: u32,
    /// The number of programmes of all cities together.
    pub programmes: u32,
    /// Another seed makes another network.
    pub seed: u64,
}

/// What was made up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Generated {
    /// Cities.
    pub cities: usize,
    /// Alliances.
    pub alliances: usize,
    /// Memberships in these.
    pub memberships: usize,
    /// Learning spaces.
    pub spaces: usize,
    /// Programmes.
    pub programmes: usize,
    /// Offerings of these.
    pub offerings: usize,
    /// Schedules of these.
    pub schedules: usize,
}

impl fmt::Display for Generated {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tables = [
            ("cities", self.cities),
            ("alliances", self.alliances),
            ("memberships", self.memberships),
            ("learning spaces", self.spaces),
            ("programmes", self.programmes),
            ("offerings", self.offerings),
            ("schedules", self.schedules),
        ];
        for (name, number) in tables {
            writeln!(formatter, "  {number:>9} {name}")?;
        }
        Ok(())
    }
}

/// A network while it is made up.
struct Maker {
    plan: Plan,
    now: DateTime<Utc>,
    random: fastrand::Rng,
    mint: Mint,
}

impl Maker {
    fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.random.usize(..list.len())]
    }

    /// Whether something happens that happens in `percent` of all cases.
    fn chance(&mut self, percent: u8) -> bool {
        self.random.u8(..100) < percent
    }
}

/// Makes up a network and tells `progress` how many programmes there are so far.
///
/// The code lists and countries that it needs are loaded first. The journal is
/// written last, so commit right after.
pub async fn generate(
    tx: &Transaction,
    permit: &Permit<ImportNetwork>,
    now: DateTime<Utc>,
    plan: Plan,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<Generated> {
    must_be_new(tx, plan).await?;
    load_lists(tx, permit, now).await?;
    let mut maker = Maker {
        plan,
        now,
        random: fastrand::Rng::with_seed(plan.seed),
        mint: Mint::new(now, fastrand::Rng::with_seed(plan.seed)),
    };
    let mut made = Generated::default();
    let mut happened = Vec::new();
    let cities = maker.cities();
    let mut batch = Batch::default();
    maker.alliances(&cities, &mut batch);
    let alliances = batch.alliances.iter().map(|row| row.id).collect::<Vec<_>>();
    batch.cities = cities.iter().map(|city| city.row.clone()).collect();
    batch.write(tx, &mut made, &mut happened).await?;
    for (city, share) in cities.iter().zip(maker.shares()) {
        let mut batch = Batch::default();
        maker.city_life(city, (share, &alliances), &mut batch);
        batch.write(tx, &mut made, &mut happened).await?;
        progress(u64::try_from(made.programmes).unwrap_or(u64::MAX));
    }
    journal::record(tx, permit, happened).await?;
    Ok(made)
}

async fn must_be_new(tx: &Transaction, plan: Plan) -> Result<()> {
    let pattern = format!("%-{}-1", city::mark(plan));
    let known = table::Entity::find().filter(table::Column::Slug.like(pattern));
    if known.count(tx).await? == 0 {
        return Ok(());
    }
    let seed = plan.seed;
    Err(Error::input(format!(
        "The network of seed {seed} is there already; take another seed."
    )))
}

async fn load_lists(
    tx: &Transaction,
    permit: &Permit<ImportNetwork>,
    now: DateTime<Utc>,
) -> Result<()> {
    let codes = CodesFile::read("data/codes.json", seed::embedded().0)?;
    let countries = NetworkFile::read("countries", &country::as_network(tx).await?)?;
    seed::load(tx, permit, now, &codes, &countries).await?;
    Ok(())
}

impl Maker {
    /// How many programmes each city has: a few have many, many have few.
    fn shares(&mut self) -> Vec<u32> {
        let mut weights: Vec<u64> = (0..u64::from(self.plan.cities))
            .map(|rank| 1_000_000 / (rank + 10))
            .collect();
        self.random.shuffle(&mut weights);
        let total = u64::from(self.plan.programmes);
        let all: u64 = weights.iter().sum();
        let mut passed = 0;
        let mut given = 0;
        let share = |weight: u64| {
            passed += weight;
            let until = total * passed / all;
            let share = u32::try_from(until - given).unwrap_or(u32::MAX);
            given = until;
            share
        };
        weights.into_iter().map(share).collect()
    }

    /// Everything that belongs to one city.
    fn city_life(
        &mut self,
        city: &MadeUp,
        (programmes, alliances): (u32, &[entity::AllianceId]),
        batch: &mut Batch,
    ) {
        self.spaces(city, batch);
        let spaces: Vec<_> = batch.spaces.iter().map(|row| row.id).collect();
        for number in 1..=programmes {
            let programme = self.programme(city, number, batch);
            if self.chance(10) && !alliances.is_empty() {
                let alliance = *self.pick(alliances);
                batch.frame(programme, alliance);
            }
            for run in 1..=self.random.u32(0..=3) {
                self.offering((city, programme), run, &spaces, batch);
            }
        }
    }
}
