//! Cities.

mod edit;

use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use entity::{
    alliance, city, designation, learning_space, membership, offering, office_holder, organisation,
    platform, programme, survey, values::SubjectKind,
};

pub(super) use self::edit::CityMutation;
use super::{
    city_profile::{CityProfile, best_profile, profiles},
    code::{Code, code},
    connection::{Shown, by, lists},
    context::ContextExt,
    country::{Country, country},
    error::found,
    feedback::{CityFeedback, CityLoop},
    filter::{
        IdFilter, IntFilter, OneOfFilter, RelatedFilter, StringFilter, TextFilter, filter_input,
    },
    history::History,
    loader::One,
    membership::MembershipFilter,
    order::order_input,
    programme::{Programme, ProgrammeFilter},
    provenance::{Observation, SourceReference, observations, references},
    scalar::{Locale, Location},
    text::{Locales, Named, maybe},
    values::{CityKind, CityStatus, Origin, Region},
};
use crate::domain::{
    self, Error, Result,
    alliance::Alliances,
    body::Body,
    city::{Cities, CityOrder as Order, CityTest},
    designation::Designations,
    learning_space::LearningSpaces,
    membership::Memberships,
    offering::Offerings,
    office_holder::OfficeHolders,
    organisation::Organisations,
    platform::Platforms,
    programme::Programmes,
    survey::Surveys,
};

filter_input! {
    /// Which cities to list. All conditions that are given must hold.
    CityFilter for CityTest;
    /// The id.
    id: IdFilter => Id,
    /// The slug, such as `kr-hanam`.
    slug: StringFilter => Slug,
    /// The name, in any language.
    name: TextFilter => Name,
    /// The country: ISO 3166-1 alpha-2.
    country: StringFilter => Country,
    /// The region of the country.
    region: OneOfFilter<Region> => Region,
    /// What the city is in law.
    kind: OneOfFilter<CityKind> => Kind,
    /// Where the city stands in the register.
    status: OneOfFilter<CityStatus> => Status,
    /// Whether the record is real.
    origin: OneOfFilter<Origin> => Origin,
    /// The number of inhabitants.
    population: IntFilter => Population,
    /// The memberships of the city.
    memberships: RelatedFilter<MembershipFilter> => Memberships,
    /// The published programmes of the city.
    programmes: RelatedFilter<ProgrammeFilter> => Programmes,
}

order_input! {
    /// The order of cities.
    CityOrder,
    /// What cities can be ordered by.
    CityOrderField of Order, by default Name Asc;
    /// By name in the city's own language.
    Name,
    /// By slug, which groups them by country.
    Slug,
    /// In the order in which they came to the register.
    Created,
}

impl Shown for Cities {
    type Node = City;
    type Filter = CityFilter;
    type OrderBy = CityOrder;
}

/// The city with this id, read together with its neighbours'.
pub(super) async fn city(ctx: &Context<'_>, id: entity::CityId) -> Result<City> {
    let city = ctx.reader().load_one(One::<Cities>::new(id.0)).await?;
    city.map(City).ok_or(Error::NotFound)
}

/// A learning city: a city, district, county or consortium of the network.
#[derive(Clone)]
pub struct City(pub(super) Arc<city::Model>);

impl From<Arc<city::Model>> for City {
    fn from(row: Arc<city::Model>) -> Self {
        Self(row)
    }
}

/// A learning city: a city, district, county or consortium of the network.
#[Object]
impl City {
    /// The global id.
    pub(super) async fn id(&self) -> ID {
        self.0.id.into()
    }

    /// The short name in addresses, such as `kr-hanam`: the country's code, then
    /// the city's name.
    async fn slug(&self) -> &str {
        &self.0.slug
    }

    #[graphql(flatten)]
    fn named(&self) -> Named<'_> {
        Named {
            name: &self.0.name,
            default_locale: &self.0.default_locale,
        }
    }

    /// The language in which the city writes.
    async fn default_locale(&self) -> Locale {
        Locale(self.0.default_locale.clone())
    }

    /// What the city is in the law of its country.
    async fn kind(&self) -> CityKind {
        self.0.kind.into()
    }

    /// The country.
    async fn country(&self, ctx: &Context<'_>) -> Result<Country> {
        country(ctx, &self.0.country_code).await
    }

    /// The state, province or region: a code of ISO 3166-2.
    async fn subdivision(&self, ctx: &Context<'_>) -> Option<Result<Code>> {
        let subdivision = self.0.subdivision_code.as_deref()?;
        Some(code(ctx, "SUBDIVISION", subdivision).await)
    }

    /// The city that this one is a part of.
    async fn parent(&self, ctx: &Context<'_>) -> Option<Result<City>> {
        Some(city(ctx, self.0.parent_id?).await)
    }

    /// Where the city lies.
    async fn location(&self) -> Option<Location> {
        let city = &self.0;
        Location::of(city.latitude, city.longitude, city.location_approximate)
    }

    /// The time zone: an IANA name, such as `Asia/Seoul`. Times of offerings are
    /// local to it.
    async fn time_zone(&self) -> &str {
        &self.0.time_zone
    }

    /// The number of inhabitants.
    async fn population(&self) -> Option<i32> {
        self.0.population
    }

    /// The year of `population`.
    async fn population_year(&self) -> Option<i32> {
        self.0.population_year
    }

    /// The area in square kilometres.
    async fn area_km2(&self) -> Option<f64> {
        self.0.area_km2
    }

    /// The year of `areaKm2`.
    async fn area_year(&self) -> Option<i32> {
        self.0.area_year
    }

    /// The gross domestic product per inhabitant in US dollars.
    async fn gdp_per_capita_usd(&self) -> Option<f64> {
        self.0.gdp_per_capita_usd
    }

    /// The year of `gdpPerCapitaUsd`.
    async fn gdp_year(&self) -> Option<i32> {
        self.0.gdp_year
    }

    /// The average years of schooling of men.
    async fn schooling_years_men(&self) -> Option<f64> {
        self.0.schooling_years_men
    }

    /// The average years of schooling of women.
    async fn schooling_years_women(&self) -> Option<f64> {
        self.0.schooling_years_women
    }

    /// The year of the average years of schooling.
    async fn schooling_year(&self) -> Option<i32> {
        self.0.schooling_year
    }

    /// The website.
    async fn website(&self) -> Option<&str> {
        self.0.website.as_deref()
    }

    /// What the head of the city is called, such as `Mayor` or `구청장`.
    async fn head_office_title(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> Option<String> {
        let title = self.0.head_office_title.as_ref();
        maybe(ctx, title, &self.0.default_locale, locales)
    }

    /// Where the city stands in the network's register.
    async fn status(&self) -> CityStatus {
        self.0.status.into()
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

    /// What the city says of itself: the newest profile, in the best language
    /// available.
    async fn profile(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Languages, the best first. Without it `Accept-Language` decides.")]
        locales: Locales,
    ) -> Option<Result<CityProfile>> {
        best_profile(ctx, self.0.id, &self.0.default_locale, locales)
            .await
            .transpose()
    }

    /// All profiles, the newest cycle first.
    async fn profiles(&self, ctx: &Context<'_>) -> Result<Vec<CityProfile>> {
        profiles(ctx, self.0.id).await
    }

    #[graphql(flatten)]
    fn lists(&self) -> CityLists {
        CityLists(self.clone())
    }

    #[graphql(flatten)]
    fn feedback(&self) -> CityFeedback {
        CityFeedback(self.clone())
    }

    #[graphql(flatten)]
    fn feedback_loop(&self) -> CityLoop {
        CityLoop(self.0.id)
    }

    /// The programme with this slug or this id of the city's own system. Give one
    /// of the two.
    async fn programme(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The programme's slug, which is unique in its city.")] slug: Option<
            String,
        >,
        #[graphql(desc = "The programme's id in the city's own system.")] external_id: Option<
            String,
        >,
    ) -> Option<Result<Programme>> {
        let city = self.0.id;
        let row = match (slug, external_id) {
            (Some(slug), None) => domain::programme::by_slug(ctx.db(), city, &slug).await,
            (None, Some(id)) => domain::programme::by_external_id(ctx.db(), city, &id).await,
            _ => Err(Error::input("Give either `slug` or `externalId`.")),
        };
        Some(found(row.map(|row| row.map(|row| Arc::new(row).into()))))
    }

    /// Figures that were stated about the city.
    async fn observations(&self, ctx: &Context<'_>) -> Result<Vec<Observation>> {
        observations(ctx, SubjectKind::City, self.0.id.0).await
    }

    #[graphql(flatten)]
    fn history(&self) -> History {
        History {
            subject: (SubjectKind::City, self.0.id.0),
            owners: vec![Body::City(self.0.id)],
        }
    }

    /// Where this comes from, and what contradicts it.
    async fn sources(&self, ctx: &Context<'_>) -> Result<Vec<SourceReference>> {
        references(ctx, SubjectKind::City, self.0.id.0).await
    }
}

lists! {
    /// What a city has.
    CityLists of City;
    /// Its published programmes.
    programmes: Programmes = |city| by(city.0.id, programme::Column::CityId);
    /// The offerings of its published programmes.
    offerings: Offerings = |city| by(city.0.id, offering::Column::CityId);
    /// Its learning spaces.
    learning_spaces: LearningSpaces = |city| by(city.0.id, learning_space::Column::CityId);
    /// Its surveys that are no longer drafts.
    surveys: Surveys = |city| by(city.0.id, survey::Column::CityId);
    /// Its learning platforms.
    platforms: Platforms = |city| by(city.0.id, platform::Column::CityId);
    /// The alliances that it belongs to, with role and time.
    memberships: Memberships = |city| by(city.0.id, membership::Column::CityId);
    /// The alliances inside the city.
    local_alliances: Alliances = |city| by(city.0.id, alliance::Column::CityId);
    /// Who held which office, and when.
    offices: OfficeHolders = |city| by(city.0.id, office_holder::Column::CityId);
    /// Titles that were granted to it.
    designations: Designations = |city| by(city.0.id, designation::Column::CityId);
    /// The organisations that have their seat there.
    organisations: Organisations = |city| by(city.0.id, organisation::Column::CityId);
    /// The cities and districts that are a part of it.
    districts: Cities = |city| by(city.0.id, city::Column::ParentId);
}

lists! {
    /// All cities.
    AllCities of ();
    /// The cities of the network.
    cities: Cities;
}

pub(super) struct CityQuery;

#[Object]
impl CityQuery {
    /// The city with this slug.
    async fn city(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The slug, such as `kr-hanam`.")] slug: String,
    ) -> Option<Result<City>> {
        let city = domain::city::by_slug(ctx.db(), &slug).await;
        Some(found(
            city.map(|city| city.map(|city| City(Arc::new(city)))),
        ))
    }
}
