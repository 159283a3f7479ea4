//! Comparing the rows of a file with those of the database, and writing the difference.

use std::{collections::HashMap, hash::Hash};

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, DatabaseTransaction, EntityTrait, IntoActiveModel,
    ModelTrait,
};
use uuid::Uuid;

use super::report::{Outcome, Tally};
use crate::domain::{bulk, error::Result};

type Columns<M> = &'static [<<M as ModelTrait>::Entity as EntityTrait>::Column];

/// A row that is found again by what it says, not by its id.
pub(super) trait Kept: ModelTrait + PartialEq {
    /// What makes the row this row and no other.
    type Key: Eq + Hash;

    /// Columns that the database makes.
    const GENERATED: Columns<Self>;

    fn key(&self) -> Self::Key;

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
pub(super) fn compare<M: Kept>(stored: Vec<M>, wanted: Vec<M>) -> Vec<Compared<M>> {
    let stored: HashMap<M::Key, M> = stored.into_iter().map(|row| (row.key(), row)).collect();
    let compared = wanted.into_iter().map(|mut row| {
        let outcome = match stored.get(&row.key()) {
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
    });
    compared.collect()
}

/// Writes what is new or changed.
pub(super) async fn write<M, A>(
    tx: &DatabaseTransaction,
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
