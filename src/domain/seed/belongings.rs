//! Rows that belong to a record and have no life of their own, such as its codes.

use std::collections::{HashMap, HashSet};

use sea_orm::{ActiveModelBehavior, ActiveModelTrait, EntityTrait, IntoActiveModel, ModelTrait};
use uuid::Uuid;

use super::{
    report::Tally,
    store::{Compared, Owner},
};
use crate::db::Transaction;
use crate::domain::{bulk, error::Result};

/// What must change so that records have what the file says, and nothing else.
#[derive(Debug)]
pub(super) struct Difference<M> {
    missing: Vec<M>,
    extra: Vec<M>,
    same: usize,
}

/// Compares the rows that belong to records, and marks records whose rows change.
pub(super) fn differ<O: Owner, M: ModelTrait + PartialEq>(
    owners: &mut [Compared<O>],
    stored: Vec<M>,
    wanted: Vec<M>,
    owner: impl Fn(&M) -> Uuid,
) -> Difference<M> {
    let named: HashSet<Uuid> = owners.iter().map(|compared| compared.row.id()).collect();
    let mut kept: HashMap<Uuid, Vec<M>> = HashMap::new();
    for row in stored.into_iter().filter(|row| named.contains(&owner(row))) {
        kept.entry(owner(&row)).or_default().push(row);
    }
    let mut difference = Difference {
        missing: Vec::new(),
        extra: Vec::new(),
        same: 0,
    };
    for row in wanted {
        let kept = kept.entry(owner(&row)).or_default();
        match kept.iter().position(|kept| *kept == row) {
            Some(at) => {
                kept.swap_remove(at);
                difference.same += 1;
            }
            None => difference.missing.push(row),
        }
    }
    difference.extra = kept.into_values().flatten().collect();
    let changes = difference.missing.iter().chain(&difference.extra);
    let touched: HashSet<Uuid> = changes.map(owner).collect();
    for compared in owners {
        if touched.contains(&compared.row.id()) {
            compared.mark();
        }
    }
    difference
}

/// Writes what is missing and deletes what is too much.
pub(super) async fn write<M, A>(tx: &Transaction, difference: Difference<M>) -> Result<Tally>
where
    M: ModelTrait + IntoActiveModel<A>,
    M::Entity: EntityTrait<ActiveModel = A, Model = M>,
    A: ActiveModelTrait<Entity = M::Entity> + ActiveModelBehavior + Send,
{
    let tally = Tally {
        created: difference.missing.len(),
        changed: difference.extra.len(),
        unchanged: difference.same,
    };
    for row in difference.extra {
        row.delete(tx).await?;
    }
    let missing = difference.missing.into_iter();
    let rows = missing.map(|row| row.into_active_model().reset_all());
    bulk::insert(tx, rows.collect()).await?;
    Ok(tally)
}
