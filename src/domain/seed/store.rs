//! Comparing the rows of a file with those of the database, and writing the difference.

use std::{collections::HashMap, hash::Hash};

use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelBehavior, ActiveModelTrait, EntityTrait, IntoActiveModel, ModelTrait};
use uuid::Uuid;

use super::report::{Outcome, Tally};
use crate::db::Transaction;
use crate::domain::{bulk, error::Result};

type Columns<M> = &'static [<<M as ModelTrait>::Entity as EntityTrait>::Column];

/// A row that is found again by what it says, not by its id.
pub(super) trait Kept: ModelTrait + PartialEq {
    /// What makes the row this row and no other.
    type Key: Eq + Hash;

    /// Columns that the database makes.
    const GENERATED: Columns<Self>;

    fn key(&self) -> Self::Key;

    /// The key without the day, for rows of which a day is told later.
    fn kin(&self) -> Option<Self::Key> {
        None
    }

    /// Takes over from the stored row what the file does not decide.
    fn keep(&mut self, stored: &Self);

    /// Notes that the row differs from the stored one.
    fn touch(&mut self, _now: DateTime<Utc>) {}
}

/// A row that others belong to.
pub(super) trait Owner {
    fn id(&self) -> Uuid;
}

/// A row as it should be, and how that differs from what is stored.
#[derive(Debug)]
pub(super) struct Compared<M> {
    pub(super) row: M,
    pub(super) outcome: Outcome,
}

impl<M> Compared<M> {
    /// The row changes because something that belongs to it does.
    pub(super) fn mark(&mut self) {
        if self.outcome == Outcome::Unchanged {
            self.outcome = Outcome::Changed;
        }
    }

    pub(super) fn is_news(&self) -> bool {
        self.outcome != Outcome::Unchanged
    }
}

/// Finds the stored row of each wanted one; the order stays.
///
/// What is said more exactly now than before is the same row still: a wanted row
/// that is not found takes a stored one of its kin that nobody else wants.
pub(super) fn compare<M: Kept>(stored: Vec<M>, wanted: Vec<M>) -> Vec<Compared<M>> {
    let places = stored.iter().enumerate();
    let places: HashMap<M::Key, usize> = places.map(|(place, row)| (row.key(), place)).collect();
    let mut stored: Vec<Option<M>> = stored.into_iter().map(Some).collect();
    let known: Vec<Option<M>> = wanted
        .iter()
        .map(|row| stored[*places.get(&row.key())?].take())
        .collect();
    let mut kin: HashMap<M::Key, Vec<M>> = HashMap::new();
    for row in stored.into_iter().flatten().rev() {
        if let Some(key) = row.kin() {
            kin.entry(key).or_default().push(row);
        }
    }
    let compared = wanted.into_iter().zip(known).map(|(row, known)| {
        let mut of_its_kin = || kin.get_mut(&row.kin()?)?.pop();
        let known = known.or_else(&mut of_its_kin);
        against(row, known.as_ref())
    });
    compared.collect()
}

fn against<M: Kept>(mut row: M, known: Option<&M>) -> Compared<M> {
    let outcome = match known {
        None => Outcome::Created,
        Some(known) => {
            row.keep(known);
            if row == *known {
                Outcome::Unchanged
            } else {
                Outcome::Changed
            }
        }
    };
    Compared { row, outcome }
}

/// Writes what is new or changed.
pub(super) async fn write<M, A>(
    tx: &Transaction,
    now: DateTime<Utc>,
    rows: &mut [Compared<M>],
) -> Result<Tally>
where
    M: Kept + IntoActiveModel<A>,
    M::Entity: EntityTrait<ActiveModel = A, Model = M>,
    A: ActiveModelTrait<Entity = M::Entity> + ActiveModelBehavior + Send,
{
    let mut tally = Tally::default();
    let mut new = Vec::new();
    for compared in rows {
        tally.count(compared.outcome);
        match compared.outcome {
            Outcome::Created => new.push(active(&compared.row)),
            Outcome::Changed => {
                compared.row.touch(now);
                active(&compared.row).update(tx).await?;
            }
            Outcome::Unchanged => {}
        }
    }
    bulk::insert(tx, new).await?;
    Ok(tally)
}

/// The row with every column to be written, but for those that the database makes.
pub(super) fn active<M, A>(row: &M) -> A
where
    M: Kept + IntoActiveModel<A>,
    M::Entity: EntityTrait<ActiveModel = A, Model = M>,
    A: ActiveModelTrait<Entity = M::Entity>,
{
    let mut active = row.clone().into_active_model().reset_all();
    for column in M::GENERATED {
        active.not_set(*column);
    }
    active
}
