//! Whole lists as files: a table for people, or a JSON object on each line.
//!
//! A list is read page by page as somebody takes it, so a million rows need no
//! more memory than a thousand. Each row carries its cursor: who was cut off goes
//! on behind the last row that arrived whole.

mod bodies;
mod column;
mod learning;
mod places;

use std::io;

use crate::db::Pool;
use futures_util::{Stream, stream};
use serde_json::{Map, Value};

use self::column::Column;
use crate::{
    domain::{
        Result,
        filter::Where,
        page::{Direction, Listed, PageSizes, Paging, Request, Window, all},
    },
    feed::{
        Unread,
        around::Around,
        json,
        site::Site,
        spreadsheet::{BYTE_ORDER_MARK, lines},
    },
};

/// Rows that are read at a time.
const PAGE: u32 = 500;

/// How a list is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListFormat {
    /// A table, for people.
    Csv,
    /// A JSON object on each line, for programs.
    Ndjson,
}

impl ListFormat {
    /// The format that a name of a file ends with.
    #[must_use]
    pub fn with_suffix(suffix: &str) -> Option<Self> {
        match suffix {
            "csv" => Some(Self::Csv),
            "ndjson" => Some(Self::Ndjson),
            _ => None,
        }
    }

    /// The media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::Ndjson => "application/x-ndjson",
        }
    }
}

/// A list that can be had as a file.
pub trait Filed: Listed {
    /// The order in which the records came to the network.
    const ORDER: Self::Order;

    /// What a row says.
    #[doc(hidden)]
    fn columns() -> Vec<Column<Self::Row>>;

    /// What the rows of a page name, with the same number of statements for any.
    #[doc(hidden)]
    fn around(db: &Pool, rows: &[Self::Row]) -> impl Future<Output = Result<Around>> + Send;
}

/// A list to be written.
pub struct ListFile<L: Filed> {
    site: Site,
    format: ListFormat,
    columns: Vec<Column<L::Row>>,
    filter: Where<L::Test>,
    place: Place,
}

/// Where in a file the writer is.
enum Place {
    Head,
    Behind(Option<String>),
    End,
}

impl<L: Filed> ListFile<L> {
    /// Prepares to write; a cursor of another list is refused.
    ///
    /// What goes on behind a cursor has no head, so that it fits under what is
    /// there already.
    pub fn begin(
        site: Site,
        format: ListFormat,
        filter: Where<L::Test>,
        after: Option<String>,
    ) -> Result<Self> {
        let place = match after {
            None if format == ListFormat::Csv => Place::Head,
            after => Place::Behind(after),
        };
        let file = Self {
            site,
            format,
            columns: L::columns(),
            filter,
            place,
        };
        if let Place::Behind(after) = &file.place {
            file.request(after.clone())?;
        }
        Ok(file)
    }

    /// The file: the next page is read when somebody takes it.
    pub fn bytes(self, db: Pool) -> impl Stream<Item = io::Result<Vec<u8>>> + Send {
        stream::try_unfold((self, db), async |(mut file, db)| {
            let bytes = file.next(&db).await?;
            Ok(bytes.map(|bytes| (bytes, (file, db))))
        })
    }

    async fn next(&mut self, db: &Pool) -> io::Result<Option<Vec<u8>>> {
        match std::mem::replace(&mut self.place, Place::End) {
            Place::End => Ok(None),
            Place::Head => {
                self.place = Place::Behind(None);
                self.head().map(Some)
            }
            Place::Behind(after) => {
                let read = self.page(db, after).await;
                let rows = read.map_err(Unread)?;
                if rows.is_empty() {
                    return Ok(None);
                }
                self.write(&rows).map(Some)
            }
        }
    }

    /// The rows of the next page, by column and with their cursor.
    async fn page(&mut self, db: &Pool, after: Option<String>) -> Result<Vec<Vec<Value>>> {
        let request = self.request(after)?;
        let page = all::<L>(db, &request).await?;
        let around = L::around(db, &page.rows).await?;
        let cursors: Vec<String> = page
            .rows
            .iter()
            .map(|row| request.window.cursor::<L>(row))
            .collect();
        if page.has_next {
            self.place = Place::Behind(cursors.last().cloned());
        }
        let scene = Scene {
            site: &self.site,
            around: &around,
        };
        let cells = |(row, cursor): (&L::Row, String)| {
            let cells = self.columns.iter().map(|column| column.tell(row, &scene));
            cells.chain([Value::String(cursor)]).collect()
        };
        Ok(page.rows.iter().zip(cursors).map(cells).collect())
    }

    fn request(&self, after: Option<String>) -> Result<Request<L>> {
        let sizes = PageSizes {
            default: PAGE,
            most: PAGE,
        };
        let order = (L::ORDER, Direction::Ascending);
        let paging = Paging {
            after,
            ..Paging::default()
        };
        Ok(Request {
            window: Window::new(&paging, sizes, order, &format!("{:?}", self.filter))?,
            filter: self.filter.clone(),
        })
    }

    fn head(&self) -> io::Result<Vec<u8>> {
        let names = self.columns.iter().flat_map(Column::heads);
        let names: Vec<String> = names.chain([CURSOR.to_owned()]).collect();
        let mut bytes = BYTE_ORDER_MARK.as_bytes().to_vec();
        bytes.extend(lines([names])?);
        Ok(bytes)
    }

    fn write(&self, rows: &[Vec<Value>]) -> io::Result<Vec<u8>> {
        match self.format {
            ListFormat::Csv => lines(rows.iter().map(|row| self.cells(row))),
            ListFormat::Ndjson => {
                let mut bytes = Vec::new();
                for row in rows {
                    json::add_line(&mut bytes, &self.object(row))?;
                }
                Ok(bytes)
            }
        }
    }

    fn cells(&self, row: &[Value]) -> Vec<String> {
        let told = self.columns.iter().zip(row);
        let cells = told.flat_map(|(column, value)| column.cells(value));
        cells.chain(row.last().map(column::cell)).collect()
    }

    fn object(&self, row: &[Value]) -> Map<String, Value> {
        let names = self
            .columns
            .iter()
            .map(|column| column.name)
            .chain([CURSOR]);
        let fields = names.zip(row);
        fields
            .map(|(name, value)| (name.to_owned(), value.clone()))
            .collect()
    }
}

/// The name of the last column.
const CURSOR: &str = "cursor";

/// What a row may look at besides itself.
#[doc(hidden)]
pub struct Scene<'a> {
    site: &'a Site,
    around: &'a Around,
}
