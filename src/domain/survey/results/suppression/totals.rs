//! What is said of all respondents together.

use entity::{
    survey_result::{Distribution, QuestionResult, Statistics, Withheld},
    survey_tally_count::Count,
    values::QuestionKind as Kind,
};

use super::{
    super::{merged::Merged, numbers::two_digits},
    grid::{Cell, Grid, Line},
    hide::{Hide, hide_some},
};

/// Hides in the results of a question what is too small, and what would give it away.
pub(super) fn protect(merged: &Merged, result: &mut QuestionResult, least: u64) {
    let Count {
        answered, skipped, ..
    } = *merged.count();
    if is_small(answered, least) || answered + skipped < least {
        result.hide(Withheld::FewAnswers);
        return;
    }
    if !merged.is_in_all {
        // With it, the number of those who answered another version is known.
        result.skipped = None;
    }
    if answered == 0 {
        return;
    }
    match result.kind {
        Kind::Ranking => protect_ranks(&mut result.distributions, least),
        Kind::MultiChoice => {
            for distribution in &mut result.distributions {
                protect_choices(merged, distribution, least);
            }
        }
        Kind::Number => protect_numbers(merged, &mut result.distributions),
        _ => {
            for distribution in &mut result.distributions {
                protect_one(distribution, least);
            }
        }
    }
}

/// Whether a number stands for too few people.
pub(super) fn is_small(count: u64, least: u64) -> bool {
    count > 0 && count < least
}

fn counts(distribution: &Distribution) -> Vec<u64> {
    let counts = distribution.options.iter();
    counts
        .map(|option| option.count.unwrap_or_default())
        .collect()
}

/// One answer a person: small numbers, and a single number for all.
fn protect_one(distribution: &mut Distribution, least: u64) {
    let answered = distribution.answered.unwrap_or_default();
    if answered < least {
        distribution.hide(Withheld::Protected);
        return;
    }
    let counts = counts(distribution);
    let cells = counts
        .iter()
        .map(|count| Cell::new(*count, is_small(*count, least) || *count == answered));
    let mut grid = Grid {
        rows: vec![Line::KNOWN],
        columns: vec![Line::UNKNOWN; counts.len()],
        cells: vec![cells.collect()],
        has_known_sum: true,
        least,
    };
    grid.protect_exclusive();
    hide_some(distribution, |option| grid.is_hidden(0, option));
}

/// Several answers a person: those who chose an option and those who did not.
fn protect_choices(merged: &Merged, distribution: &mut Distribution, least: u64) {
    let answered = distribution.answered.unwrap_or_default();
    let counts = counts(distribution);
    let mut grid = Grid {
        rows: vec![choices_line(merged, answered, &counts)],
        columns: vec![Line::UNKNOWN; counts.len()],
        cells: vec![choices_row(answered, &counts, least)],
        has_known_sum: false,
        least,
    };
    grid.has_known_sum = grid.rows[0].is_known;
    grid.protect();
    hide_some(distribution, |option| grid.is_hidden(0, option));
}

/// Options chosen by some of those who answered.
pub(super) fn choices_row(answered: u64, counts: &[u64], least: u64) -> Vec<Cell> {
    let cells = counts.iter().map(|count| {
        let rest = answered.saturating_sub(*count);
        let all_chose = *count > 0 && rest == 0;
        let is_hidden = is_small(*count, least) || is_small(rest, least) || all_chose;
        Cell {
            most: answered,
            ..Cell::new(*count, is_hidden)
        }
    });
    cells.collect()
}

/// How many choices there were together is known when everybody made the same
/// number of them, or as few or as many as allowed.
pub(super) fn choices_line(merged: &Merged, answered: u64, counts: &[u64]) -> Line {
    let bound = |bound: Option<f64>, usual: u64| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a number of options is a small whole number"
        )]
        bound.map_or(usual, |bound| bound as u64)
    };
    let fewest = bound(merged.question.min, 1).max(1);
    let most = bound(merged.question.max, counts.len() as u64);
    let made: u64 = counts.iter().sum();
    let is_known = fewest == most || made <= fewest * answered || made >= most * answered;
    Line {
        is_known,
        is_counted: false,
    }
}

/// Options by ranks: everybody has ranked every option, so all sums are known.
fn protect_ranks(distributions: &mut [Distribution], least: u64) {
    let rows = distributions.iter().map(|ranked| {
        let answered = ranked.answered.unwrap_or_default();
        let cells = counts(ranked).into_iter();
        cells
            .map(|count| Cell::new(count, is_small(count, least) || count == answered))
            .collect()
    });
    let cells: Vec<Vec<Cell>> = rows.collect();
    let mut grid = Grid {
        rows: vec![Line::KNOWN; cells.len()],
        columns: vec![Line::KNOWN; cells.first().map_or(0, Vec::len)],
        cells,
        has_known_sum: true,
        least,
    };
    let is_safe = grid.protect_exclusive();
    for (row, distribution) in distributions.iter_mut().enumerate() {
        hide_some(distribution, |rank| !is_safe || grid.is_hidden(row, rank));
    }
}

/// How numbers spread is never published; their mean and their median only when
/// they are not all the same.
fn protect_numbers(merged: &Merged, distributions: &mut [Distribution]) {
    let is_uniform = merged
        .count()
        .values
        .values()
        .filter(|times| **times > 0)
        .count()
        < 2;
    for distribution in distributions {
        if is_uniform {
            hide_statistics(distribution);
        } else {
            round(distribution);
        }
    }
}

/// Leaves out what is said of numbers.
pub(super) fn hide_statistics(distribution: &mut Distribution) {
    distribution.statistics = Statistics::default();
    distribution.withheld = Some(Withheld::Protected);
}

/// Leaves of the statistics what compares groups and finds out nobody.
pub(super) fn round(distribution: &mut Distribution) {
    let exact = distribution.statistics;
    distribution.statistics = Statistics {
        mean: exact.mean.map(two_digits),
        median: exact.median.map(two_digits),
        ..Statistics::default()
    };
}
