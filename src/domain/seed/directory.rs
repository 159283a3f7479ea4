//! What records may refer to: those of the database and those of the files.

use std::collections::{HashMap, HashSet};

use entity::{
    AllianceId, CityId, OrganisationId, PlatformId, SpaceId, alliance, city, code, country,
    learning_space, organisation, platform, source,
};
use sea_orm::{EntityTrait, QuerySelect, TryGetableMany};

use super::file::{Body, Codes, Network};
use crate::db::Transaction;
use crate::domain::{
    error::{Error, Result},
    mint::Mint,
};

/// Ids by slug, and the codes that exist.
#[derive(Debug, Default)]
pub(super) struct Directory {
    pub(super) codes: HashSet<(String, String)>,
    pub(super) sources: HashSet<String>,
    pub(super) countries: HashSet<String>,
    pub(super) cities: HashMap<String, CityId>,
    pub(super) organisations: HashMap<String, OrganisationId>,
    pub(super) alliances: HashMap<String, AllianceId>,
    pub(super) spaces: HashMap<(CityId, String), SpaceId>,
    pub(super) platforms: HashMap<(CityId, String), PlatformId>,
}

impl Directory {
    /// Reads what the database has.
    pub(super) async fn stored(tx: &Transaction) -> Result<Self> {
        use {alliance::Column as A, city::Column as C, organisation::Column as O};
        use {learning_space::Column as S, platform::Column as P};
        let codes = columns::<code::Entity, _>(tx, [code::Column::Scheme, code::Column::Code]);
        let sources = columns::<source::Entity, (String,)>(tx, [source::Column::Id]);
        let countries = columns::<country::Entity, (String,)>(tx, [country::Column::Code]);
        let spaces = columns::<learning_space::Entity, _>(tx, [S::CityId, S::Slug, S::Id]);
        let platforms = columns::<platform::Entity, _>(tx, [P::CityId, P::Slug, P::Id]);
        let cities = columns::<city::Entity, _>(tx, [C::Slug, C::Id]);
        let organisations = columns::<organisation::Entity, _>(tx, [O::Slug, O::Id]);
        let alliances = columns::<alliance::Entity, _>(tx, [A::Slug, A::Id]);
        Ok(Self {
            codes: codes.await?.into_iter().collect(),
            sources: sources.await?.into_iter().map(|(id,)| id).collect(),
            countries: countries.await?.into_iter().map(|(code,)| code).collect(),
            cities: cities.await?.into_iter().collect(),
            organisations: organisations.await?.into_iter().collect(),
            alliances: alliances.await?.into_iter().collect(),
            spaces: spaces.await?.into_iter().map(keyed).collect(),
            platforms: platforms.await?.into_iter().map(keyed).collect(),
        })
    }

    /// Adds what the files have, with new ids for what is new.
    pub(super) fn add(&mut self, codes: &Codes, network: &Network, mint: &mut Mint) {
        for scheme in codes.schemes.iter() {
            let keys = scheme.codes.iter();
            let keys = keys.map(|code| (scheme.scheme.clone(), code.code.clone()));
            self.codes.extend(keys);
        }
        let sources = network.sources.iter().map(|source| source.id.clone());
        self.sources.extend(sources);
        let countries = network.countries.iter().map(|country| country.code.clone());
        self.countries.extend(countries);
        for city in network.cities.iter() {
            let id = self.cities.entry(city.slug.clone());
            id.or_insert_with(|| CityId(mint.uuid()));
        }
        for organisation in network.organisations.iter() {
            let id = self.organisations.entry(organisation.slug.clone());
            id.or_insert_with(|| OrganisationId(mint.uuid()));
        }
        for alliance in network.alliances.iter() {
            let id = self.alliances.entry(alliance.slug.clone());
            id.or_insert_with(|| AllianceId(mint.uuid()));
        }
        self.add_places(network, mint);
    }

    fn add_places(&mut self, network: &Network, mint: &mut Mint) {
        for space in network.learning_spaces.iter() {
            if let Some(city) = self.cities.get(&space.city) {
                let id = self.spaces.entry((*city, space.slug.clone()));
                id.or_insert_with(|| SpaceId(mint.uuid()));
            }
        }
        for platform in network.platforms.iter() {
            if let Some(city) = self.cities.get(&platform.city) {
                let id = self.platforms.entry((*city, platform.slug.clone()));
                id.or_insert_with(|| PlatformId(mint.uuid()));
            }
        }
    }

    pub(super) fn has_code(&self, scheme: &str, code: &str) -> bool {
        self.codes.contains(&(scheme.to_owned(), code.to_owned()))
    }

    pub(super) fn has_body(&self, body: &Body) -> bool {
        match body {
            Body::City(slug) => self.cities.contains_key(slug),
            Body::Organisation(slug) => self.organisations.contains_key(slug),
            Body::Alliance(slug) => self.alliances.contains_key(slug),
        }
    }

    pub(super) fn city(&self, slug: &str) -> Result<CityId> {
        found(self.cities.get(slug), slug)
    }

    pub(super) fn organisation(&self, slug: Option<&str>) -> Result<Option<OrganisationId>> {
        let id = slug.map(|slug| found(self.organisations.get(slug), slug));
        id.transpose()
    }

    pub(super) fn alliance(&self, slug: &str) -> Result<AllianceId> {
        found(self.alliances.get(slug), slug)
    }

    pub(super) fn space(&self, city: CityId, slug: &str) -> Result<SpaceId> {
        found(self.spaces.get(&(city, slug.to_owned())), slug)
    }

    pub(super) fn platform(&self, city: CityId, slug: &str) -> Result<PlatformId> {
        found(self.platforms.get(&(city, slug.to_owned())), slug)
    }
}

/// The check of the file has found it before; a caller that skips the check is told.
fn found<I: Copy>(id: Option<&I>, slug: &str) -> Result<I> {
    id.copied()
        .ok_or_else(|| Error::input(format!("There is no `{slug}`.")))
}

fn keyed<I>((city, slug, id): (CityId, String, I)) -> ((CityId, String), I) {
    ((city, slug), id)
}

async fn columns<E, T>(
    tx: &Transaction,
    columns: impl IntoIterator<Item = E::Column>,
) -> Result<Vec<T>>
where
    E: EntityTrait,
    T: TryGetableMany + Send + Sync,
{
    let query = E::find().select_only().columns(columns);
    Ok(query.into_tuple::<T>().all(tx).await?)
}
