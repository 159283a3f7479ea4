//! Which groups of people are too small to be told of, even their number.

use std::collections::BTreeSet;

use super::{
    grid::{Cell, Grid, Line},
    totals::is_small,
};

/// The groups of one attribute: how many people each has, and how many of them
/// answered the question.
#[derive(Clone, Debug)]
pub(super) struct Groups {
    pub(super) sizes: Vec<u64>,
    pub(super) answered: Vec<u64>,
    /// Groups whose very size is hidden, whatever the question.
    pub(super) unsaid: BTreeSet<usize>,
    pub(super) least: u64,
}

impl Groups {
    pub(super) fn new(sizes: Vec<u64>, answered: Vec<u64>, least: u64) -> Self {
        Self {
            unsaid: unsaid(&sizes, least),
            sizes,
            answered,
            least,
        }
    }

    /// The groups of which nothing may be said to this question: those of which too
    /// few answered, those that must be, and as many more as these need to be lost in.
    ///
    /// `None` when there are not groups enough to be lost in.
    pub(super) fn hidden(&self, must: &BTreeSet<usize>) -> Option<BTreeSet<usize>> {
        let answered = self.answered.iter().enumerate();
        let small = answered.filter(|(_, answered)| is_small(**answered, self.least));
        let mut hidden: BTreeSet<usize> = small.map(|(group, _)| group).collect();
        hidden.extend(&self.unsaid);
        hidden.extend(must);
        while !hidden.is_empty() && !self.is_enough(&hidden) {
            hidden.insert(smallest(&self.answered, &hidden)?);
        }
        Some(hidden)
    }

    fn is_enough(&self, hidden: &BTreeSet<usize>) -> bool {
        let together: u64 = hidden.iter().map(|group| self.answered[*group]).sum();
        hidden.len() > 1 && together >= self.least && self.bases(hidden).is_safe()
    }

    /// Those who answered beside those who did not, in the hidden groups.
    fn bases(&self, hidden: &BTreeSet<usize>) -> Grid {
        let cells = hidden.iter().map(|group| {
            let answered = self.answered[*group];
            let skipped = self.sizes[*group].saturating_sub(answered);
            vec![Cell::new(answered, true), Cell::new(skipped, true).fixed()]
        });
        Grid {
            rows: hidden.iter().map(|group| self.line(*group)).collect(),
            columns: vec![Line::UNCOUNTED; 2],
            cells: cells.collect(),
            has_known_sum: true,
            least: self.least,
        }
    }

    /// A hidden group as a row: its size may be known from another question.
    pub(super) fn line(&self, group: usize) -> Line {
        if self.unsaid.contains(&group) {
            Line::UNKNOWN
        } else {
            Line::UNCOUNTED
        }
    }
}

/// Groups that are too small, and the next larger ones until they are at least two
/// and enough people together. They are the same for all questions: someone of one
/// of them could as well belong to another, and no published number would differ.
fn unsaid(sizes: &[u64], least: u64) -> BTreeSet<usize> {
    let small = sizes.iter().enumerate();
    let small = small.filter(|(_, size)| is_small(**size, least));
    let mut unsaid: BTreeSet<usize> = small.map(|(group, _)| group).collect();
    let is_enough = |unsaid: &BTreeSet<usize>| {
        unsaid.len() > 1 && unsaid.iter().map(|group| sizes[*group]).sum::<u64>() >= least
    };
    while !unsaid.is_empty() && !is_enough(&unsaid) {
        let Some(next) = smallest(sizes, &unsaid) else {
            break;
        };
        unsaid.insert(next);
    }
    unsaid
}

fn smallest(numbers: &[u64], except: &BTreeSet<usize>) -> Option<usize> {
    let numbers = numbers.iter().enumerate();
    let left = numbers.filter(|(group, number)| **number > 0 && !except.contains(group));
    left.min_by_key(|(group, number)| (**number, *group))
        .map(|(group, _)| group)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hidden(sizes: &[u64], answered: &[u64]) -> Option<BTreeSet<usize>> {
        Groups::new(sizes.to_vec(), answered.to_vec(), 5).hidden(&BTreeSet::new())
    }

    #[test]
    fn a_small_group_takes_the_next_larger_one_with_it() {
        let found = hidden(&[3, 40, 9], &[3, 40, 9]);
        assert_eq!(found, Some(BTreeSet::from([0, 2])));
    }

    #[test]
    fn two_tiny_groups_need_a_third() {
        assert_eq!(hidden(&[1, 40, 1], &[1, 40, 1]).unwrap().len(), 3);
    }

    #[test]
    fn an_empty_group_is_no_secret() {
        assert_eq!(hidden(&[0, 40, 9], &[0, 40, 9]), Some(BTreeSet::new()));
    }

    #[test]
    fn of_a_large_group_too_few_may_have_answered() {
        let found = hidden(&[20, 30, 30], &[2, 30, 29]);
        assert_eq!(found, Some(BTreeSet::from([0, 2])));
    }
}
