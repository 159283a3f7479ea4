//! The command `move`.

use entity::{CityId, ProgrammeId};
use learning_cities::{
    app::App,
    db::Db,
    domain::{
        self, Viewer,
        programme::hand_over,
        viewer::{ImportNetwork, Permit},
        writing::Writing,
    },
};

use super::{client::sentence, explained, import::city_named, say};
use crate::{Failure, failed};

/// Hands programmes over to another city.
pub(crate) async fn run(app: &App, programmes: &[String], to: &str) -> Result<(), Failure> {
    app.migrate_up().await.map_err(failed)?;
    let city = city_named(app, to).await?;
    let permit = Viewer::Operator.permit::<ImportNetwork>();
    let permit = permit.map_err(explained)?;
    let ids = ids(programmes)?;
    for (moved, id) in ids.iter().enumerate() {
        let one = hand_over_one(app, &permit, (*id, city)).await;
        one.map_err(|error| match sentence(&error) {
            Some(sentence) => {
                Failure::Failed(format!("{id}: {sentence} In {to} before it: {moved}."))
            }
            None => explained(error),
        })?;
    }
    say(format_args!("In {to} now: {}.", ids.len()))
}

/// All ids are looked at before the first programme goes.
fn ids(programmes: &[String]) -> Result<Vec<ProgrammeId>, Failure> {
    let read = programmes.iter().map(|id| {
        let is_no_id = |_| Failure::Failed(format!("{id} is not the id of a programme."));
        id.parse().map_err(is_no_id)
    });
    read.collect()
}

/// A transaction for each programme: others can write in between.
async fn hand_over_one(
    app: &App,
    permit: &Permit<ImportNetwork>,
    move_to: (ProgrammeId, CityId),
) -> domain::Result<()> {
    let db = Db::new(app.writer().clone()).in_transaction(app.begin().await?);
    let writing = Writing::new(db, app.now(), "learning-cities move");
    hand_over(&writing, permit, move_to).await?;
    writing.commit().await
}
