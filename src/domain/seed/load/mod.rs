//! Writing the records of a checked file, table by table.

mod bodies;
mod codes;
mod evidence;
mod links;
mod listening;
mod offerings;
mod places;
mod programmes;

use chrono::{DateTime, Utc};
use entity::{
    CityId, observation, source_reference,
    values::{Happening, Origin, SubjectKind},
};
use sea_orm::{ActiveModelBehavior, ActiveModelTrait, EntityTrait, IntoActiveModel, prelude::Json};
use uuid::Uuid;

use super::{
    directory::Directory,
    file::{Network, Observation, Provenance},
    report::Report,
    store::{self, Compared, Kept},
};
use crate::db::Transaction;
use crate::domain::{
    body::Body,
    error::Result,
    journal::{self, Entry},
    mint::Mint,
    search::SearchText,
    searchable,
    viewer::{ImportNetwork, Permit},
};

/// A load while it runs.
pub(super) struct Loader<'a> {
    tx: &'a Transaction,
    now: DateTime<Utc>,
    pub(super) mint: Mint,
    pub(super) directory: Directory,
    report: Report,
    observations: Vec<(observation::Model, Vec<Provenance>)>,
    references: Vec<source_reference::Model>,
    happened: Vec<Entry>,
    found: Vec<SearchText>,
    forgotten: Vec<(SubjectKind, Uuid)>,
}

/// What a record is, for the tables that speak of all kinds.
#[derive(Clone, Copy)]
struct Subject {
    kind: SubjectKind,
    id: Uuid,
    city: Option<CityId>,
}

impl<'a> Loader<'a> {
    pub(super) async fn new(tx: &'a Transaction, now: DateTime<Utc>) -> Result<Self> {
        Ok(Self {
            tx,
            now,
            mint: Mint::new(now, fastrand::Rng::new()),
            directory: Directory::stored(tx).await?,
            report: Report::default(),
            observations: Vec::new(),
            references: Vec::new(),
            happened: Vec::new(),
            found: Vec::new(),
            forgotten: Vec::new(),
        })
    }

    /// Reads the stored rows of a small table, compares and writes.
    async fn store<M, A>(&mut self, table: &'static str, rows: Vec<M>) -> Result<Vec<Compared<M>>>
    where
        M: Kept + IntoActiveModel<A>,
        M::Entity: EntityTrait<ActiveModel = A, Model = M>,
        A: ActiveModelTrait<Entity = M::Entity> + ActiveModelBehavior + Send,
    {
        let stored = M::Entity::find().all(self.tx).await?;
        let mut rows = store::compare(stored, rows);
        self.write(table, &mut rows).await?;
        Ok(rows)
    }

    async fn write<M, A>(&mut self, table: &'static str, rows: &mut [Compared<M>]) -> Result<()>
    where
        M: Kept + IntoActiveModel<A>,
        M::Entity: EntityTrait<ActiveModel = A, Model = M>,
        A: ActiveModelTrait<Entity = M::Entity> + ActiveModelBehavior + Send,
    {
        let tally = store::write(self.tx, self.now, rows).await?;
        self.report.add(table, tally);
        Ok(())
    }

    /// Enters a record into the journal if it is new or changed; `known_by` is
    /// what it is known by.
    fn enter<M>(&mut self, compared: &Compared<M>, subject: Subject, known_by: Json) {
        if compared.is_news() {
            self.happened.push(Entry {
                at: self.now,
                subject_kind: subject.kind,
                subject_id: subject.id,
                owner: subject.city.map(Body::City),
                also: None,
                happening: Happening::Imported,
                before: None,
                after: Some(known_by),
            });
        }
    }

    /// Remembers where a record comes from, to be written with all others.
    fn cite(&mut self, kind: SubjectKind, id: &str, provenance: &[Provenance]) {
        for (position, reference) in (0..).zip(provenance) {
            let row = evidence::reference(&mut self.mint, (kind, id, position), reference);
            self.references.push(row);
        }
    }

    /// Remembers the figures about a record and where it comes from.
    fn document(&mut self, subject: Subject, figures: &[Observation], provenance: &[Provenance]) {
        self.cite(subject.kind, &subject.id.to_string(), provenance);
        for (position, figure) in (0..).zip(figures) {
            let row = evidence::observation(&mut self.mint, subject, position, figure);
            self.observations.push((row, figure.provenance.clone()));
        }
    }

    /// Writes what speaks of all kinds of records: the journal comes last.
    pub(super) async fn finish(
        mut self,
        permit: &Permit<ImportNetwork>,
        network: &Network,
    ) -> Result<Report> {
        self.write_observations().await?;
        let references = std::mem::take(&mut self.references);
        self.store("source_reference", references).await?;
        searchable::hand_over(self.tx, self.found, self.forgotten).await?;
        for section in network.held_back.iter() {
            self.report.hold_back(section);
        }
        journal::record(self.tx, permit, self.happened).await?;
        Ok(self.report)
    }
}

fn origin(told: Option<Origin>) -> Origin {
    told.unwrap_or(Origin::Real)
}
