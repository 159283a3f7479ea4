//! Files that a city's own system sends.

mod input;

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::{ProgrammeId, import_remark, import_run};
use uuid::Uuid;

use self::input::ImportRunInput;
pub use self::input::read_file;
use super::{
    context::ContextExt,
    mutation::{
        Payload, UpsertPolicy, UserError, mutations, requires_scopes, scopes_of, shown_all, told,
    },
    programme::Programme,
};
use crate::domain::{
    Error, Result, Viewer,
    import_run::{self as runs, Remarked},
    locale,
    problem::Problems,
    programme::Programmes,
    viewer::{ReadProgrammes, WriteProgrammes},
};

/// How many of the programmes that have left a file are shown.
const SHOWN: usize = 100;

/// How a file is written.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::ImportFormat")]
pub enum ImportFormat {
    /// The Korean national file of lifelong learning courses (15013110): CSV with 25
    /// columns, or 27 in the merged file; or what its interface answers and its portal
    /// gives, as JSON or XML.
    NationalCourses,
    /// CSV with the fields of `ProgrammeUpsertRow` as columns.
    ProgrammesCsv,
    /// A `ProgrammeUpsertRow` as JSON on each line.
    ProgrammesNdjson,
}

/// Whether a file has been read to its end.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::ImportState")]
pub enum ImportState {
    /// It goes on: what is there is kept.
    Running,
    /// Each of its rows is in, or refused.
    Finished,
}

/// One thing that is wrong with a row of a file.
#[derive(SimpleObject)]
pub struct ImportProblem {
    /// The column, as the file calls it; null when it is the row as a whole.
    column: Option<String>,
    /// What to mend, in the language of `Accept-Language`. For people; it may change
    /// at any time.
    message: String,
}

/// A row of a file that was refused.
pub struct RejectedRow(import_remark::Model);

/// A row of a file that was refused.
#[Object]
impl RejectedRow {
    /// The line of the file on which it begins, from 1.
    async fn line(&self) -> i32 {
        self.0.line
    }

    /// What is wrong with it.
    async fn problems(&self, ctx: &Context<'_>) -> Vec<ImportProblem> {
        problems(&self.0, ctx)
    }
}

/// A row of a file that is in, but for some of its cells.
pub struct WarnedRow(import_remark::Model);

/// A row of a file that is in, but for some of its cells.
#[Object]
impl WarnedRow {
    /// The line of the file on which it begins, from 1.
    async fn line(&self) -> i32 {
        self.0.line
    }

    /// What it is in without, or with a part of: each cell that means nothing that its
    /// field could hold. A field that had something before keeps it.
    async fn problems(&self, ctx: &Context<'_>) -> Vec<ImportProblem> {
        problems(&self.0, ctx)
    }
}

fn problems(row: &import_remark::Model, ctx: &Context<'_>) -> Vec<ImportProblem> {
    let problems = row.problems.0.iter();
    let told = problems.map(|reason| {
        let message = locale::best(&reason.message, ctx.wishes(), "en");
        ImportProblem {
            column: reason.column.clone(),
            message: message.map(|(_, text)| text.to_owned()).unwrap_or_default(),
        }
    });
    told.collect()
}

/// A file that was read into the records of a city.
pub struct ImportRun(import_run::Model);

/// A file that was read into the records of a city.
#[Object]
impl ImportRun {
    /// The id of this reading.
    async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// How the file was written.
    async fn format(&self) -> ImportFormat {
        self.0.format.into()
    }

    /// Whether it has been read to its end.
    async fn state(&self) -> ImportState {
        self.0.state.into()
    }

    /// How many rows it has.
    async fn total(&self) -> i32 {
        self.0.total
    }

    /// How many rows are through, whatever came of them.
    async fn done(&self) -> i32 {
        self.0.done
    }

    /// Rows that made a new programme.
    async fn created(&self) -> i32 {
        self.0.created
    }

    /// Rows that changed one.
    async fn updated(&self) -> i32 {
        self.0.updated
    }

    /// Rows that said what was there already.
    async fn unchanged(&self) -> i32 {
        self.0.unchanged
    }

    /// Rows that were refused.
    async fn refused(&self) -> i32 {
        self.0.refused
    }

    /// Programmes that were archived because the file no longer has them.
    async fn withdrawn(&self) -> i32 {
        self.0.withdrawn
    }

    /// Rows that are in without some of their cells.
    async fn warned(&self) -> i32 {
        self.0.warned
    }

    /// When reading it began.
    async fn started_at(&self) -> DateTime<Utc> {
        self.0.started_at
    }

    /// When it was read to its end.
    async fn finished_at(&self) -> Option<DateTime<Utc>> {
        self.0.finished_at
    }

    /// The rows that were refused, in the order of their lines.
    async fn rejected_rows(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many: 1 to 1,000.", default = 100)] first: i32,
        #[graphql(desc = "Only rows behind this line.", default = 0)] after_line: i32,
    ) -> Option<Result<Vec<RejectedRow>>> {
        let rows = self.remarked(ctx, true, (after_line, first)).await;
        Some(rows.map(|rows| rows.into_iter().map(RejectedRow).collect()))
    }

    /// The rows that are in without some of their cells, in the order of their lines.
    async fn warnings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many: 1 to 1,000.", default = 100)] first: i32,
        #[graphql(desc = "Only rows behind this line.", default = 0)] after_line: i32,
    ) -> Option<Result<Vec<WarnedRow>>> {
        let rows = self.remarked(ctx, false, (after_line, first)).await;
        Some(rows.map(|rows| rows.into_iter().map(WarnedRow).collect()))
    }
}

impl ImportRun {
    async fn remarked(
        &self,
        ctx: &Context<'_>,
        is_refused: bool,
        (after, first): (i32, i32),
    ) -> Result<Vec<import_remark::Model>> {
        let most = u64::try_from(first)
            .ok()
            .filter(|first| (1..=1_000).contains(first));
        let most = most.ok_or_else(|| Error::input("`first` lies between 1 and 1,000."))?;
        let wanted = Remarked {
            is_refused: Some(is_refused),
            after,
            most,
        };
        runs::remarks(ctx.db(), &self.0, wanted).await
    }
}

/// What came of a file.
#[derive(SimpleObject)]
pub struct ImportRunPayload {
    /// The report; null when nothing was kept.
    import_run: Option<ImportRun>,
    /// The programmes that were archived because the file no longer has them, or with
    /// `dryRun` would be: the first 100 of them.
    withdrawn: Vec<Programme>,
    /// What to mend before anything is kept: the file itself, or with
    /// `ALL_OR_NOTHING` its rows, as `["content", "12", "강좌명"]` with the line and the
    /// column. With `SKIP_INVALID` the rows are in the report alone.
    user_errors: Vec<UserError>,
}

impl Payload for ImportRunPayload {
    type Done = (import_run::Model, Vec<ProgrammeId>);

    async fn done(ctx: &Context<'_>, (run, withdrawn): Self::Done) -> Result<Self> {
        let first: Vec<Uuid> = withdrawn.iter().take(SHOWN).map(|id| id.0).collect();
        Ok(Self {
            import_run: Some(ImportRun(run)),
            withdrawn: shown_all::<Programmes>(ctx, &first).await?,
            user_errors: Vec::new(),
        })
    }

    async fn refused(ctx: &Context<'_>, problems: &Problems) -> Result<Self> {
        Ok(Self {
            import_run: None,
            withdrawn: Vec::new(),
            user_errors: told(ctx, problems),
        })
    }
}

mutations! {
    /// The file of a city's own system.
    ImportMutation;
    /// Takes a whole file of courses or programmes in, and reports on every row that
    /// was refused. What the file says already is not written again, so the same file
    /// changes nothing the second time. Requires `programme:write`.
    creates import_run(ImportRunInput) -> ImportRunPayload, by WriteProgrammes:
        |writing, permit, input| input.import(writing, permit).await;
}

/// The files of the viewer's own city.
pub(super) struct ViewerImports(pub(super) Viewer);

/// The files of the viewer's own city.
#[Object]
impl ViewerImports {
    /// The last files that came into the city, the newest first. Requires
    /// `programme:read`.
    #[graphql(directive = requires_scopes::apply(scopes_of::<ReadProgrammes>()))]
    async fn imports(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many: 1 to 100.", default = 25)] first: i32,
    ) -> Option<Result<Vec<ImportRun>>> {
        Some(self.list(ctx, first).await)
    }
}

impl ViewerImports {
    async fn list(&self, ctx: &Context<'_>, first: i32) -> Result<Vec<ImportRun>> {
        let permit = self.0.permit::<ReadProgrammes>()?;
        let most = u64::try_from(first)
            .ok()
            .filter(|first| (1..=100).contains(first));
        let most = most.ok_or_else(|| Error::input("`first` lies between 1 and 100."))?;
        let runs = runs::last(ctx.db(), &permit, most).await?;
        Ok(runs.into_iter().map(ImportRun).collect())
    }
}
