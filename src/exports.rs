//! Writing what a city offers as a file that an import reads.

use std::io::{self, Write};

use entity::CityId;

use crate::{
    app::App,
    domain::{self, course, programme::Export},
    feed::{Encoding, courses, programmes},
    imports::permit,
};

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Courses as the Korean national file (15013110).
    Courses,
    /// Programmes in our own columns.
    Programmes(programmes::Form),
}

/// Why a file is not whole.
#[derive(Debug)]
pub enum Unfinished {
    /// What belongs into it could not be read.
    Unread(domain::Error),
    /// It could not be written.
    Unwritten(io::Error),
}

impl From<domain::Error> for Unfinished {
    fn from(error: domain::Error) -> Self {
        Self::Unread(error)
    }
}

impl From<io::Error> for Unfinished {
    fn from(error: io::Error) -> Self {
        Self::Unwritten(error)
    }
}

/// What writes a file piece by piece.
enum Pen {
    Courses(courses::Writer),
    Programmes(programmes::Writer),
}

/// Writes the programmes of a city, and tells how many rows or records they are.
pub async fn run(
    app: &App,
    city: CityId,
    (export, format, encoding): (Export, Format, Encoding),
    out: &mut (dyn Write + Send),
) -> Result<usize, Unfinished> {
    let permit = permit(city)?;
    let (head, mut pen) = Pen::take_up(format, encoding, export);
    out.write_all(&head?)?;
    let (mut last, mut count) = (None, 0);
    loop {
        let page = export.page(app.reader(), &permit, last).await?;
        let Some(end) = page.last() else { break };
        last = Some(end.row.id);
        let (more, bytes) = match &mut pen {
            Pen::Courses(writer) => {
                let rows = course::courses(app.reader(), &permit, (export, &page)).await?;
                (rows.len(), writer.rows(&rows))
            }
            Pen::Programmes(writer) => (page.len(), writer.take(&page)),
        };
        count += more;
        out.write_all(&bytes?)?;
    }
    if let Pen::Programmes(writer) = pen {
        writer.end(out)?;
    }
    out.flush()?;
    Ok(count)
}

impl Pen {
    /// The pen, and what it writes first.
    fn take_up(format: Format, encoding: Encoding, export: Export) -> (io::Result<Vec<u8>>, Self) {
        match format {
            Format::Courses => {
                let writer = courses::Writer::new(encoding);
                (writer.head(), Self::Courses(writer))
            }
            Format::Programmes(form) => {
                let writer = programmes::Writer::new(form, encoding, export);
                (Ok(Vec::new()), Self::Programmes(writer))
            }
        }
    }
}
