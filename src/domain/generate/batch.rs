//! Made-up rows on their way to the database.

use entity::{
    AllianceId, ProgrammeId, alliance, city, learning_space, membership, offering, programme,
    programme_alliance, programme_code, schedule,
    values::{Happening, ProgrammeStatus, SubjectKind},
};
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use serde_json::json;

use super::Generated;
use crate::db::Transaction;
use crate::domain::{
    body::Body,
    bulk,
    error::Result,
    journal::Entry,
    search::SearchText,
    searchable::{self, searchable},
};

/// Rows that are written together.
#[derive(Default)]
pub(super) struct Batch {
    pub(super) cities: Vec<city::Model>,
    pub(super) alliances: Vec<alliance::Model>,
    pub(super) memberships: Vec<membership::Model>,
    pub(super) spaces: Vec<learning_space::Model>,
    pub(super) programmes: Vec<programme::Model>,
    pub(super) codes: Vec<programme_code::Model>,
    pub(super) frames: Vec<programme_alliance::Model>,
    pub(super) offerings: Vec<offering::Model>,
    pub(super) schedules: Vec<schedule::Model>,
}

impl Batch {
    pub(super) fn frame(&mut self, programme_id: ProgrammeId, alliance_id: AllianceId) {
        self.frames.push(programme_alliance::Model {
            programme_id,
            alliance_id,
        });
    }

    pub(super) fn code(&mut self, programme_id: ProgrammeId, scheme: &str, code: &str) {
        self.codes.push(programme_code::Model {
            programme_id,
            scheme: scheme.to_owned(),
            code: code.to_owned(),
        });
    }

    /// Writes the rows, those that are pointed to first.
    pub(super) async fn write(
        self,
        tx: &Transaction,
        made: &mut Generated,
        happened: &mut Vec<Entry>,
    ) -> Result<()> {
        self.count(made);
        self.tell(happened);
        let found = self.found();
        let offerings = self.offerings.into_iter().map(|row| {
            let mut row = row.into_active_model().reset_all();
            row.not_set(offering::Column::StartSort);
            row.not_set(offering::Column::ClosesSort);
            row
        });
        let memberships = self.memberships.into_iter().map(|row| {
            let mut row = row.into_active_model().reset_all();
            row.not_set(membership::Column::SinceSort);
            row
        });
        insert(tx, self.cities).await?;
        insert(tx, self.alliances).await?;
        bulk::insert(tx, memberships.collect()).await?;
        insert(tx, self.spaces).await?;
        insert(tx, self.programmes).await?;
        insert(tx, self.codes).await?;
        insert(tx, self.frames).await?;
        bulk::insert(tx, offerings.collect()).await?;
        insert(tx, self.schedules).await?;
        searchable::hand_over(tx, found, Vec::new()).await
    }

    fn count(&self, made: &mut Generated) {
        made.cities += self.cities.len();
        made.alliances += self.alliances.len();
        made.memberships += self.memberships.len();
        made.spaces += self.spaces.len();
        made.programmes += self.programmes.len();
        made.offerings += self.offerings.len();
        made.schedules += self.schedules.len();
    }

    fn tell(&self, happened: &mut Vec<Entry>) {
        let cities = self.cities.iter().map(|row| Entry {
            at: row.created_at,
            subject_kind: SubjectKind::City,
            subject_id: row.id.0,
            owner: Some(Body::City(row.id)),
            also: None,
            happening: Happening::Imported,
            before: None,
            after: Some(json!({ "slug": row.slug })),
        });
        happened.extend(cities);
        let programmes = self.programmes.iter().map(|row| Entry {
            at: row.created_at,
            subject_kind: SubjectKind::Programme,
            subject_id: row.id.0,
            owner: Some(Body::City(row.city_id)),
            also: None,
            happening: Happening::Imported,
            before: None,
            after: Some(json!({ "slug": row.slug })),
        });
        happened.extend(programmes);
    }

    fn found(&self) -> Vec<SearchText> {
        let cities = self.cities.iter().map(|row| {
            let about = (SubjectKind::City, row.id.0);
            searchable(about, &row.name, &row.default_locale, &[])
        });
        let alliances = self.alliances.iter().map(|row| {
            let about = (SubjectKind::Alliance, row.id.0);
            searchable(about, &row.name, &row.default_locale, &[])
        });
        let spaces = self.spaces.iter().map(|row| {
            let about = (SubjectKind::LearningSpace, row.id.0);
            searchable(about, &row.name, &row.default_locale, &[])
        });
        let public = self
            .programmes
            .iter()
            .filter(|row| row.status == ProgrammeStatus::Published);
        let programmes = public.map(|row| {
            let about = (SubjectKind::Programme, row.id.0);
            let bodies = [row.summary.as_ref()];
            searchable(about, &row.title, &row.default_locale, &bodies)
        });
        let bodies = cities.chain(alliances).chain(spaces);
        bodies.chain(programmes).collect()
    }
}

async fn insert<M, A>(tx: &Transaction, rows: Vec<M>) -> Result<()>
where
    M: IntoActiveModel<A>,
    A: ActiveModelTrait + Send,
{
    let rows = rows.into_iter();
    let rows = rows.map(|row| row.into_active_model().reset_all());
    bulk::insert(tx, rows.collect()).await
}
