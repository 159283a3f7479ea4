//! Loading a network into the database of an application.

use crate::{
    app::App,
    domain::{
        Error, Result, Viewer,
        seed::{self, CodesFile, NetworkFile, Report},
        viewer::ImportNetwork,
    },
};

/// Loads the network that is built into the program.
pub async fn sample(app: &App) -> Result<Report> {
    let (_, network) = seed::embedded();
    text(app, "data/network.json", network).await
}

/// Loads a network from the text of a file; `name` is what problems are reported
/// under. All of it or nothing.
pub async fn text(app: &App, name: &str, network: &str) -> Result<Report> {
    let (codes, _) = seed::embedded();
    let codes = CodesFile::read("data/codes.json", codes)?;
    let network = NetworkFile::read(name, network)?;
    let permit = Viewer::Operator.permit::<ImportNetwork>()?;
    let tx = app.begin().await?;
    let report = seed::load(&tx, &permit, app.now(), &codes, &network).await?;
    tx.commit().await?;
    Ok(report)
}

/// What went wrong, for the operator of the machine, who may know everything.
#[must_use]
pub fn explain(error: &Error) -> String {
    match error {
        Error::Input(problems) => problems.clone(),
        Error::Database(error) => format!("The database failed: {error}."),
        Error::NotFound => "Something that is needed is not there.".to_owned(),
        Error::Unauthenticated | Error::Forbidden => "This is not allowed.".to_owned(),
    }
}
