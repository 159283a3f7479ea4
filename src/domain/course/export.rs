//! The offerings of a city as rows of the national file.

use entity::{ProgrammeId, city, programme, values::ProgrammeStatus};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{
    around::Around,
    column::{Column, Course},
    find::PARTS,
    source::{self, Sources},
    write::written,
};
use crate::domain::{
    city::today,
    error::Result,
    offering::run::Run,
    programme::whole::{Whole, read},
    viewer::{Permit, WriteProgrammes},
};

/// Programmes that are read at a time.
const ROWS: u64 = 1_000;

/// What goes into the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Export {
    /// Whether drafts and what was put away go in as well.
    pub unpublished: bool,
    /// Whether the names of those who teach go in.
    pub instructors: bool,
}

impl Export {
    /// The next rows, in the order in which the programmes came; and the last
    /// programme among them, behind which the next page begins.
    pub async fn page(
        &self,
        db: &impl ConnectionTrait,
        permit: &Permit<WriteProgrammes>,
        after: Option<ProgrammeId>,
    ) -> Result<Option<(Vec<Course>, ProgrammeId)>> {
        let city = crate::domain::city::of_permit(db, permit.owner()).await?;
        let mut rows = programme::Entity::find()
            .filter(programme::Column::CityId.eq(city.id))
            .filter(programme::Column::DeletedAt.is_null())
            .order_by_asc(programme::Column::Id)
            .limit(ROWS);
        if let Some(after) = after {
            rows = rows.filter(programme::Column::Id.gt(after));
        }
        if !self.unpublished {
            rows = rows.filter(programme::Column::Status.eq(ProgrammeStatus::Published));
        }
        let rows = rows.all(db).await?;
        let Some(last) = rows.last().map(|row| row.id) else {
            return Ok(None);
        };
        let providers = rows.iter().filter_map(|row| row.provider_id);
        let providers: Vec<Uuid> = providers.map(|id| id.0).collect();
        let around = Around::read(db, &city, &providers).await?;
        let mut wholes = read(db, rows, PARTS).await?;
        for whole in &mut wholes {
            whole.runs.retain(|run| run.row.deleted_at.is_none());
            whole.runs.sort_by_key(|run| run.row.id);
        }
        let sources = source::of(db, &wholes).await?;
        let courses = wholes.iter().flat_map(|whole| {
            let rows = whole.runs.iter();
            rows.map(|run| self.row((whole, run), (&around, &sources), &city))
        });
        Ok(Some((courses.collect(), last)))
    }

    fn row(
        self,
        (whole, run): (&Whole, &Run),
        (around, sources): (&Around, &Sources),
        city: &city::Model,
    ) -> Course {
        let changed = whole.row.updated_at.max(run.row.updated_at);
        let mut row = written(whole, run, around);
        let source = sources.get(&run.row.id);
        if let Some(source) = source {
            row = row.in_words_of(&source.texts);
        }
        // A record that has changed since is as new as its change.
        if source.is_none_or(|source| source.read_at < changed) {
            row[Column::AsOf] = today(city, changed).to_string();
        }
        if !self.instructors {
            row[Column::Instructor].clear();
        }
        row
    }
}
