//! Courses that have left the file of their city.

use std::collections::HashMap;

use entity::{ProgrammeId, programme};

use super::{column::Column, find::Found, import::Wishes, key, keys::Keys};
use crate::domain::{
    error::Result,
    programme::{
        bench::hold,
        named::{archive, next},
        whole::Whole,
    },
    viewer::{Permit, WriteProgrammes},
    writing::Writing,
};

/// A course that came from a file.
struct Imported {
    row: programme::Model,
    /// The key of each course that differs in nothing but when and where it meets.
    alike: Vec<String>,
    is_known: bool,
}

/// Archives the courses that came from such a file and that this one no longer has, and
/// tells which. Who asks for the courses of some providers leaves those of others alone.
pub async fn withdraw(
    writing: &Writing,
    permit: &Permit<WriteProgrammes>,
    (keys, wishes): (&Keys, &Wishes),
) -> Result<Vec<ProgrammeId>> {
    let city = hold(writing, permit).await?;
    let mut all = Vec::new();
    let mut after = None;
    loop {
        let mut rows = next(writing, city.id, after).await?;
        let Some(last) = rows.last() else { break };
        after = Some(last.id);
        rows.retain(|row| row.external_id.as_deref().is_some_and(key::is_key));
        let found = Found::of_programmes(writing, &city, (rows, keys)).await?;
        all.extend(
            found
                .wholes
                .iter()
                .filter_map(|whole| imported(&found, whole, (keys, wishes))),
        );
    }
    let mut known: HashMap<&str, usize> = HashMap::new();
    for course in all.iter().filter(|course| course.is_known) {
        for alike in &course.alike {
            *known.entry(alike).or_default() += 1;
        }
    }
    // A row that was refused, or is a mended one, may be about a course that is like it.
    let is_doubtful = |alike: &String| {
        let known = known.get(alike.as_str()).copied().unwrap_or_default();
        keys.alike(alike) > known
    };
    let left = all
        .iter()
        .filter(|course| !course.is_known && !course.alike.iter().any(is_doubtful));
    let left: Vec<programme::Model> = left.map(|course| course.row.clone()).collect();
    archive(writing, permit, left).await
}

fn imported(found: &Found, whole: &Whole, (keys, wishes): (&Keys, &Wishes)) -> Option<Imported> {
    let live = (0..whole.runs.len()).filter(|run| whole.runs[*run].row.deleted_at.is_none());
    let rows: Vec<_> = live.map(|run| found.row(whole, run)).collect();
    let codes = &wishes.provider_codes;
    let is_of = |code: &str| codes.is_empty() || codes.iter().any(|wanted| wanted == code);
    if !rows
        .iter()
        .all(|row| is_of(row[Column::ProviderCode].trim()))
    {
        return None;
    }
    let name = whole.row.external_id.as_deref().unwrap_or_default();
    Some(Imported {
        row: whole.row.clone(),
        alike: rows.iter().map(key::alike).collect(),
        is_known: keys.has(name) || rows.iter().any(|row| keys.has(&key::of(row))),
    })
}
