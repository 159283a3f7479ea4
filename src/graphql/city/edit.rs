//! What a city changes of its record.

use async_graphql::{InputObject, MaybeUndefined};

use super::City;
use crate::{
    domain::{
        self,
        city::{Cities, Edit, Figures},
        viewer::WriteCity,
    },
    graphql::{
        mutation::{
            input::{Asked, LocationInput, TextInput, texts},
            mutations, payloads,
        },
        scalar::Locale,
    },
};

/// What to change of the city's record. What you leave out stays as it is. The
/// register keeps the slug, the kind, the country and the status.
#[derive(InputObject)]
pub struct CityUpdateInput {
    /// The name, by language. The one in the default locale must be there.
    name: MaybeUndefined<Vec<TextInput>>,
    /// The language in which the city writes.
    default_locale: MaybeUndefined<Locale>,
    /// The website; null when there is none.
    website: MaybeUndefined<String>,
    /// What the head of the city is called, by language; null when nobody is.
    head_office_title: MaybeUndefined<Vec<TextInput>>,
    /// Where the city lies; null when nobody knows. A point that you give is no
    /// longer called approximate.
    location: MaybeUndefined<LocationInput>,
    /// The time zone: an IANA name, such as `Asia/Seoul`. Times of offerings are
    /// local to it.
    time_zone: MaybeUndefined<String>,
    #[graphql(flatten)]
    figures: CityFiguresInput,
}

/// The figures of a city. A year needs the number that it belongs to.
#[derive(InputObject)]
pub struct CityFiguresInput {
    /// The number of inhabitants, at most 100,000,000.
    population: MaybeUndefined<i32>,
    /// The year of `population`, from 1900 to this one.
    population_year: MaybeUndefined<i32>,
    /// The area in square kilometres, from 0.01 to 1,000,000.
    area_km2: MaybeUndefined<f64>,
    /// The year of `areaKm2`, from 1900 to this one.
    area_year: MaybeUndefined<i32>,
    /// The gross domestic product per inhabitant in US dollars, at most 1,000,000.
    gdp_per_capita_usd: MaybeUndefined<f64>,
    /// The year of `gdpPerCapitaUsd`, from 1900 to this one.
    gdp_year: MaybeUndefined<i32>,
    /// The average years of schooling of men, at most 30.
    schooling_years_men: MaybeUndefined<f64>,
    /// The average years of schooling of women, at most 30.
    schooling_years_women: MaybeUndefined<f64>,
    /// The year of the average years of schooling, from 1900 to this one.
    schooling_year: MaybeUndefined<i32>,
}

impl CityUpdateInput {
    fn read(self) -> Edit {
        Edit {
            name: self.name.patch().map(texts),
            default_locale: self.default_locale.patch().map(|locale| locale.0),
            website: self.website.patch(),
            head_office_title: self.head_office_title.patch().map(texts),
            location: self.location.patch().map(Into::into),
            time_zone: self.time_zone.patch(),
            figures: self.figures.read(),
        }
    }
}

impl CityFiguresInput {
    fn read(self) -> Figures {
        Figures {
            population: self.population.patch(),
            population_year: self.population_year.patch(),
            area_km2: self.area_km2.patch(),
            area_year: self.area_year.patch(),
            gdp_per_capita_usd: self.gdp_per_capita_usd.patch(),
            gdp_year: self.gdp_year.patch(),
            schooling_years_men: self.schooling_years_men.patch(),
            schooling_years_women: self.schooling_years_women.patch(),
            schooling_year: self.schooling_year.patch(),
        }
    }
}

payloads! {
    /// What came of changing a city.
    CityPayload {
        /// The city as it is now; null when there is something to mend.
        city: City of Cities
    }
}

mutations! {
    /// What a city changes of its record.
    CityMutation;
    /// Changes what the network's register lets your city say of itself. Requires
    /// `city:write`.
    changes city_update(CityUpdateInput) -> CityPayload, by WriteCity:
        |writing, permit, input, version| {
            let row = domain::city::update(writing, permit, version, input.read()).await?;
            Ok(row.id.0)
        };
}
