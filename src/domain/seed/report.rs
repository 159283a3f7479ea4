//! What a load did.

use std::fmt;

use super::file::HeldBack as Section;

/// What became of a row of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Created,
    Changed,
    Unchanged,
}

/// Rows of one table by what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// New in the database.
    pub created: usize,
    /// There before, and different.
    pub changed: usize,
    /// There before, and the same.
    pub unchanged: usize,
}

impl Tally {
    pub(super) fn count(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Created => self.created += 1,
            Outcome::Changed => self.changed += 1,
            Outcome::Unchanged => self.unchanged += 1,
        }
    }

    /// How many rows the file has.
    #[must_use]
    pub fn total(&self) -> usize {
        self.created + self.changed + self.unchanged
    }
}

/// Facts of the file that no table takes yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldBack {
    /// What they are about.
    pub section: String,
    /// Why they are not loaded.
    pub reason: String,
    /// How many there are.
    pub records: usize,
}

/// What a load did, table by table in the order of loading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The tables and their rows.
    pub tables: Vec<(&'static str, Tally)>,
    /// What was not loaded, and why.
    pub held_back: Vec<HeldBack>,
}

impl Report {
    pub(super) fn add(&mut self, table: &'static str, tally: Tally) {
        self.tables.push((table, tally));
    }

    pub(super) fn hold_back(&mut self, section: &Section) {
        self.held_back.push(HeldBack {
            section: section.section.clone(),
            reason: section.reason.clone(),
            records: section.records.len(),
        });
    }

    /// The rows of one table.
    #[must_use]
    pub fn of(&self, table: &str) -> Tally {
        let found = self.tables.iter().find(|(name, _)| *name == table);
        found.map(|(_, tally)| *tally).unwrap_or_default()
    }

    /// Whether the database had everything already.
    #[must_use]
    pub fn is_unchanged(&self) -> bool {
        self.tables
            .iter()
            .all(|(_, tally)| tally.created + tally.changed == 0)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            out,
            "{:<20}{:>9}{:>9}{:>11}",
            "table", "created", "changed", "unchanged"
        )?;
        for (table, tally) in &self.tables {
            let Tally {
                created,
                changed,
                unchanged,
            } = tally;
            writeln!(out, "{table:<20}{created:>9}{changed:>9}{unchanged:>11}")?;
        }
        if !self.held_back.is_empty() {
            writeln!(out, "\nheld back")?;
        }
        for held in &self.held_back {
            let HeldBack {
                section,
                reason,
                records,
            } = held;
            writeln!(out, "{section} ({records}): {reason}")?;
        }
        Ok(())
    }
}
