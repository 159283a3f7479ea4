//! Programmes with their codes and alliances.

use entity::{
    LocalizedList, ProgrammeId, Words, programme, programme_alliance, programme_code,
    values::{ProgrammeStatus, SubjectKind},
};
use sea_orm::{
    ConnectionTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait},
};
use serde_json::json;
use uuid::Uuid;

use super::{Loader, Subject, origin};
use crate::domain::{
    error::Result,
    ids,
    programme::search_text,
    seed::{
        belongings,
        file::{Network, Programme},
        store::{self, Compared},
    },
    text::folded,
};

impl Loader<'_> {
    pub(in crate::domain::seed) async fn programmes(&mut self, network: &Network) -> Result<()> {
        let records = network.programmes.iter();
        let rows = records.map(|record| self.programme_row(record));
        let rows: Vec<_> = rows.collect::<Result<_>>()?;
        let cities: Vec<Uuid> = rows.iter().map(|row| row.city_id.0).collect();
        let stored = self.rows_of::<programme::Entity>(programme::Column::CityId, &cities);
        let mut rows = store::compare(stored.await?, rows);
        self.write_programmes(network, &mut rows).await?;
        for (compared, record) in rows.iter().zip(network.programmes.iter()) {
            self.follow_up(compared, record);
        }
        self.offerings(network, &rows).await
    }

    /// The stored rows that point to one of these.
    pub(super) async fn rows_of<E: EntityTrait>(
        &self,
        column: E::Column,
        these: &[Uuid],
    ) -> Result<Vec<E::Model>> {
        let these = ids::table_of(these, self.tx.get_database_backend());
        let rows = E::find().filter(Expr::col(column).in_subquery(these));
        Ok(rows.all(self.tx).await?)
    }

    async fn write_programmes(
        &mut self,
        network: &Network,
        rows: &mut [Compared<programme::Model>],
    ) -> Result<()> {
        use {programme_alliance::Column as InFrame, programme_code::Column as Described};
        let ids: Vec<Uuid> = rows.iter().map(|compared| compared.row.id.0).collect();
        let (mut codes, mut frames) = (Vec::new(), Vec::new());
        for (id, record) in ids.iter().zip(network.programmes.iter()) {
            codes.extend(codes_of(ProgrammeId(*id), record));
            for slug in &record.alliances {
                frames.push(programme_alliance::Model {
                    programme_id: ProgrammeId(*id),
                    alliance_id: self.directory.alliance(slug)?,
                });
            }
        }
        let stored = self.rows_of::<programme_code::Entity>(Described::ProgrammeId, &ids);
        let codes = belongings::differ(rows, stored.await?, codes, |row| row.programme_id.0);
        let stored = self.rows_of::<programme_alliance::Entity>(InFrame::ProgrammeId, &ids);
        let frames = belongings::differ(rows, stored.await?, frames, |row| row.programme_id.0);
        self.write("programme", rows).await?;
        let tally = belongings::write(self.tx, codes).await?;
        self.report.add("programme_code", tally);
        let tally = belongings::write(self.tx, frames).await?;
        self.report.add("programme_alliance", tally);
        Ok(())
    }

    fn follow_up(&mut self, compared: &Compared<programme::Model>, record: &Programme) {
        let row = &compared.row;
        let subject = Subject {
            kind: SubjectKind::Programme,
            id: row.id.0,
            city: Some(row.city_id),
        };
        let known_by = json!({ "city": record.city, "slug": row.slug });
        self.enter(compared, subject, known_by);
        if compared.is_news() {
            let about = (subject.kind, subject.id);
            match search_text(row) {
                Some(text) => self.found.push(text),
                None => self.forgotten.push(about),
            }
        }
        self.document(subject, &record.observations, &record.provenance);
    }

    fn programme_row(&mut self, record: &Programme) -> Result<programme::Model> {
        let provider = record.provider.as_deref();
        let is_public = record.status == ProgrammeStatus::Published;
        Ok(programme::Model {
            id: ProgrammeId(self.mint.uuid()),
            city_id: self.directory.city(&record.city)?,
            provider_id: self.directory.organisation(provider)?,
            slug: record.slug.clone(),
            external_id: record.external_id.clone(),
            title: record.title.clone(),
            title_text: folded(&record.title, &record.default_locale),
            default_locale: record.default_locale.clone(),
            summary: record.summary.clone(),
            description: record.description.clone(),
            learning_outcomes: LocalizedList(record.learning_outcomes.clone()),
            audience: record.audience.clone(),
            kind: record.kind,
            setting: record.setting,
            isced_level: record.isced_level,
            age_min: record.age_min,
            age_max: record.age_max,
            languages: Words(record.languages.clone()),
            recognitions: record.recognitions.clone(),
            keywords: Words(record.keywords.clone()),
            website: record.website.clone(),
            started_on: record.started_on.clone(),
            recurrence: record.frequency,
            status: record.status,
            published_at: is_public.then_some(self.now),
            origin: origin(record.origin),
            version: 1,
            created_at: self.now,
            updated_at: self.now,
            deleted_at: None,
        })
    }
}

fn codes_of(
    programme_id: ProgrammeId,
    record: &Programme,
) -> impl Iterator<Item = programme_code::Model> {
    let lists = [
        ("TOPIC", &record.topics),
        ("ISCED_F", &record.isced_f),
        ("SDG", &record.sdg_targets),
        ("KEY_FEATURE_AREA", &record.key_feature_areas),
        ("TARGET_GROUP", &record.target_groups),
    ];
    lists.into_iter().flat_map(move |(scheme, codes)| {
        codes.iter().map(move |code| programme_code::Model {
            programme_id,
            scheme: scheme.to_owned(),
            code: code.clone(),
        })
    })
}
