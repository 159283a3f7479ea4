//! Countries.

use std::sync::Arc;

use async_graphql::{Context, Object};
use entity::{city, country, organisation, values::SubjectKind};

use super::{
    connection::{by_code, lists},
    context::ContextExt,
    loader::CountryCode,
    provenance::{SourceReference, references_by_key},
    text::Named,
    values::Region,
};
use crate::domain::{self, Error, Result, city::Cities, organisation::Organisations};

/// The country with this code, read together with its neighbours'.
pub(super) async fn country(ctx: &Context<'_>, code: &str) -> Result<Country> {
    let found = ctx.reader().load_one(CountryCode(code.to_owned())).await?;
    found.map(Country).ok_or(Error::NotFound)
}

/// A country.
#[derive(Clone)]
pub struct Country(Arc<country::Model>);

/// A country.
#[Object]
impl Country {
    /// The code: ISO 3166-1 alpha-2, such as `KR`.
    async fn code(&self) -> &str {
        &self.0.code
    }

    /// The code: ISO 3166-1 alpha-3, such as `KOR`.
    async fn alpha3(&self) -> &str {
        &self.0.alpha3
    }

    /// The number in the United Nations' list M49, such as `410`.
    async fn m49(&self) -> &str {
        &self.0.m49
    }

    /// The region in which UNESCO counts it.
    async fn region(&self) -> Region {
        self.0.region.into()
    }

    #[graphql(flatten)]
    fn named(&self) -> Named<'_> {
        Named {
            name: &self.0.name,
            default_locale: "en",
        }
    }

    #[graphql(flatten)]
    fn lists(&self) -> CountryLists {
        CountryLists(self.clone())
    }

    /// Where this comes from.
    async fn sources(&self, ctx: &Context<'_>) -> Result<Vec<SourceReference>> {
        references_by_key(ctx, SubjectKind::Country, self.0.code.clone()).await
    }
}

lists! {
    /// What lies in a country.
    CountryLists of Country;
    /// Its cities in the network.
    cities: Cities = |country| by_code(&country.0.code, city::Column::CountryCode);
    /// Its organisations in the network.
    organisations: Organisations =
        |country| by_code(&country.0.code, organisation::Column::CountryCode);
}

pub(super) struct CountryQuery;

#[Object]
impl CountryQuery {
    /// The country with this code.
    async fn country(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "ISO 3166-1 alpha-2, such as `KR`.")] code: String,
    ) -> Option<Result<Country>> {
        Some(country(ctx, &code).await)
    }

    /// The countries of the network, by name.
    async fn countries(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only countries of this region.")] region: Option<Region>,
    ) -> Result<Vec<Country>> {
        let countries = domain::country::list(ctx.db(), region.map(Into::into)).await?;
        Ok(countries
            .into_iter()
            .map(|country| Country(Arc::new(country)))
            .collect())
    }
}
