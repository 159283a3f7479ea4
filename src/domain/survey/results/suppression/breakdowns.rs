//! What is said of groups of respondents, by one attribute.

use std::collections::BTreeSet;

use entity::{
    survey_result::{Breakdown, Distribution, QuestionResult, Withheld},
    values::QuestionKind as Kind,
};

use super::{
    super::merged::{Merged, VERSION},
    grid::{Cell, Grid, Line},
    groups::Groups,
    hide::{Hide, has_gap, hide_some},
    totals::{choices_line, choices_row, hide_statistics, is_small, round},
};

/// One distribution of a question in all groups, with what is said of it in total.
struct Table<'a> {
    merged: &'a Merged,
    total: &'a Distribution,
    groups: Groups,
    /// The groups of which nothing is said.
    unsaid: BTreeSet<usize>,
    /// By group, then by option.
    counts: Vec<Vec<u64>>,
}

/// Hides in the breakdowns of a question what is too small, and what would give it
/// away to somebody who knows the totals.
pub(super) fn protect(merged: &Merged, result: &mut QuestionResult, least: u64) {
    let mut breakdowns = std::mem::take(&mut result.breakdowns);
    for breakdown in &mut breakdowns {
        // Of a question that some versions ask otherwise, the rest is not known.
        let is_partial = breakdown.by == VERSION && !merged.is_in_all;
        let is_said = result.withheld.is_none() && !is_partial;
        if !is_said || protect_one(merged, &result.distributions, breakdown, least).is_none() {
            breakdown.hide(Withheld::Protected);
        }
    }
    result.breakdowns = breakdowns;
}

/// `None` when nothing can be said by this attribute.
fn protect_one(
    merged: &Merged,
    totals: &[Distribution],
    breakdown: &mut Breakdown,
    least: u64,
) -> Option<()> {
    let sizes = breakdown
        .groups
        .iter()
        .map(|group| group.answered.unwrap_or_default() + group.skipped.unwrap_or_default());
    let sizes: Vec<u64> = sizes.collect();
    let mut bases = BTreeSet::new();
    for (place, total) in totals.iter().enumerate() {
        let answered = breakdown
            .groups
            .iter()
            .map(|group| group.distributions[place].answered.unwrap_or_default());
        let groups = Groups::new(sizes.clone(), answered.collect(), least);
        let unsaid = groups.hidden(&uniform(merged, breakdown))?;
        bases.extend(&unsaid);
        let table = Table {
            merged,
            total,
            counts: counts(breakdown, place),
            groups,
            unsaid,
        };
        table.protect(breakdown, place)?;
    }
    hide_bases(merged, breakdown, &bases);
    Some(())
}

/// The groups in which everybody answered the same number.
fn uniform(merged: &Merged, breakdown: &Breakdown) -> BTreeSet<usize> {
    if merged.question.kind != Kind::Number {
        return BTreeSet::new();
    }
    let groups = breakdown.groups.iter().enumerate();
    let uniform = groups.filter(|(_, group)| {
        group.answered > Some(0) && merged.distinct(&breakdown.by, &group.group.code) < 2
    });
    uniform.map(|(group, _)| group).collect()
}

fn counts(breakdown: &Breakdown, place: usize) -> Vec<Vec<u64>> {
    let groups = breakdown.groups.iter().map(|group| {
        let options = group.distributions[place].options.iter();
        options
            .map(|option| option.count.unwrap_or_default())
            .collect()
    });
    groups.collect()
}

/// How large groups are is never said. A matrix has a base for each of its rows,
/// and none for the whole, which would tell something of each.
fn hide_bases(merged: &Merged, breakdown: &mut Breakdown, unsaid: &BTreeSet<usize>) {
    let is_matrix = merged.question.kind == Kind::MatrixSingle;
    for (place, group) in breakdown.groups.iter_mut().enumerate() {
        group.skipped = None;
        if is_matrix {
            group.answered = None;
        }
        if unsaid.contains(&place) {
            group.answered = None;
            group.withheld = Some(Withheld::Protected);
        }
    }
}

impl Table<'_> {
    /// Hides in one distribution of all groups what has to be hidden.
    fn protect(&self, breakdown: &mut Breakdown, place: usize) -> Option<()> {
        if self.total.answered.is_none() {
            for group in &mut breakdown.groups {
                group.distributions[place].hide(Withheld::Protected);
            }
            return Some(());
        }
        match self.merged.question.kind {
            Kind::Ranking => return self.all_or_nothing(),
            Kind::Number => self.protect_numbers(breakdown, place),
            _ => self.protect_options(breakdown, place)?,
        }
        for group in &self.unsaid {
            breakdown.groups[*group].distributions[place].hide(Withheld::Protected);
            self.keep_noughts(&mut breakdown.groups[*group].distributions[place]);
        }
        Some(())
    }

    /// Rankings by group have too many sums that are known: all of it is said, or
    /// nothing.
    fn all_or_nothing(&self) -> Option<()> {
        let groups = self.counts.iter().zip(&self.groups.answered);
        let mut cells = groups
            .flat_map(|(counts, answered)| counts.iter().map(move |count| (*count, *answered)));
        let is_small = |(count, answered): (u64, u64)| {
            is_small(count, self.groups.least) || (count > 0 && count == answered)
        };
        let is_open = self.unsaid.is_empty() && !has_gap(self.total) && !cells.any(is_small);
        is_open.then_some(())
    }

    fn protect_numbers(&self, breakdown: &mut Breakdown, place: usize) {
        for group in &mut breakdown.groups {
            if has_gap(self.total) {
                hide_statistics(&mut group.distributions[place]);
            } else {
                round(&mut group.distributions[place]);
            }
        }
    }

    fn protect_options(&self, breakdown: &mut Breakdown, place: usize) -> Option<()> {
        let options = self.options();
        let said = self.said();
        let mut grid = self.grid(&options, &said);
        let is_safe = if self.is_exclusive() {
            grid.protect_exclusive()
        } else {
            grid.protect()
        };
        if !is_safe {
            return None;
        }
        for (row, group) in said.iter().enumerate() {
            let distribution = &mut breakdown.groups[*group].distributions[place];
            hide_some(distribution, |option| {
                let column = options.iter().position(|known| *known == option);
                column.is_some_and(|column| grid.is_hidden(row, column))
            });
        }
        Some(())
    }

    fn is_exclusive(&self) -> bool {
        self.merged.question.kind != Kind::MultiChoice
    }

    /// Options that somebody chose; what nobody chose is 0 in every group.
    fn options(&self) -> Vec<usize> {
        let options = self.total.options.iter().enumerate();
        let chosen = options.filter(|(_, option)| option.count != Some(0));
        chosen.map(|(place, _)| place).collect()
    }

    /// Groups of which somebody answered.
    fn said(&self) -> Vec<usize> {
        let groups = self.groups.answered.iter().enumerate();
        let some = groups.filter(|(group, answered)| **answered > 0 || self.unsaid.contains(group));
        some.map(|(group, _)| group).collect()
    }

    fn grid(&self, options: &[usize], said: &[usize]) -> Grid {
        let mut columns: Vec<Line> = options.iter().map(|option| self.column(*option)).collect();
        let rows: Vec<Line> = said.iter().map(|group| self.row(*group)).collect();
        let mut cells: Vec<Vec<Cell>> = said
            .iter()
            .map(|group| self.cells(*group, options))
            .collect();
        let mut has_known_sum = true;
        if self.is_exclusive() {
            // Those who did not answer: seen only where the base is hidden.
            columns.push(Line::UNCOUNTED);
            for (row, group) in said.iter().enumerate() {
                let skipped = self.groups.sizes[*group] - self.groups.answered[*group];
                cells[row].push(Cell::new(skipped, self.unsaid.contains(group)).fixed());
            }
        } else {
            has_known_sum = rows.iter().all(|row| row.is_known);
        }
        Grid {
            rows,
            columns,
            cells,
            has_known_sum,
            least: self.groups.least,
        }
    }

    fn column(&self, option: usize) -> Line {
        if self.total.options[option].count.is_some() {
            Line::KNOWN
        } else {
            Line::UNKNOWN
        }
    }

    fn row(&self, group: usize) -> Line {
        if !self.is_exclusive() {
            return choices_line(
                self.merged,
                self.groups.answered[group],
                &self.counts[group],
            );
        }
        if self.unsaid.contains(&group) {
            self.groups.line(group)
        } else {
            Line::KNOWN
        }
    }

    fn cells(&self, group: usize, options: &[usize]) -> Vec<Cell> {
        let counts: Vec<u64> = options
            .iter()
            .map(|option| self.counts[group][*option])
            .collect();
        let answered = self.groups.answered[group];
        let least = self.groups.least;
        let mut cells = if self.is_exclusive() {
            let small = counts
                .iter()
                .map(|count| Cell::new(*count, is_small(*count, least) || *count == answered));
            small.collect()
        } else {
            choices_row(answered, &counts, least)
        };
        for (cell, option) in cells.iter_mut().zip(options) {
            let is_hidden_in_total = self.total.options[*option].count.is_none();
            cell.is_hidden |= is_hidden_in_total || self.unsaid.contains(&group);
        }
        cells
    }

    /// What nobody chose is no secret in a small group either: it is 0 everywhere.
    fn keep_noughts(&self, distribution: &mut Distribution) {
        let options = distribution.options.iter_mut().zip(&self.total.options);
        for (option, total) in options.filter(|(_, total)| total.count == Some(0)) {
            option.count = total.count;
            option.withheld = None;
        }
    }
}
