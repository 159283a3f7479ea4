//! The answers to a survey, person by person.

mod csv;
mod ndjson;

use std::io;

use crate::db::Pool;
use futures_util::{Stream, stream};

use super::Unread;
use crate::domain::{
    Result,
    locale::Wishes,
    survey::export::{Export, Row},
};

/// How answers are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerFormat {
    /// A table, for people.
    Csv,
    /// A JSON object on each line, for programs.
    Ndjson,
}

impl AnswerFormat {
    /// The media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::Ndjson => "application/x-ndjson",
        }
    }

    /// What the name of a file ends with.
    #[must_use]
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Ndjson => "ndjson",
        }
    }
}

/// What is to be written, and how.
#[derive(Clone, Debug)]
pub struct Answers {
    /// The survey.
    pub export: Export,
    /// The format.
    pub format: AnswerFormat,
    /// In which languages options are worded.
    pub wishes: Wishes,
}

impl Answers {
    /// The file, a thousand answers at a time: the next are read when somebody
    /// takes them, so a million need no more memory than a thousand.
    pub fn bytes(self, db: Pool) -> impl Stream<Item = io::Result<Vec<u8>>> + Send {
        stream::try_unfold((self, db, Place::Head), async |(answers, db, place)| {
            let after = match place {
                Place::Head => {
                    let head = answers.head()?;
                    return Ok(Some((head, (answers, db, Place::Behind(None)))));
                }
                Place::Behind(after) => after,
            };
            let rows = answers.export.page(&db, after).await;
            let rows = rows.map_err(Unread)?;
            let Some(last) = rows.last() else {
                return Ok(None);
            };
            let next = Place::Behind(Some(last.response.id));
            let bytes = answers.write(&rows)?;
            Ok(Some((bytes, (answers, db, next))))
        })
    }

    fn head(&self) -> io::Result<Vec<u8>> {
        match self.format {
            AnswerFormat::Csv => csv::head(&self.export),
            AnswerFormat::Ndjson => Ok(Vec::new()),
        }
    }

    fn write(&self, rows: &[Row]) -> io::Result<Vec<u8>> {
        match self.format {
            AnswerFormat::Csv => csv::rows(&self.export, &self.wishes, rows),
            AnswerFormat::Ndjson => ndjson::rows(rows),
        }
    }

    /// Reads everything into memory, for a test of what is written.
    pub async fn all(self, db: Pool) -> Result<Vec<u8>> {
        use futures_util::TryStreamExt;
        let bytes = self.bytes(db).try_concat().await;
        bytes.map_err(|error| crate::domain::Error::input(error.to_string()))
    }
}

enum Place {
    Head,
    Behind(Option<entity::ResponseId>),
}
