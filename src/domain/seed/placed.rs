//! Records of a file that know the line on which they begin.

use std::ops::Deref;

use serde::{Deserialize, Deserializer, de::DeserializeOwned};
use serde_json::value::RawValue;

use crate::domain::error::{Error, Result};

/// A record and where it begins.
///
/// `serde_json` borrows each record from the text of the file, so the address of
/// its first character tells the line, however deep it is nested.
#[derive(Clone, Debug)]
pub(super) struct Placed<T> {
    pub(super) address: usize,
    record: T,
}

impl<T> Deref for Placed<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.record
    }
}

/// The records of an array, and those that could not be read.
#[derive(Clone, Debug)]
pub(super) struct List<T> {
    records: Vec<Placed<T>>,
    faults: Vec<Fault>,
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self {
            records: Vec::new(),
            faults: Vec::new(),
        }
    }
}

impl<T> List<T> {
    /// The records that could not be read.
    pub(super) fn faults(&self) -> impl Iterator<Item = &Fault> {
        self.faults.iter()
    }
}

impl<T> Deref for List<T> {
    type Target = [Placed<T>];

    fn deref(&self) -> &[Placed<T>] {
        &self.records
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        let mut list = Self::default();
        for raw in Vec::<&'de RawValue>::deserialize(deserializer)? {
            let address = raw.get().as_ptr().addr();
            match serde_json::from_str(raw.get()) {
                Ok(record) => list.records.push(Placed { address, record }),
                Err(error) => list.faults.push(Fault::new(address, &error)),
            }
        }
        Ok(list)
    }
}

/// Why a record could not be read.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    address: usize,
    lines_below: usize,
    column: usize,
    reason: String,
}

impl Fault {
    fn new(address: usize, error: &serde_json::Error) -> Self {
        Self {
            address,
            lines_below: error.line().saturating_sub(1),
            column: error.column(),
            reason: reason(error),
        }
    }
}

/// The error without its position, which is told in our own way.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ")
        .map_or(text.clone(), |(reason, _)| reason.to_owned())
}

/// Where the lines of a file begin.
#[derive(Clone, Debug)]
pub(super) struct Lines {
    name: String,
    starts: Vec<usize>,
}

impl Lines {
    pub(super) fn of(name: &str, text: &str) -> Self {
        let base = text.as_ptr().addr();
        let breaks = text.match_indices('\n').map(|(at, _)| base + at + 1);
        Self {
            name: name.to_owned(),
            starts: std::iter::once(base).chain(breaks).collect(),
        }
    }

    /// The number of the line with this address; the first is 1.
    pub(super) fn line(&self, address: usize) -> usize {
        self.starts.partition_point(|start| *start <= address)
    }

    /// A problem on a line, as editors and terminals can follow it.
    pub(super) fn problem(&self, line: usize, reason: &str) -> String {
        format!("{}:{line}: {reason}", self.name)
    }

    pub(super) fn fault(&self, fault: &Fault) -> (usize, String) {
        let first = self.line(fault.address);
        let indent = match fault.lines_below {
            0 => fault.address - self.starts[first - 1],
            _ => 0,
        };
        let (line, column) = (first + fault.lines_below, indent + fault.column);
        (
            line,
            format!("{}:{line}:{column}: {}", self.name, fault.reason),
        )
    }

    /// The content of the file, or where it is no JSON of the right shape.
    pub(super) fn parse<'a, T: Deserialize<'a>>(&self, text: &'a str) -> Result<T> {
        serde_json::from_str(text).map_err(|error| {
            let (line, column) = (error.line(), error.column());
            let reason = reason(&error);
            Error::input(format!("{}:{line}:{column}: {reason}", self.name))
        })
    }
}
