//! The command `export`.

use std::{
    fs::{self, File},
    io::{self, BufWriter},
};

use learning_cities::{
    app::App,
    config::{ExportArguments, Exported, Form, Letters},
    domain::programme::Export,
    exports::{self, Format, Unfinished},
    feed::{Encoding, programmes::Form as ProgrammeForm},
    log, private,
};

use super::{
    explained,
    import::{city_named, is_table},
};
use crate::Failure;

/// Writes a file. One that has a name appears when it is whole.
pub(crate) async fn export(app: &App, outgoing: ExportArguments) -> Result<(), Failure> {
    let city = city_named(app, &outgoing.city).await?;
    let how = how(&outgoing)?;
    let Some(path) = outgoing.output else {
        let written = exports::run(app, city, how, &mut io::stdout()).await;
        return match written {
            Ok(_) => Ok(()),
            Err(Unfinished::Unread(error)) => Err(explained(error)),
            Err(Unfinished::Unwritten(error)) => Err(Failure::Unheard(error)),
        };
    };
    let name = path.display();
    let unwritten =
        |error: io::Error| Failure::Failed(format!("{name} cannot be written: {error}."));
    let mut part = path.clone().into_os_string();
    part.push(".part");
    let file = if how.0.unpublished || how.0.instructors {
        // Drafts and names are for the eyes of whoever asked for them.
        private::create(part.as_ref())
    } else {
        File::create(&part)
    };
    let mut out = BufWriter::new(file.map_err(unwritten)?);
    let written = exports::run(app, city, how, &mut out).await;
    let whole = written.and_then(|count| {
        fs::rename(&part, &path)?;
        Ok(count)
    });
    let count = whole.map_err(|unfinished| {
        drop(fs::remove_file(&part));
        match unfinished {
            Unfinished::Unread(error) => explained(error),
            Unfinished::Unwritten(error) => unwritten(error),
        }
    })?;
    log::tell(&format!("Wrote {count} {} to {name}.", unit(outgoing.what)));
    Ok(())
}

fn how(outgoing: &ExportArguments) -> Result<(Export, Format, Encoding), Failure> {
    let export = Export {
        unpublished: outgoing.unpublished,
        instructors: outgoing.instructors,
    };
    let encoding = match outgoing.encoding {
        Letters::Utf8 => Encoding::Utf8,
        Letters::Cp949 => Encoding::Cp949,
    };
    let format = match (outgoing.what, outgoing.format) {
        (Exported::Courses, None) => Format::Courses,
        (Exported::Courses, Some(_)) => {
            let sentence = "Courses have one form, so leave out --format.";
            return Err(Failure::Failed(sentence.to_owned()));
        }
        (Exported::Programmes, form) => Format::Programmes(form_of(form, outgoing)),
    };
    Ok((export, format, encoding))
}

fn form_of(form: Option<Form>, outgoing: &ExportArguments) -> ProgrammeForm {
    let is_table_by_name = || outgoing.output.as_deref().is_some_and(is_table);
    match form {
        Some(Form::Csv) => ProgrammeForm::Csv,
        None if is_table_by_name() => ProgrammeForm::Csv,
        Some(Form::Ndjson) | None => ProgrammeForm::Ndjson,
    }
}

fn unit(what: Exported) -> &'static str {
    match what {
        Exported::Courses => "rows",
        Exported::Programmes => "programmes",
    }
}
