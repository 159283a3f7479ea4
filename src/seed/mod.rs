//! Loading a network into the database of an application.

mod listening;

use crate::{
    app::App,
    db::Transaction,
    domain::{
        Error, Result, Viewer, journal,
        seed::{self, CodesFile, NetworkFile, Report},
        viewer::ImportNetwork,
    },
};

/// Loads the network that is built into the program.
pub async fn sample(app: &App) -> Result<Report> {
    let (_, network) = seed::embedded();
    let report = text(app, "data/network.json", network).await?;
    listening::tell(app).await?;
    Ok(report)
}

/// Loads the sample network if nothing has ever happened in the database.
///
/// The journal tells, not whether the tables are new: a first start may have been
/// killed between making the tables and filling them. Of several servers that
/// start at once, one loads, and the others wait and see that it did.
pub async fn sample_if_new(app: &App) -> Result<Option<Report>> {
    let tx = app.begin().await?;
    journal::hold(&tx).await?;
    if journal::last_number(&tx).await? > 0 {
        return Ok(None);
    }
    let report = load(&tx, app, "data/network.json", seed::embedded().1).await?;
    tx.commit().await?;
    listening::tell(app).await?;
    Ok(Some(report))
}

/// Loads a network from the text of a file; `name` is what problems are reported
/// under. All of it or nothing.
pub async fn text(app: &App, name: &str, network: &str) -> Result<Report> {
    let tx = app.begin().await?;
    let report = load(&tx, app, name, network).await?;
    tx.commit().await?;
    Ok(report)
}

async fn load(tx: &Transaction, app: &App, name: &str, network: &str) -> Result<Report> {
    let codes = CodesFile::read("data/codes.json", seed::embedded().0)?;
    let network = NetworkFile::read(name, network)?;
    let permit = Viewer::Operator.permit::<ImportNetwork>()?;
    seed::load(tx, &permit, app.now(), &codes, &network).await
}

/// What went wrong, for the operator of the machine, who may know everything.
#[must_use]
pub fn explain(error: &Error) -> String {
    match error {
        Error::Input(problems) => problems.clone(),
        Error::Database(_) if error.is_busy() => {
            "Another program is writing to this database. Stop the server that uses it, or wait \
             until it is done, and try again."
                .to_owned()
        }
        Error::Database(error) => format!("The database failed: {error}."),
        Error::OutcomeUnknown(error) => {
            format!("The database failed while it kept this, so it may be there or not: {error}.")
        }
        Error::CursorExpired => "The cursor is too old.".to_owned(),
        Error::NotFound => "Something that is needed is not there.".to_owned(),
        Error::Invalid(_) => "The input is not valid.".to_owned(),
        Error::Unauthenticated | Error::Forbidden(_) => "This is not allowed.".to_owned(),
    }
}
