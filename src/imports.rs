//! Importing a file into the database of an application.
//!
//! A thousand rows are a transaction, and the run that tells how far it is stands in
//! the same one: whatever ends the program, each row is in as a whole or not at all,
//! and the same command goes on behind the last row that is.

use entity::{CityId, import_remark, import_run::Model, values::ImportFormat};
use sha2::{Digest, Sha256};

use crate::{
    app::App,
    db::Db,
    domain::{
        Error, Result, Viewer,
        course::Wishes,
        import_run::{self, Arrival, Content, Remarked},
        viewer::{ImportNetwork, Permit, WriteProgrammes},
        writing::Writing,
    },
    graphql,
};

/// A file, and what is asked of it.
#[derive(Clone, Debug)]
pub struct Job {
    /// The city that it comes into.
    pub city: CityId,
    /// How it is written.
    pub format: ImportFormat,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What becomes of its rows beside what they say.
    pub wishes: Wishes,
}

/// Remarks that are read at a time.
const REMARKS: u64 = 1_000;

pub(crate) fn permit(city: CityId) -> Result<Permit<WriteProgrammes>> {
    Ok(Viewer::Operator.permit::<ImportNetwork>()?.for_city(city))
}

async fn begin(app: &App) -> Result<Writing> {
    let db = Db::new(app.writer().clone()).in_transaction(app.begin().await?);
    Ok(Writing::new(db, app.now(), "learning-cities import"))
}

/// Reads a file in, or goes on where reading it stopped. Tells how many rows of how
/// many are through.
pub async fn run(app: &App, job: &Job, progress: &dyn Fn(u64, u64)) -> Result<Model> {
    let permit = permit(job.city)?;
    let mut content = graphql::read_file(job.format, &job.bytes).map_err(Error::Invalid)?;
    let arrival = Arrival {
        format: job.format,
        fingerprint: job.fingerprint(),
        total: content.len(),
    };
    let writing = begin(app).await?;
    let mut run = import_run::begin(&writing, &permit, arrival).await?;
    if content.is_empty() {
        run = import_run::advance(&writing, &run, &[]).await?;
    }
    writing.commit().await?;
    content.skip(usize::try_from(run.done).unwrap_or_default());
    while !content.is_empty() {
        run = step(app, &permit, (&run, content.take_next(), &job.wishes)).await?;
        progress(
            run.done.unsigned_abs().into(),
            run.total.unsigned_abs().into(),
        );
    }
    Ok(run)
}

/// Takes the next rows in, with the note that they are.
async fn step(
    app: &App,
    permit: &Permit<WriteProgrammes>,
    (run, rows, wishes): (&Model, Content, &Wishes),
) -> Result<Model> {
    let writing = begin(app).await?;
    let through = rows.import(&writing, permit, wishes).await?;
    let run = import_run::advance(&writing, run, &through).await?;
    writing.commit().await?;
    Ok(run)
}

impl Job {
    /// The same file with the same wishes has the same.
    fn fingerprint(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(format!("{:?} {:?}\n", self.format, self.wishes));
        hash.update(&self.bytes);
        format!("{:x}", hash.finalize())
    }
}

/// Every row of a run that was refused, or is in without some of its cells.
pub async fn remarks(app: &App, run: &Model) -> Result<Vec<import_remark::Model>> {
    let mut all: Vec<import_remark::Model> = Vec::new();
    loop {
        let wanted = Remarked {
            is_refused: None,
            after: all.last().map_or(0, |row| row.line),
            most: REMARKS,
        };
        let page = import_run::remarks(app.reader(), run, wanted).await?;
        if page.is_empty() {
            return Ok(all);
        }
        all.extend(page);
    }
}
