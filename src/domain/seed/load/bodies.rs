//! Cities with their profiles, organisations and alliances.

use std::collections::HashMap;

use entity::{
    LocalizedList, ProfileId, alliance, city, city_profile, organisation,
    values::{ProfileStatus, SubjectKind},
};
use serde_json::json;
use uuid::Uuid;

use super::{Loader, Subject, origin};
use crate::domain::{
    error::Result,
    searchable::searchable,
    seed::file::{Alliance, City, Network, Organisation},
    text::folded,
};

impl Loader<'_> {
    pub(in crate::domain::seed) async fn cities(&mut self, network: &Network) -> Result<()> {
        let rows = network.cities.iter().map(|city| self.city_row(city));
        let rows = parents_first(rows.collect::<Result<_>>()?, |row| {
            (row.id.0, row.parent_id.map(|parent| parent.0))
        });
        let records: HashMap<&str, &City> = network
            .cities
            .iter()
            .map(|city| (city.slug.as_str(), &**city))
            .collect();
        for compared in self.store("city", rows).await? {
            let row = &compared.row;
            let subject = Subject {
                kind: SubjectKind::City,
                id: row.id.0,
                city: Some(row.id),
            };
            self.enter(&compared, subject, json!({ "slug": row.slug }));
            if compared.is_news() {
                let about = (subject.kind, subject.id);
                let found = searchable(about, &row.name, &row.default_locale, &[]);
                self.found.push(found);
            }
            if let Some(city) = records.get(row.slug.as_str()) {
                self.document(subject, &city.observations, &city.provenance);
            }
        }
        self.profiles(network).await
    }

    fn city_row(&self, city: &City) -> Result<city::Model> {
        let parent = city.parent.as_deref();
        Ok(city::Model {
            id: self.directory.city(&city.slug)?,
            slug: city.slug.clone(),
            name: city.name.clone(),
            name_text: folded(&city.name, &city.default_locale),
            default_locale: city.default_locale.clone(),
            kind: city.kind,
            country_code: city.country.clone(),
            subdivision_code: city.subdivision.clone(),
            parent_id: parent.map(|slug| self.directory.city(slug)).transpose()?,
            latitude: city.latitude,
            longitude: city.longitude,
            location_approximate: city.location_approximate,
            time_zone: city.time_zone.clone(),
            population: city.population,
            population_year: city.population_year,
            area_km2: city.area_km2,
            area_year: city.area_year,
            gdp_per_capita_usd: None,
            gdp_year: None,
            schooling_years_men: None,
            schooling_years_women: None,
            schooling_year: None,
            website: city.website.clone(),
            head_office_title: city.head_office_title.clone(),
            status: city.status,
            origin: origin(city.origin),
            version: 1,
            created_at: self.now,
            updated_at: self.now,
            deleted_at: None,
        })
    }

    async fn profiles(&mut self, network: &Network) -> Result<()> {
        let mut rows = Vec::new();
        let mut records = Vec::new();
        for city in network.cities.iter() {
            for profile in &city.profiles {
                rows.push(city_profile::Model {
                    id: ProfileId(self.mint.uuid()),
                    city_id: self.directory.city(&city.slug)?,
                    cycle: profile.cycle.clone(),
                    locale: profile.locale.clone(),
                    headline: profile.headline.clone(),
                    introduction: profile.introduction.clone(),
                    vision: profile.vision.clone(),
                    challenges: profile.challenges.clone(),
                    implementation: profile.implementation.clone(),
                    status: ProfileStatus::Published,
                    version: 1,
                    created_at: self.now,
                    updated_at: self.now,
                    deleted_at: None,
                });
                records.push(profile);
            }
        }
        let rows = self.store("city_profile", rows).await?;
        for (compared, profile) in rows.iter().zip(records) {
            let row = &compared.row;
            let subject = Subject {
                kind: SubjectKind::CityProfile,
                id: row.id.0,
                city: Some(row.city_id),
            };
            let known_by = json!({ "cycle": row.cycle, "locale": row.locale });
            self.enter(compared, subject, known_by);
            self.document(subject, &[], &profile.provenance);
        }
        Ok(())
    }

    pub(in crate::domain::seed) async fn organisations(&mut self, network: &Network) -> Result<()> {
        let rows = network.organisations.iter();
        let rows = rows.filter_map(|record| self.organisation_row(record).transpose());
        let rows = rows.collect::<Result<_>>()?;
        let rows = self.store("organisation", rows).await?;
        for (compared, record) in rows.iter().zip(network.organisations.iter()) {
            let row = &compared.row;
            let subject = Subject {
                kind: SubjectKind::Organisation,
                id: row.id.0,
                city: row.city_id,
            };
            self.enter(compared, subject, json!({ "slug": row.slug }));
            if compared.is_news() {
                let about = (subject.kind, subject.id);
                let bodies = [row.description.as_ref()];
                let mut found = searchable(about, &row.name, &row.default_locale, &bodies);
                found.titles.extend(row.abbreviation.clone());
                self.found.push(found);
            }
            self.document(subject, &record.observations, &record.provenance);
        }
        Ok(())
    }

    fn organisation_row(&self, record: &Organisation) -> Result<Option<organisation::Model>> {
        let city = record.city.as_deref();
        let id = self.directory.organisation(Some(&record.slug))?;
        let city_id = city.map(|slug| self.directory.city(slug)).transpose()?;
        Ok(id.map(|id| organisation::Model {
            id,
            slug: record.slug.clone(),
            name: record.name.clone(),
            name_text: folded(&record.name, &record.default_locale),
            default_locale: record.default_locale.clone(),
            abbreviation: record.abbreviation.clone(),
            kind: record.kind,
            city_id,
            country_code: record.country.clone(),
            website: record.website.clone(),
            description: record.description.clone(),
            origin: origin(record.origin),
            version: 1,
            created_at: self.now,
            updated_at: self.now,
            deleted_at: None,
        }))
    }

    pub(in crate::domain::seed) async fn alliances(&mut self, network: &Network) -> Result<()> {
        let rows = network.alliances.iter();
        let rows = rows.map(|record| self.alliance_row(record));
        let rows = parents_first(rows.collect::<Result<_>>()?, |row| {
            (row.id.0, row.parent_id.map(|parent| parent.0))
        });
        let records: HashMap<&str, &Alliance> = network
            .alliances
            .iter()
            .map(|record| (record.slug.as_str(), &**record))
            .collect();
        for compared in self.store("alliance", rows).await? {
            let row = &compared.row;
            let subject = Subject {
                kind: SubjectKind::Alliance,
                id: row.id.0,
                city: row.city_id,
            };
            self.enter(&compared, subject, json!({ "slug": row.slug }));
            if compared.is_news() {
                let bodies: Vec<_> = [row.scope.as_ref(), row.vision.as_ref()]
                    .into_iter()
                    .chain(row.purposes.0.iter().map(Some))
                    .collect();
                let about = (subject.kind, subject.id);
                let mut found = searchable(about, &row.name, &row.default_locale, &bodies);
                found.titles.extend(row.abbreviation.clone());
                self.found.push(found);
            }
            if let Some(record) = records.get(row.slug.as_str()) {
                self.document(subject, &record.observations, &record.provenance);
            }
        }
        Ok(())
    }

    fn alliance_row(&self, record: &Alliance) -> Result<alliance::Model> {
        let (parent, city) = (record.parent.as_deref(), record.city.as_deref());
        let coordinator = record.coordinator.as_deref();
        Ok(alliance::Model {
            id: self.directory.alliance(&record.slug)?,
            slug: record.slug.clone(),
            name: record.name.clone(),
            name_text: folded(&record.name, &record.default_locale),
            default_locale: record.default_locale.clone(),
            abbreviation: record.abbreviation.clone(),
            kind: record.kind,
            parent_id: parent
                .map(|slug| self.directory.alliance(slug))
                .transpose()?,
            city_id: city.map(|slug| self.directory.city(slug)).transpose()?,
            founded: record.founded.clone(),
            scope: record.scope.clone(),
            coordinator_id: self.directory.organisation(coordinator)?,
            website: record.website.clone(),
            vision: record.vision.clone(),
            purposes: LocalizedList(record.purposes.clone()),
            origin: origin(record.origin),
            version: 1,
            created_at: self.now,
            updated_at: self.now,
            deleted_at: None,
        })
    }
}

/// The rows so that each stands behind the one above it; the check has found
/// that none stands above itself.
fn parents_first<M>(mut rows: Vec<M>, place: impl Fn(&M) -> (Uuid, Option<Uuid>)) -> Vec<M> {
    let parents: HashMap<Uuid, Option<Uuid>> = rows.iter().map(&place).collect();
    let depth = |row: &M| {
        let above = |id: &Uuid| parents.get(id).copied().flatten();
        std::iter::successors(Some(place(row).0), above).count()
    };
    rows.sort_by_cached_key(depth);
    rows
}
