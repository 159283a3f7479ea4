//! Files that come into a city: how far each has been read, and what was refused.

mod content;

pub use self::content::{Content, ProgrammeLine, ROWS};

use entity::{
    CityId, ImportId, ProgrammeId, import_remark,
    import_run::{self, Model},
    values::{ImportFormat, ImportState},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, NotSet,
    QueryFilter, QueryOrder, QuerySelect,
};

use super::{
    bulk,
    error::{Error, Result},
    problem::Problems,
    upsert::Outcome,
    viewer::{Action, Permit, WriteProgrammes},
    writing::Writing,
};

/// What came of a row of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Through {
    /// Where the row begins in the file, from 1.
    pub line: i32,
    /// What came of it.
    pub outcome: Outcome,
    /// What is wrong with it, each under the name of its column.
    pub problems: Problems,
    /// What it came in without, each under the name of its column.
    pub warnings: Problems,
}

/// A file as it comes in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// How it is written.
    pub format: ImportFormat,
    /// SHA-256 of the file and of what is asked of it.
    pub fingerprint: String,
    /// How many rows it has.
    pub total: usize,
}

impl Through {
    fn is_warned(&self) -> bool {
        self.outcome != Outcome::Refused && !self.warnings.is_empty()
    }

    /// What is told of the row, if there is anything to tell.
    fn remark(&self, run_id: ImportId) -> Option<import_remark::Model> {
        let is_refused = self.outcome == Outcome::Refused;
        let told = if is_refused {
            &self.problems
        } else {
            &self.warnings
        };
        (is_refused || self.is_warned()).then(|| import_remark::Model {
            run_id,
            line: self.line,
            is_refused,
            problems: import_remark::Reasons(reasons(told)),
        })
    }

    /// Refuses all rows when any is refused: each problem stands under the line of
    /// its row.
    pub fn all_good(all: &[Self]) -> Result<()> {
        let mut problems = Problems::default();
        for row in all {
            problems.extend_at(&format!("content.{}", row.line), row.problems.clone());
        }
        problems.into_result()
    }
}

/// Begins to read a file, or goes on where reading it stopped.
pub async fn begin(
    writing: &Writing,
    permit: &Permit<WriteProgrammes>,
    arrival: Arrival,
) -> Result<Model> {
    let unfinished = import_run::Entity::find()
        .filter(import_run::Column::CityId.eq(permit.owner()))
        .filter(import_run::Column::State.eq(ImportState::Running))
        .filter(import_run::Column::Fingerprint.eq(&arrival.fingerprint))
        .order_by_desc(import_run::Column::Id);
    if let Some(run) = unfinished.one(writing).await? {
        return Ok(run);
    }
    let run = Model {
        id: ImportId::new(writing.now()),
        city_id: permit.owner(),
        format: arrival.format,
        fingerprint: arrival.fingerprint,
        state: ImportState::Running,
        total: count(arrival.total),
        done: 0,
        created: 0,
        updated: 0,
        unchanged: 0,
        refused: 0,
        warned: 0,
        withdrawn: 0,
        started_at: writing.now(),
        finished_at: None,
    };
    bulk::insert(writing, vec![run.clone().into_active_model()]).await?;
    Ok(run)
}

/// Notes what came of the next rows, in the transaction that keeps them: so a run
/// never says that something is kept that is not, nor forgets what is.
pub async fn advance(
    writing: &Writing,
    run: &Model,
    (through, withdrawn): (&[Through], &[ProgrammeId]),
) -> Result<Model> {
    let mut after = run.clone();
    after.withdrawn += count(withdrawn.len());
    for row in through {
        let count = match row.outcome {
            Outcome::Created => &mut after.created,
            Outcome::Updated => &mut after.updated,
            Outcome::Unchanged => &mut after.unchanged,
            Outcome::Refused => &mut after.refused,
        };
        *count += 1;
        after.warned += i32::from(row.is_warned());
    }
    after.done += count(through.len());
    if after.done == after.total {
        after.state = ImportState::Finished;
        after.finished_at = Some(writing.now());
    }
    let remarks = through.iter().filter_map(|row| row.remark(run.id));
    let remarks = remarks.map(IntoActiveModel::into_active_model);
    bulk::insert::<import_remark::ActiveModel>(writing, remarks.collect()).await?;
    let written = import_run::Entity::update_many()
        .set(import_run::ActiveModel {
            id: NotSet,
            ..after.clone().into_active_model().reset_all()
        })
        .filter(import_run::Column::Id.eq(run.id))
        .filter(import_run::Column::Done.eq(run.done))
        .exec(writing)
        .await?;
    if written.rows_affected == 0 {
        return Err(Error::input(
            "The same file is being imported by somebody else.",
        ));
    }
    Ok(after)
}

fn reasons(problems: &Problems) -> Vec<import_remark::Reason> {
    let mut reasons = Vec::new();
    for problem in problems.iter() {
        let reason = import_remark::Reason {
            column: (!problem.path.is_empty()).then(|| problem.path.join(".")),
            message: problem.complaint.sentences(),
        };
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    reasons
}

/// Some of the rows of a file of which there is something to tell.
#[derive(Clone, Copy, Debug)]
pub struct Remarked {
    /// Those that were refused, or those that are in without some of their cells; else
    /// both.
    pub is_refused: Option<bool>,
    /// Only rows behind this line.
    pub after: i32,
    /// At most so many.
    pub most: u64,
}

/// What is told of these rows, by line. Whoever has the run may know.
pub async fn remarks(
    db: &impl ConnectionTrait,
    run: &Model,
    wanted: Remarked,
) -> Result<Vec<import_remark::Model>> {
    let mut rows = import_remark::Entity::find()
        .filter(import_remark::Column::RunId.eq(run.id))
        .filter(import_remark::Column::Line.gt(wanted.after))
        .order_by_asc(import_remark::Column::Line)
        .limit(wanted.most);
    if let Some(is_refused) = wanted.is_refused {
        rows = rows.filter(import_remark::Column::IsRefused.eq(is_refused));
    }
    Ok(rows.all(db).await?)
}

/// The last files that came into the permit's city, the newest first.
pub async fn last<A: Action<Owner = CityId>>(
    db: &impl ConnectionTrait,
    permit: &Permit<A>,
    most: u64,
) -> Result<Vec<Model>> {
    let runs = import_run::Entity::find()
        .filter(import_run::Column::CityId.eq(permit.owner()))
        .order_by_desc(import_run::Column::Id)
        .limit(most);
    Ok(runs.all(db).await?)
}

fn count(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
