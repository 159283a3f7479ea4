//! Importing a file into the database of an application.
//!
//! A thousand rows are a transaction, and the run that tells how far it is stands in
//! the same one: whatever ends the program, each row is in as a whole or not at all,
//! and the same command goes on behind the last row that is.

use entity::{CityId, ProgrammeId, import_remark, import_run::Model, values::ImportFormat};
use sea_orm::ConnectionTrait;
use sha2::{Digest, Sha256};

use crate::{
    app::App,
    db::Db,
    domain::{
        Error, Result, Viewer,
        course::Wishes,
        import_run::{self, Arrival, Content, Remarked},
        programme,
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

fn writing(app: &App, db: Db) -> Writing {
    Writing::new(db, app.now(), "learning-cities import")
}

async fn begin(app: &App) -> Result<Db> {
    Ok(Db::new(app.writer().clone()).in_transaction(app.begin().await?))
}

/// Reads a file in, or goes on where reading it stopped. Tells how many rows of how
/// many are through.
pub async fn run(app: &App, job: &Job, progress: &dyn Fn(u64, u64)) -> Result<Model> {
    let mut reading = Reading::of(job)?;
    let begun = writing(app, begin(app).await?);
    let mut run = reading.begin(&begun).await?;
    begun.commit().await?;
    while !reading.content.is_empty() {
        let step = writing(app, begin(app).await?);
        run = reading.step(&step, &run).await?;
        step.commit().await?;
        progress(number(run.done), number(run.total));
    }
    Ok(run)
}

/// What would come of a file.
#[derive(Debug)]
pub struct Rehearsal {
    /// The report.
    pub run: Model,
    /// What would be told of its rows.
    pub remarks: Vec<import_remark::Model>,
    /// What programmes are called that it no longer has.
    pub withdrawn: Vec<String>,
}

/// Does all of it, and keeps nothing. Nobody else writes in the meantime.
pub async fn rehearse(app: &App, job: &Job, progress: &dyn Fn(u64, u64)) -> Result<Rehearsal> {
    let mut reading = Reading::of(job)?;
    let db = begin(app).await?;
    let writing = writing(app, db.clone());
    let mut run = reading.begin(&writing).await?;
    while !reading.content.is_empty() {
        run = reading.step(&writing, &run).await?;
        progress(number(run.done), number(run.total));
    }
    let remarks = all_remarks(&writing, &run).await?;
    let withdrawn = programme::titles(&writing, &reading.withdrawn).await?;
    db.roll_back().await?;
    Ok(Rehearsal {
        run,
        remarks,
        withdrawn,
    })
}

/// A file on its way.
struct Reading<'a> {
    job: &'a Job,
    permit: Permit<WriteProgrammes>,
    content: Content,
    withdrawn: Vec<ProgrammeId>,
}

impl<'a> Reading<'a> {
    fn of(job: &'a Job) -> Result<Self> {
        let content = graphql::read_file(job.format, &job.bytes, &job.wishes);
        Ok(Self {
            job,
            permit: permit(job.city)?,
            content: content.map_err(Error::Invalid)?,
            withdrawn: Vec::new(),
        })
    }

    async fn begin(&mut self, writing: &Writing) -> Result<Model> {
        let arrival = Arrival {
            format: self.job.format,
            fingerprint: self.job.fingerprint(),
            total: self.content.len(),
        };
        let mut run = import_run::begin(writing, &self.permit, arrival).await?;
        if self.content.is_empty() {
            run = import_run::advance(writing, &run, (&[], &[])).await?;
        }
        self.content
            .skip(usize::try_from(run.done).unwrap_or_default());
        Ok(run)
    }

    /// Takes the next rows in, with the note that they are; behind the last of them, what
    /// has left the file goes.
    async fn step(&mut self, writing: &Writing, run: &Model) -> Result<Model> {
        let wishes = &self.job.wishes;
        let rows = self.content.take_next();
        let through = rows.import(writing, &self.permit, wishes).await?;
        if self.content.is_empty() && wishes.replace {
            let left = self.content.withdraw(writing, &self.permit, wishes);
            self.withdrawn = left.await?;
        }
        import_run::advance(writing, run, (&through, &self.withdrawn)).await
    }
}

fn number(count: i32) -> u64 {
    count.unsigned_abs().into()
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
    all_remarks(app.reader(), run).await
}

async fn all_remarks(db: &impl ConnectionTrait, run: &Model) -> Result<Vec<import_remark::Model>> {
    let mut all: Vec<import_remark::Model> = Vec::new();
    loop {
        let wanted = Remarked {
            is_refused: None,
            after: all.last().map_or(0, |row| row.line),
            most: REMARKS,
        };
        let page = import_run::remarks(db, run, wanted).await?;
        if page.is_empty() {
            return Ok(all);
        }
        all.extend(page);
    }
}
