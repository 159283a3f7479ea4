//! The file of a mutation, and how it is read.

use async_graphql::InputObject;
use entity::{ProgrammeId, import_run, values};
use sha2::{Digest, Sha256};

use super::{ImportFormat, UpsertPolicy};
use crate::{
    domain::{
        Error, Result,
        course::{self, Wishes},
        import_run::{self as runs, Arrival, Content, Through},
        problem::{Complaint, Problems},
        upsert::Policy,
        viewer::{Permit, WriteProgrammes},
        writing::Writing,
    },
    feed::{aside, courses, programmes},
    graphql::programme::read_row,
};

/// The most rows of a file that comes in a request.
const ROWS: usize = 5_000;

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
    /// Whether the file is all that there is: programmes that came from such files and
    /// that this one no longer has are archived, and archived ones that it has again are
    /// not. Every row has to be readable. With `dryRun` the answer tells first what would
    /// go.
    #[graphql(default)]
    replace: bool,
    /// Only the courses of these providers: values of the column `제공기관코드`, which the
    /// merged national file alone has. Empty means all.
    #[graphql(default)]
    provider_codes: Vec<String>,
}

/// The rows of a file, as far as they are wanted.
pub fn read_file(
    format: values::ImportFormat,
    bytes: &[u8],
    wishes: &Wishes,
) -> std::result::Result<Content, Problems> {
    let content = read_rows(format, bytes, wishes)?;
    let mut problems = Problems::default();
    if let Some(line) = content.unread().filter(|_| wishes.replace) {
        problems.add("replace", Complaint::nobody_knows_what_left(line));
    }
    problems.demand(
        !content.is_empty() || !wishes.replace,
        "content",
        Complaint::required,
    );
    problems.into_outcome(content)
}

fn read_rows(
    format: values::ImportFormat,
    bytes: &[u8],
    wishes: &Wishes,
) -> std::result::Result<Content, Problems> {
    use values::ImportFormat::{NationalCourses, ProgrammesCsv, ProgrammesNdjson};
    let lines = match format {
        NationalCourses => {
            let lines = courses::read(bytes)?;
            return course::of_providers(lines, &wishes.provider_codes).map(Content::courses);
        }
        ProgrammesCsv => programmes::csv(bytes)?,
        ProgrammesNdjson => programmes::ndjson(bytes)?,
    };
    let lines = lines.into_iter();
    let lines = lines.map(|(line, json)| (line, json.and_then(read_row)));
    Ok(Content::programmes(lines.collect()))
}

impl ImportRunInput {
    fn read(&self, wishes: &Wishes) -> Result<Content> {
        // What unpacks may become any size.
        if courses::is_archive(self.content.as_bytes()) {
            let complaint = Complaint::unreadable("workbooks are for the command `import`");
            return Err(Error::Invalid(Problems::with("content", complaint)));
        }
        let content = read_file(self.format.into(), self.content.as_bytes(), wishes);
        let content = content.map_err(Error::Invalid)?;
        let mut problems = Problems::default();
        problems.demand(!content.is_empty(), "content", Complaint::required);
        problems.demand(content.len() <= ROWS, "content", || {
            Complaint::too_many(ROWS)
        });
        let is_national = self.format == ImportFormat::NationalCourses;
        let national = [
            ("topics", &self.topics),
            ("providerCodes", &self.provider_codes),
        ];
        for (field, words) in national {
            problems.demand(is_national || words.is_empty(), field, || {
                Complaint::needs("only the national file takes this from here")
            });
        }
        problems.into_result()?;
        Ok(content)
    }

    pub(super) async fn import(
        self,
        writing: &Writing,
        permit: &Permit<WriteProgrammes>,
    ) -> Result<(import_run::Model, Vec<ProgrammeId>)> {
        let wishes = self.wishes();
        // A file of the largest size takes longer to read than others may wait.
        let read = aside(move || {
            let fingerprint = format!("{:x}", Sha256::digest(&self.content));
            (self.read(&wishes), fingerprint, self)
        });
        let (content, fingerprint, input) = read.await;
        let mut content = content?;
        let arrival = Arrival {
            format: input.format.into(),
            fingerprint,
            total: content.len(),
        };
        let (policy, wishes): (Policy, _) = (input.policy.into(), input.wishes());
        let run = runs::begin(writing, permit, arrival).await?;
        let mut through = Vec::new();
        while !content.is_empty() {
            through.extend(content.take_next().import(writing, permit, &wishes).await?);
        }
        if policy == Policy::AllOrNothing {
            Through::all_good(&through)?;
        }
        let mut withdrawn = Vec::new();
        if wishes.replace {
            withdrawn = content.withdraw(writing, permit, &wishes).await?;
        }
        let run = runs::advance(writing, &run, (&through, &withdrawn)).await?;
        Ok((run, withdrawn))
    }

    fn wishes(&self) -> Wishes {
        Wishes {
            topics: self.topics.clone(),
            publish: self.publish,
            replace: self.replace,
            provider_codes: self.provider_codes.clone(),
        }
    }
}
