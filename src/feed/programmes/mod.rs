//! Programmes in our own columns: NDJSON with the fields of `ProgrammeUpsertRow`, and
//! CSV with the same fields as columns.

mod column;
mod read;
mod write;

pub use self::{
    read::{JsonLine, csv, ndjson},
    write::{Form, Writer},
};
