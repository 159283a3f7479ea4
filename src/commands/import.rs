//! The command `import`.

use std::{fs, io::Write, path::Path, sync::OnceLock};

use entity::{CityId, import_remark, import_run::Model, values::ImportFormat};
use learning_cities::{
    app::App,
    config::{ImportArguments, What},
    domain::{self, city, course::Wishes},
    feed::remarks,
    imports::{self, Job, Rehearsal},
    private,
    progress::Progress,
};

use super::{explained, say};
use crate::{Failure, failed};

/// Rows that are told on the terminal.
const TOLD: usize = 20;

/// Takes a file in, and says what came of it.
pub(crate) async fn import(app: &App, import: ImportArguments) -> Result<(), Failure> {
    let name = import.file.display();
    let bytes = fs::read(&import.file)
        .map_err(|error| Failure::Failed(format!("{name} cannot be read: {error}.")))?;
    app.migrate_up().await.map_err(failed)?;
    let job = Job {
        city: city_named(app, &import.city).await?,
        format: format(import.what, &import.file),
        bytes,
        wishes: Wishes {
            topics: import.topics,
            publish: import.publish,
            replace: import.replace,
            provider_codes: import.provider_codes,
        },
    };
    let bar = OnceLock::new();
    let progress = |done, total| {
        let bar = bar.get_or_init(|| Progress::begin("rows", total));
        bar.reach(done);
    };
    let told = if import.dry_run {
        imports::rehearse(app, &job, &progress).await
    } else {
        done(app, &job, &progress).await
    };
    if let Some(bar) = bar.get() {
        bar.end();
    }
    let told = told.map_err(explained)?;
    let what = if import.dry_run {
        "Nothing is kept of"
    } else {
        "Imported"
    };
    say(format_args!("{what} {name}:"))?;
    tell(&told.run)?;
    tell_withdrawn(&told.withdrawn)?;
    match &import.report {
        Some(path) => write_report(path, &told.remarks),
        None => tell_rows(&told.remarks),
    }
}

async fn done(app: &App, job: &Job, progress: &dyn Fn(u64, u64)) -> domain::Result<Rehearsal> {
    let run = imports::run(app, job, progress).await?;
    Ok(Rehearsal {
        remarks: imports::remarks(app, &run).await?,
        run,
        withdrawn: Vec::new(),
    })
}

/// What would go is told by name.
fn tell_withdrawn(titles: &[String]) -> Result<(), Failure> {
    for title in titles.iter().take(TOLD) {
        say(format_args!("no longer in the file: {title}"))?;
    }
    Ok(())
}

fn format(what: What, file: &Path) -> ImportFormat {
    match what {
        What::Courses => ImportFormat::NationalCourses,
        What::Programmes if is_table(file) => ImportFormat::ProgrammesCsv,
        What::Programmes => ImportFormat::ProgrammesNdjson,
    }
}

/// Whether a file is a table by its name.
pub(super) fn is_table(file: &Path) -> bool {
    let end = file.extension();
    end.is_some_and(|end| end.eq_ignore_ascii_case("csv"))
}

pub(super) async fn city_named(app: &App, slug: &str) -> Result<CityId, Failure> {
    let city = city::by_slug(app.reader(), slug).await.map_err(explained)?;
    let city = city.map(|city| city.id);
    city.ok_or_else(|| Failure::Failed(format!("There is no city {slug} in the database.")))
}

fn tell(run: &Model) -> Result<(), Failure> {
    let counts = [
        (run.created, "new"),
        (run.updated, "changed"),
        (run.unchanged, "as they were"),
        (run.refused, "refused"),
        (run.warned, "in without some of their cells"),
        (run.withdrawn, "archived: no longer in the file"),
    ];
    for (count, what) in counts {
        say(format_args!("  {count:>9} {what}"))?;
    }
    Ok(())
}

/// The refused rows come first: they are what has to be mended.
fn tell_rows(rows: &[import_remark::Model]) -> Result<(), Failure> {
    let refused = rows.iter().filter(|row| row.is_refused);
    let taken = rows.iter().filter(|row| !row.is_refused);
    for row in refused.chain(taken).take(TOLD) {
        let what = if row.is_refused {
            "refused"
        } else {
            "taken without"
        };
        for reason in &row.problems.0 {
            let column = reason.column.as_deref().unwrap_or("the row");
            let message = reason.message.get("en").unwrap_or_default();
            say(format_args!(
                "line {}, {what}, {column}: {message}",
                row.line
            ))?;
        }
    }
    if rows.len() > TOLD {
        say("… and more: --report FILE writes all of them.")?;
    }
    Ok(())
}

fn write_report(path: &Path, rows: &[import_remark::Model]) -> Result<(), Failure> {
    let name = path.display();
    let written = remarks::csv(rows)
        .and_then(|bytes| private::create(path).and_then(|mut file| file.write_all(&bytes)));
    written.map_err(|error| Failure::Failed(format!("{name} cannot be written: {error}.")))?;
    say(format_args!(
        "Every row of which there is something to tell is in {name}."
    ))
}
