//! Whether the attacker would find anything at all, and everything there is.

use std::collections::BTreeMap;

use entity::survey_result::{QuestionResult, Withheld};
use proptest::{collection::vec, prelude::*, strategy::ValueTree, test_runner::TestRunner};

use super::{
    attacker::{Attacker, Sum},
    exact, many,
    reader::{read, truth},
    towns,
};

/// Hides what is small and nothing else.
fn naively(mut results: Vec<QuestionResult>, least: u64) -> Vec<QuestionResult> {
    for result in &mut results {
        let groups = result.breakdowns.iter_mut().flat_map(|one| &mut one.groups);
        let grouped = groups.flat_map(|group| {
            group.skipped = None;
            &mut group.distributions
        });
        for distribution in result.distributions.iter_mut().chain(grouped) {
            distribution.statistics = entity::survey_result::Statistics::default();
            for option in &mut distribution.options {
                if option.count > Some(0) && option.count < Some(least) {
                    (option.count, option.share) = (None, None);
                    option.withheld = Some(Withheld::Protected);
                }
            }
        }
    }
    results
}

#[test]
fn whoever_hides_only_what_is_small_is_found_out() {
    let mut runner = TestRunner::deterministic();
    let mut broken = 0;
    for _ in 0..200 {
        let town = towns().new_tree(&mut runner).unwrap().current();
        let results = naively(exact(&town.material()), town.least);
        let attacker = read(&results, town.people.len() as u64);
        if !attacker.finds(|number| truth(&town, number)).is_empty() {
            broken += 1;
        }
    }
    assert!(broken > 100, "only {broken} of 200 towns are found out");
}

/// A cell of a table.
type Place = (usize, usize);

const SIDE: usize = 3;

/// Tables of which all sums are known, and the places that are hidden.
fn tables() -> impl Strategy<Value = (Vec<u64>, Vec<bool>)> {
    (vec(0_u64..4, SIDE * SIDE), vec(any::<bool>(), SIDE * SIDE))
}

fn at(place: Place) -> usize {
    place.0 * SIDE + place.1
}

fn sums() -> Vec<Vec<Place>> {
    let rows = (0..SIDE).map(|row| (0..SIDE).map(|column| (row, column)).collect());
    let columns = (0..SIDE).map(|column| (0..SIDE).map(|row| (row, column)).collect());
    rows.chain(columns).collect()
}

/// Whoever knows a table but for its hidden cells.
fn attacker(cells: &[u64], hidden: &[bool]) -> Attacker<Place> {
    let mut attacker = Attacker::new();
    for row in 0..SIDE {
        for column in 0..SIDE {
            let place = at((row, column));
            attacker.reads((row, column), (!hidden[place]).then_some(cells[place]));
        }
    }
    for (number, line) in sums().into_iter().enumerate() {
        // A place outside of the table holds the sum.
        let total = (SIDE + number, 0);
        attacker.knows(total, line.iter().map(|place| cells[at(*place)]).sum());
        let sum: Sum<Place> = line.into_iter().map(|place| (place, 1.0)).collect();
        attacker.equals(sum.into_iter().chain([(total, -1.0)]).collect());
    }
    attacker
}

/// The hidden places that hold the same in every table with these sums.
fn tried(cells: &[u64], hidden: &[bool]) -> Vec<Place> {
    let mut seen: BTreeMap<usize, (u64, u64)> = BTreeMap::new();
    let mut table = cells.to_vec();
    let free: Vec<usize> = (0..cells.len()).filter(|place| hidden[*place]).collect();
    fill(&mut table, &free, cells, &mut |table| {
        for place in &free {
            let (least, most) = seen.entry(*place).or_insert((u64::MAX, 0));
            *least = (*least).min(table[*place]);
            *most = (*most).max(table[*place]);
        }
    });
    let pinned = seen.into_iter().filter(|(_, (least, most))| least == most);
    pinned
        .map(|(place, _)| (place / SIDE, place % SIDE))
        .collect()
}

/// Tries every number in every free place.
fn fill(table: &mut [u64], free: &[usize], truth: &[u64], found: &mut impl FnMut(&[u64])) {
    let rest = |table: &[u64], line: &[Place]| {
        let sum = |cells: &[u64]| line.iter().map(|place| cells[at(*place)]).sum::<u64>();
        (sum(truth), sum(table))
    };
    let Some((place, others)) = free.split_first() else {
        if sums().iter().all(|line| {
            let (wanted, is) = rest(table, line);
            wanted == is
        }) {
            found(table);
        }
        return;
    };
    let (row, column) = (place / SIDE, place % SIDE);
    let most = |line: Vec<Place>| line.iter().map(|place| truth[at(*place)]).sum::<u64>();
    let in_row = most((0..SIDE).map(|column| (row, column)).collect());
    let in_column = most((0..SIDE).map(|row| (row, column)).collect());
    for value in 0..=in_row.min(in_column) {
        table[*place] = value;
        fill(table, others, truth, found);
    }
    table[*place] = truth[*place];
}

proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 60, ..many() })]

    #[test]
    fn the_attacker_finds_what_trying_every_table_finds((cells, mut hidden) in tables()) {
        // More than six would be tried too long.
        let mut left = 6;
        for is_hidden in &mut hidden {
            *is_hidden &= left > 0;
            left -= usize::from(*is_hidden);
        }
        let found = attacker(&cells, &hidden).finds(|place| cells[at(*place)]);
        prop_assert_eq!(found, tried(&cells, &hidden));
    }
}
