//! The command `move`.

use entity::ProgrammeId;
use learning_cities::{
    app::App,
    db::Db,
    domain::{Viewer, programme::hand_over, viewer::ImportNetwork, writing::Writing},
};

use super::{client::sentence, explained, import::city_named, say};
use crate::{Failure, failed};

/// Hands programmes over to another city.
pub(crate) async fn run(app: &App, programmes: &[String], to: &str) -> Result<(), Failure> {
    app.migrate_up().await.map_err(failed)?;
    let city = city_named(app, to).await?;
    let permit = Viewer::Operator.permit::<ImportNetwork>();
    let permit = permit.map_err(explained)?;
    let begun = app.begin().await.map_err(failed)?;
    let db = Db::new(app.writer().clone()).in_transaction(begun);
    let writing = Writing::new(db, app.now(), "learning-cities move");
    for id in programmes {
        let is_no_id = |_| Failure::Failed(format!("{id} is not the id of a programme."));
        let programme: ProgrammeId = id.parse().map_err(is_no_id)?;
        let moved = hand_over(&writing, &permit, (programme, city)).await;
        moved.map_err(|error| match sentence(&error) {
            Some(sentence) => Failure::Failed(format!("{id}: {sentence}")),
            None => explained(error),
        })?;
    }
    writing.commit().await.map_err(explained)?;
    say(format_args!("In {to} now: {}.", programmes.len()))
}
