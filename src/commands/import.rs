//! The commands `import` and `export`.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::Path,
    sync::OnceLock,
};

use entity::{CityId, import_rejection, import_run::Model, values::ImportFormat};
use learning_cities::{
    app::App,
    config::{ExportArguments, Exported, ImportArguments, Letters, What},
    domain::{
        city,
        course::{Export, Wishes},
    },
    feed::{Encoding, rejections},
    imports::{self, Job},
    progress::Progress,
};

use super::explained;
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
        },
    };
    let bar = OnceLock::new();
    let progress = |done, total| {
        let bar = bar.get_or_init(|| Progress::begin("rows", total));
        bar.reach(done);
    };
    let run = imports::run(app, &job, &progress).await;
    if let Some(bar) = bar.get() {
        bar.end();
    }
    let run = run.map_err(explained)?;
    let refused = imports::rejections(app, &run).await.map_err(explained)?;
    println!("Imported {name}:");
    tell(&run);
    match &import.report {
        Some(path) => write_report(path, &refused)?,
        None => tell_refused(&refused),
    }
    Ok(())
}

fn format(what: What, file: &Path) -> ImportFormat {
    let is_table = file
        .extension()
        .is_some_and(|end| end.eq_ignore_ascii_case("csv"));
    match what {
        What::Courses => ImportFormat::NationalCourses,
        What::Programmes if is_table => ImportFormat::ProgrammesCsv,
        What::Programmes => ImportFormat::ProgrammesNdjson,
    }
}

async fn city_named(app: &App, slug: &str) -> Result<CityId, Failure> {
    let city = city::by_slug(app.reader(), slug).await.map_err(explained)?;
    let city = city.map(|city| city.id);
    city.ok_or_else(|| Failure::Failed(format!("There is no city {slug} in the database.")))
}

fn tell(run: &Model) {
    let counts = [
        (run.created, "new"),
        (run.updated, "changed"),
        (run.unchanged, "as they were"),
        (run.refused, "refused"),
    ];
    for (count, what) in counts {
        println!("  {count:>9} {what}");
    }
}

fn tell_refused(refused: &[import_rejection::Model]) {
    for row in refused.iter().take(TOLD) {
        for reason in &row.problems.0 {
            let column = reason.column.as_deref().unwrap_or("the row");
            let message = reason.message.get("en").unwrap_or_default();
            println!("line {}, {column}: {message}", row.line);
        }
    }
    if refused.len() > TOLD {
        println!("… and more: --report FILE writes all of them.");
    }
}

fn write_report(path: &Path, refused: &[import_rejection::Model]) -> Result<(), Failure> {
    let name = path.display();
    let written = rejections::csv(refused).and_then(|bytes| fs::write(path, bytes));
    written.map_err(|error| Failure::Failed(format!("{name} cannot be written: {error}.")))?;
    println!("Every refused row is in {name}.");
    Ok(())
}

/// Writes a file. One that has a name appears when it is whole.
pub(crate) async fn export(app: &App, outgoing: ExportArguments) -> Result<(), Failure> {
    let Exported::Courses = outgoing.what;
    let city = city_named(app, &outgoing.city).await?;
    let encoding = match outgoing.encoding {
        Letters::Utf8 => Encoding::Utf8,
        Letters::Cp949 => Encoding::Cp949,
    };
    let export = Export {
        unpublished: outgoing.unpublished,
        instructors: outgoing.instructors,
    };
    let how = (export, encoding);
    let Some(path) = outgoing.output else {
        let mut out = io::stdout();
        let written = imports::export_courses(app, city, how, &mut out).await;
        return written.map(drop).map_err(explained);
    };
    let name = path.display();
    let unwritten =
        |error: io::Error| Failure::Failed(format!("{name} cannot be written: {error}."));
    let mut part = path.clone().into_os_string();
    part.push(".part");
    let mut out = BufWriter::new(File::create(&part).map_err(unwritten)?);
    let written = imports::export_courses(app, city, how, &mut out).await;
    let count = match written.map_err(explained) {
        Ok(count) => count,
        Err(failure) => {
            drop(fs::remove_file(&part));
            return Err(failure);
        }
    };
    out.flush()
        .and_then(|()| fs::rename(&part, &path))
        .map_err(unwritten)?;
    eprintln!("Wrote {count} rows to {name}.");
    Ok(())
}
