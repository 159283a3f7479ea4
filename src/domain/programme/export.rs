//! The programmes of a city, for a file.

use entity::{ProgrammeId, programme, values::ProgrammeStatus};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::whole::{EVERYTHING, Whole, read};
use crate::domain::{
    error::Result,
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
    /// The next programmes, in the order in which they came, each with those of its
    /// offerings that are not deleted.
    pub(crate) async fn page(
        self,
        db: &impl ConnectionTrait,
        permit: &Permit<WriteProgrammes>,
        after: Option<ProgrammeId>,
    ) -> Result<Vec<Whole>> {
        let mut rows = programme::Entity::find()
            .filter(programme::Column::CityId.eq(permit.owner()))
            .filter(programme::Column::DeletedAt.is_null())
            .order_by_asc(programme::Column::Id)
            .limit(ROWS);
        if let Some(after) = after {
            rows = rows.filter(programme::Column::Id.gt(after));
        }
        if !self.unpublished {
            rows = rows.filter(programme::Column::Status.eq(ProgrammeStatus::Published));
        }
        let mut wholes = read(db, rows.all(db).await?, EVERYTHING).await?;
        for whole in &mut wholes {
            whole.runs.retain(|run| run.row.deleted_at.is_none());
            whole.runs.sort_by_key(|run| run.row.id);
        }
        Ok(wholes)
    }
}
