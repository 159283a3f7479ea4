//! Learning spaces with their codes, and platforms.

use entity::{Words, learning_space, platform, space_code, values::SubjectKind};
use sea_orm::EntityTrait;
use serde_json::json;

use super::{Loader, Subject, origin};
use crate::domain::{
    error::Result,
    searchable::searchable,
    seed::{
        belongings,
        file::{LearningSpace, Network, Platform},
        store,
    },
    text::folded,
};

impl Loader<'_> {
    pub(in crate::domain::seed) async fn spaces(&mut self, network: &Network) -> Result<()> {
        let records = network.learning_spaces.iter();
        let rows = records.map(|record| self.space_row(record));
        let rows = rows.collect::<Result<_>>()?;
        let stored = learning_space::Entity::find().all(self.tx).await?;
        let mut rows = store::compare(stored, rows);
        let codes = self.space_codes(network)?;
        let stored = space_code::Entity::find().all(self.tx).await?;
        let codes = belongings::differ(&mut rows, stored, codes, |code| code.space_id.0);
        self.write("learning_space", &mut rows).await?;
        let tally = belongings::write(self.tx, codes).await?;
        self.report.add("space_code", tally);
        for (compared, record) in rows.iter().zip(network.learning_spaces.iter()) {
            let row = &compared.row;
            let subject = Subject {
                kind: SubjectKind::LearningSpace,
                id: row.id.0,
                city: Some(row.city_id),
            };
            let known_by = json!({ "city": record.city, "slug": row.slug });
            self.enter(compared, subject, known_by);
            if compared.is_news() {
                let about = (subject.kind, subject.id);
                let bodies = [row.description.as_ref(), row.address.as_ref()];
                let found = searchable(about, &row.name, &row.default_locale, &bodies);
                self.found.push(found);
            }
            self.document(subject, &record.observations, &record.provenance);
        }
        Ok(())
    }

    fn space_codes(&self, network: &Network) -> Result<Vec<space_code::Model>> {
        let mut rows = Vec::new();
        for record in network.learning_spaces.iter() {
            let city = self.directory.city(&record.city)?;
            let space_id = self.directory.space(city, &record.slug)?;
            rows.extend(record.accessibility.iter().map(|code| space_code::Model {
                space_id,
                scheme: "ACCESSIBILITY".to_owned(),
                code: code.clone(),
            }));
        }
        Ok(rows)
    }

    fn space_row(&self, record: &LearningSpace) -> Result<learning_space::Model> {
        let city_id = self.directory.city(&record.city)?;
        let provider = record.provider.as_deref();
        Ok(learning_space::Model {
            id: self.directory.space(city_id, &record.slug)?,
            city_id,
            slug: record.slug.clone(),
            external_id: None,
            provider_id: self.directory.organisation(provider)?,
            name: record.name.clone(),
            name_text: folded(&record.name, &record.default_locale),
            default_locale: record.default_locale.clone(),
            kind: record.kind,
            stands_for_many: record.stands_for_many,
            address: record.address.clone(),
            postal_code: record.postal_code.clone(),
            latitude: record.latitude,
            longitude: record.longitude,
            always_open: record.always_open,
            opening_hours: record.opening_hours.clone(),
            capacity: record.capacity,
            website: record.website.clone(),
            description: record.description.clone(),
            amenities: Words(record.amenities.clone()),
            designated_as: Words(record.designated_as.clone()),
            status: record.status,
            origin: origin(record.origin),
            version: 1,
            created_at: self.now,
            updated_at: self.now,
            deleted_at: None,
        })
    }

    pub(in crate::domain::seed) async fn platforms(&mut self, network: &Network) -> Result<()> {
        let records = network.platforms.iter();
        let rows = records.map(|record| self.platform_row(record));
        let rows = rows.collect::<Result<_>>()?;
        let rows = self.store("platform", rows).await?;
        for (compared, record) in rows.iter().zip(network.platforms.iter()) {
            let subject = Subject {
                kind: SubjectKind::LearningPlatform,
                id: compared.row.id.0,
                city: Some(compared.row.city_id),
            };
            let known_by = json!({ "city": record.city, "slug": record.slug });
            self.enter(compared, subject, known_by);
            self.document(subject, &record.observations, &record.provenance);
        }
        Ok(())
    }

    fn platform_row(&self, record: &Platform) -> Result<platform::Model> {
        let city_id = self.directory.city(&record.city)?;
        Ok(platform::Model {
            id: self.directory.platform(city_id, &record.slug)?,
            city_id,
            slug: record.slug.clone(),
            name: record.name.clone(),
            name_text: folded(&record.name, &record.default_locale),
            default_locale: record.default_locale.clone(),
            channels: record.channels.clone(),
            website: record.website.clone(),
            description: record.description.clone(),
            origin: origin(record.origin),
            version: 1,
            created_at: self.now,
            updated_at: self.now,
            deleted_at: None,
        })
    }
}
