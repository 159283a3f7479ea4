//! Files that a city's own system sends.

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::{import_remark, import_run, values};
use sha2::{Digest, Sha256};

use super::{
    context::ContextExt,
    mutation::{Payload, UpsertPolicy, UserError, mutations, requires_scopes, scopes_of, told},
    programme::read_row,
};
use crate::{
    domain::{
        Error, Result, Viewer,
        course::Wishes,
        import_run::{self as runs, Arrival, Content, Remarked, Through},
        locale,
        problem::{Complaint, Problems},
        upsert::Policy,
        viewer::{Permit, ReadProgrammes, WriteProgrammes},
        writing::Writing,
    },
    feed::{aside, courses, programmes},
};

/// The most rows of a file that comes in a request.
const ROWS: usize = 5_000;

/// How a file is written.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "entity::values::ImportFormat")]
pub enum ImportFormat {
    /// The Korean national file of lifelong learning courses (15013110): CSV with 25
    /// columns, or 27 in the merged file.
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

/// A file to import.
#[derive(InputObject)]
pub struct ImportRunInput {
    /// How it is written.
    format: ImportFormat,
    /// The text of the file: 1 to 5,000 rows. Larger files, and those in CP949, are
    /// for the operator's command `import`.
    content: String,
    /// The topics of the courses that have none: codes of the list `TOPIC`. Only the
    /// national file lacks them.
    #[graphql(default)]
    topics: Vec<String>,
    /// Whether drafts among them, new ones too, become public; a public programme
    /// needs a topic.
    #[graphql(default)]
    publish: bool,
    /// What becomes of the good rows when others have problems.
    #[graphql(default)]
    policy: UpsertPolicy,
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
    /// What to mend before anything is kept: the file itself, or with
    /// `ALL_OR_NOTHING` its rows, as `["content", "12", "강좌명"]` with the line and the
    /// column. With `SKIP_INVALID` the rows are in the report alone.
    user_errors: Vec<UserError>,
}

impl Payload for ImportRunPayload {
    type Done = import_run::Model;

    async fn done(_: &Context<'_>, run: import_run::Model) -> Result<Self> {
        Ok(Self {
            import_run: Some(ImportRun(run)),
            user_errors: Vec::new(),
        })
    }

    async fn refused(ctx: &Context<'_>, problems: &Problems) -> Result<Self> {
        Ok(Self {
            import_run: None,
            user_errors: told(ctx, problems),
        })
    }
}

/// The rows of a file.
pub fn read_file(
    format: values::ImportFormat,
    bytes: &[u8],
) -> std::result::Result<Content, Problems> {
    use values::ImportFormat::{NationalCourses, ProgrammesCsv, ProgrammesNdjson};
    let lines = match format {
        NationalCourses => return Ok(Content::courses(courses::read(bytes)?)),
        ProgrammesCsv => programmes::csv(bytes)?,
        ProgrammesNdjson => programmes::ndjson(bytes)?,
    };
    let lines = lines.into_iter();
    let lines = lines.map(|(line, json)| (line, json.and_then(read_row)));
    Ok(Content::Programmes(lines.collect()))
}

impl ImportRunInput {
    fn read(&self) -> Result<Content> {
        let content = read_file(self.format.into(), self.content.as_bytes());
        let content = content.map_err(Error::Invalid)?;
        let mut problems = Problems::default();
        problems.demand(!content.is_empty(), "content", Complaint::required);
        problems.demand(content.len() <= ROWS, "content", || {
            Complaint::too_many(ROWS)
        });
        let is_national = self.format == ImportFormat::NationalCourses;
        problems.demand(is_national || self.topics.is_empty(), "topics", || {
            Complaint::needs("only the national file takes its topics from here")
        });
        problems.into_result()?;
        Ok(content)
    }

    async fn import(
        self,
        writing: &Writing,
        permit: &Permit<WriteProgrammes>,
    ) -> Result<import_run::Model> {
        // A file of the largest size takes longer to read than others may wait.
        let read = aside(move || {
            let fingerprint = format!("{:x}", Sha256::digest(&self.content));
            (self.read(), fingerprint, self)
        });
        let (content, fingerprint, input) = read.await;
        let mut content = content?;
        let arrival = Arrival {
            format: input.format.into(),
            fingerprint,
            total: content.len(),
        };
        let policy: Policy = input.policy.into();
        let wishes = Wishes {
            topics: input.topics,
            publish: input.publish,
        };
        let run = runs::begin(writing, permit, arrival).await?;
        let mut through = Vec::new();
        while !content.is_empty() {
            through.extend(content.take_next().import(writing, permit, &wishes).await?);
        }
        if policy == Policy::AllOrNothing {
            Through::all_good(&through)?;
        }
        runs::advance(writing, &run, &through).await
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
