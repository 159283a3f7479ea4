//! The offerings of a city as rows of the national file.

use entity::city::Model as City;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{
    around::Around,
    column::{Column, Course},
    source::{self, Sources},
    write::written,
};
use crate::domain::{
    city::{self, today},
    error::Result,
    offering::run::Run,
    programme::{Export, whole::Whole},
    viewer::{Permit, WriteProgrammes},
};

/// The courses of these programmes of a city, in the same order.
pub(crate) async fn courses(
    db: &impl ConnectionTrait,
    permit: &Permit<WriteProgrammes>,
    (export, wholes): (Export, &[Whole]),
) -> Result<Vec<Course>> {
    let city = city::of_permit(db, permit.owner()).await?;
    let providers = wholes.iter().filter_map(|whole| whole.row.provider_id);
    let providers: Vec<Uuid> = providers.map(|id| id.0).collect();
    let around = Around::read(db, &city, &providers).await?;
    let sources = source::of(db, wholes).await?;
    let courses = wholes.iter().flat_map(|whole| {
        let runs = whole.runs.iter();
        runs.map(|run| row((whole, run), (&around, &sources), (&city, export)))
    });
    Ok(courses.collect())
}

fn row(
    (whole, run): (&Whole, &Run),
    (around, sources): (&Around, &Sources),
    (city, export): (&City, Export),
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
    if !export.instructors {
        row[Column::Instructor].clear();
    }
    row
}
