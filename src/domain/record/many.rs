//! Many records of a table at once: compared in memory, written in few statements.

use entity::values::Happening;
use sea_orm::ActiveModelBehavior;

use super::{ActiveOf, Fields, Record, active, taken, tell};
use crate::domain::{
    bulk,
    error::{Error, Result},
    search,
    searchable::hand_over,
    viewer::{Action, Permit},
    writing::Writing,
};

/// A record as it was and as it is to be.
#[derive(Clone, Debug)]
pub struct Change<R> {
    /// As it was; nothing when it is new.
    pub before: Option<R>,
    /// As it is to be.
    pub after: R,
    /// What the journal says of it.
    pub happening: Happening,
    /// The fields that stand in other tables, as they were and as they are to be.
    pub links: (Fields, Fields),
}

impl<R: Record> Change<R> {
    /// Whether anything differs.
    #[must_use]
    pub fn is_news(&self) -> bool {
        self.before.as_ref() != Some(&self.after) || self.links.0 != self.links.1
    }
}

/// Writes what is new or changed, and nothing of what is not.
pub async fn save_all<R, A>(
    writing: &Writing,
    permit: &Permit<A>,
    changes: Vec<Change<R>>,
) -> Result<()>
where
    R: Record,
    A: Action,
    ActiveOf<R>: ActiveModelBehavior + Send,
{
    let (mut new, mut old) = (Vec::new(), Vec::new());
    let (mut found, mut forgotten) = (Vec::new(), Vec::new());
    for mut change in changes.into_iter().filter(Change::is_news) {
        if change.before.is_some() {
            change.after.touch(writing.now());
        }
        match change.after.search_text() {
            Some(text) => found.push(text),
            None if is_searched::<R>() && change.before.is_some() => {
                forgotten.push((R::KIND, change.after.uuid()));
            }
            None => {}
        }
        let rows = match change.before {
            Some(_) => &mut old,
            None => &mut new,
        };
        rows.push(active(&change.after));
        say(writing, permit, change);
    }
    bulk::insert(writing, new).await.map_err(refused::<R>)?;
    bulk::replace(writing, old).await.map_err(refused::<R>)?;
    hand_over(writing, found, forgotten).await
}

fn is_searched<R: Record>() -> bool {
    search::KINDS.contains(&R::KIND)
}

fn say<R: Record, A: Action>(writing: &Writing, permit: &Permit<A>, change: Change<R>) {
    let (old, new) = change.links;
    let is = Fields::of(&change.after).and(new);
    let told = match &change.before {
        None => (None, Some(is.into_json())),
        Some(before) => {
            let (was, is) = Fields::of(before).and(old).difference(is);
            (Some(was.into_json()), Some(is.into_json()))
        }
    };
    tell(writing, permit, &change.after, change.happening, told);
}

fn refused<R: Record>(error: Error) -> Error {
    match error {
        Error::Database(error) => taken::<R>(error),
        error => error,
    }
}
