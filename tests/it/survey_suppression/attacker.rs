//! Somebody who solves what was published as linear equations and bounds.
//!
//! They know all that is said, that people are counted in whole numbers and none is
//! negative, and how the questions are made. They first narrow intervals until
//! nothing moves, then look for the least and the greatest value of each number by
//! linear programming, which no cycle of equations deceives.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Debug,
};

use super::simplex::{Bound, largest};

/// What is still taken for nought.
const NOTHING: f64 = 1e-6;

/// Factors of numbers.
pub type Sum<N> = Vec<(N, f64)>;

/// Everything that the attacker knows.
#[derive(Clone, Debug)]
pub struct Attacker<N> {
    said: BTreeMap<N, f64>,
    equations: Vec<(Sum<N>, f64)>,
    bounds: Vec<(Sum<N>, f64)>,
    wanted: BTreeSet<N>,
}

impl<N: Ord + Clone + Debug> Attacker<N> {
    pub fn new() -> Self {
        Self {
            said: BTreeMap::new(),
            equations: Vec::new(),
            bounds: Vec::new(),
            wanted: BTreeSet::new(),
        }
    }

    /// Reads a number, or sees that it is hidden and wants it.
    pub fn reads(&mut self, number: N, value: Option<u64>) {
        match value {
            Some(value) => self.knows(number, value),
            None => {
                self.wanted.insert(number);
            }
        }
    }

    /// Knows a number.
    #[expect(clippy::cast_precision_loss, reason = "the towns are small")]
    pub fn knows(&mut self, number: N, value: u64) {
        self.said.insert(number, value as f64);
    }

    /// Knows that these add up to nought.
    pub fn equals(&mut self, sum: Sum<N>) {
        self.equations.push((sum, 0.0));
    }

    /// Knows that these add up to no more than this.
    pub fn at_most(&mut self, sum: Sum<N>, most: f64) {
        self.bounds.push((sum, most));
    }

    /// The hidden numbers that can be found out; `truth` is what they are.
    pub fn finds(&self, truth: impl Fn(&N) -> u64) -> Vec<N> {
        let system = System::of(self, truth);
        let mut found = system.narrowed(&self.wanted);
        for part in system.parts() {
            found.extend(part.solved(&self.wanted));
        }
        found.into_iter().collect()
    }
}

/// The unknown numbers, and what binds them.
struct System<N> {
    names: Vec<N>,
    truth: Vec<f64>,
    equations: Vec<Line>,
    bounds: Vec<Line>,
}

/// Factors of unknown numbers, and what they add up to, or do not exceed.
type Line = (Vec<(usize, f64)>, f64);

impl<N: Ord + Clone + Debug> System<N> {
    #[expect(clippy::cast_precision_loss, reason = "the towns are small")]
    fn of(attacker: &Attacker<N>, truth: impl Fn(&N) -> u64) -> Self {
        let lines = attacker.equations.iter().chain(&attacker.bounds);
        let mentioned = lines.flat_map(|(sum, _)| sum.iter().map(|(name, _)| name));
        let names: BTreeSet<&N> = mentioned.chain(&attacker.wanted).collect();
        let unknown = names
            .into_iter()
            .filter(|name| !attacker.said.contains_key(name));
        let names: Vec<N> = unknown.cloned().collect();
        let place: BTreeMap<&N, usize> = names
            .iter()
            .enumerate()
            .map(|(at, name)| (name, at))
            .collect();
        let line = |(sum, most): &(Sum<N>, f64)| {
            let known = sum
                .iter()
                .filter_map(|(name, factor)| Some(attacker.said.get(name)? * factor));
            let unknown = sum
                .iter()
                .filter_map(|(name, factor)| Some((*place.get(name)?, *factor)));
            (unknown.collect::<Vec<_>>(), most - known.sum::<f64>())
        };
        Self {
            equations: attacker.equations.iter().map(line).collect(),
            bounds: attacker.bounds.iter().map(line).collect(),
            truth: names.iter().map(|name| truth(name) as f64).collect(),
            names,
        }
    }

    /// The parts that no equation and no bound joins: each can be solved by itself.
    fn parts(&self) -> Vec<Self> {
        let mut part: Vec<usize> = (0..self.names.len()).collect();
        for (line, _) in self.equations.iter().chain(&self.bounds) {
            let joined: BTreeSet<usize> = line.iter().map(|(at, _)| part[*at]).collect();
            let Some(first) = joined.first() else {
                continue;
            };
            for name in part.iter_mut().filter(|name| joined.contains(name)) {
                *name = *first;
            }
        }
        let numbers: BTreeSet<usize> = part.iter().copied().collect();
        numbers
            .into_iter()
            .map(|number| self.part(&part, number))
            .collect()
    }

    fn part(&self, part: &[usize], number: usize) -> Self {
        let members: Vec<usize> = (0..part.len()).filter(|at| part[*at] == number).collect();
        let lines = |lines: &[Line]| {
            let ours = lines
                .iter()
                .filter(|(line, _)| line.iter().any(|(at, _)| part[*at] == number));
            let moved = ours.map(|(line, most)| {
                let place = |at: &usize| members.binary_search(at).expect("a line is in one part");
                let line = line.iter().map(|(at, factor)| (place(at), *factor));
                (line.collect(), *most)
            });
            moved.collect()
        };
        Self {
            names: members.iter().map(|at| self.names[*at].clone()).collect(),
            truth: members.iter().map(|at| self.truth[*at]).collect(),
            equations: lines(&self.equations),
            bounds: lines(&self.bounds),
        }
    }

    /// What intervals alone give away.
    fn narrowed(&self, wanted: &BTreeSet<N>) -> BTreeSet<N> {
        let mut ends = vec![(0.0, f64::INFINITY); self.names.len()];
        // Ends that creep by one at a time are left to the solver.
        (0..20).all(|_| self.narrow(&mut ends));
        let places = self.names.iter().zip(ends);
        let pinned = places
            .filter(|(name, (low, high))| high - low < 1.0 - NOTHING && wanted.contains(name));
        pinned.map(|(name, _)| name.clone()).collect()
    }

    fn narrow(&self, ends: &mut [(f64, f64)]) -> bool {
        let mut has_moved = false;
        let negated = self.equations.iter().map(|(line, most)| {
            let line = line.iter().map(|(at, factor)| (*at, -factor)).collect();
            (line, -most)
        });
        let negated: Vec<Line> = negated.collect();
        for (line, most) in self.equations.iter().chain(&negated).chain(&self.bounds) {
            for (at, factor) in line {
                let others = line.iter().filter(|(other, _)| other != at);
                let least: f64 = others
                    .map(|(other, factor)| low(ends[*other], *factor))
                    .sum();
                let end = (most - least) / factor;
                let (old_low, old_high) = ends[*at];
                if *factor > 0.0 && (end + NOTHING).floor() < old_high - NOTHING {
                    ends[*at].1 = (end + NOTHING).floor();
                    has_moved = true;
                } else if *factor < 0.0 && (end - NOTHING).ceil() > old_low + NOTHING {
                    ends[*at].0 = (end - NOTHING).ceil();
                    has_moved = true;
                }
            }
        }
        has_moved
    }

    /// What has no other value anywhere in the polytope.
    fn solved(&self, wanted: &BTreeSet<N>) -> BTreeSet<N> {
        let places = self.names.iter().enumerate();
        let wanted = places.filter(|(_, name)| wanted.contains(name));
        let mut pinned: Vec<usize> = wanted.map(|(at, _)| at).collect();
        if pinned.is_empty() {
            return BTreeSet::new();
        }
        let ways = self.ways();
        let bounds = self.room(&ways);
        for round in 0..6 {
            let function = mixed(&pinned, &ways, round);
            pinned = still(pinned, &function, (&ways, &bounds));
        }
        pinned.retain(|at| {
            let up = ways[*at].clone();
            let down: Vec<f64> = up.iter().map(|factor| -factor).collect();
            let is_still =
                |function: &[f64]| !still(vec![*at], function, (&ways, &bounds)).is_empty();
            is_still(&up) && is_still(&down)
        });
        pinned
            .into_iter()
            .map(|at| self.names[at].clone())
            .collect()
    }

    /// How each number moves along the free directions of the equations: all
    /// solutions are the truth and a sum of these.
    fn ways(&self) -> Vec<Vec<f64>> {
        let width = self.names.len();
        let mut rows: Vec<Vec<f64>> = Vec::new();
        for (line, _) in &self.equations {
            let mut row = vec![0.0; width];
            for (at, factor) in line {
                row[*at] += factor;
            }
            rows.push(row);
        }
        let pivots = eliminate(&mut rows);
        let free: Vec<usize> = (0..width).filter(|at| !pivots.contains(at)).collect();
        let mut ways = vec![vec![0.0; free.len()]; width];
        for (way, at) in free.iter().enumerate() {
            ways[*at][way] = 1.0;
            for (row, pivot) in pivots.iter().enumerate() {
                ways[*pivot][way] = -rows[row][*at];
            }
        }
        ways
    }

    /// No number falls below nought, and the bounds hold.
    fn room(&self, ways: &[Vec<f64>]) -> Vec<Bound> {
        let least = ways
            .iter()
            .zip(&self.truth)
            .map(|(way, truth)| (way.iter().map(|factor| -factor).collect(), *truth));
        let bounds = self.bounds.iter().map(|(line, most)| {
            let mut sum = vec![0.0; ways.first().map_or(0, Vec::len)];
            let mut slack = *most;
            for (at, factor) in line {
                slack -= factor * self.truth[*at];
                for (total, step) in sum.iter_mut().zip(&ways[*at]) {
                    *total += factor * step;
                }
            }
            assert!(slack > -NOTHING, "the attacker believes something false");
            (sum, slack.max(0.0))
        });
        least.chain(bounds).collect()
    }
}

/// Those of the numbers that are the same at the far end of a function.
fn still(
    numbers: Vec<usize>,
    function: &[f64],
    (ways, bounds): (&[Vec<f64>], &[Bound]),
) -> Vec<usize> {
    if numbers.is_empty() {
        return numbers;
    }
    let point = largest(function, bounds).expect("counts of people are bounded");
    let moved = |at: &usize| {
        let steps = ways[*at].iter().zip(&point);
        steps.map(|(factor, step)| factor * step).sum::<f64>()
    };
    numbers
        .into_iter()
        .filter(|at| moved(at).abs() < 1.0 - NOTHING)
        .collect()
}

fn low((low, high): (f64, f64), factor: f64) -> f64 {
    if factor > 0.0 {
        low * factor
    } else {
        high * factor
    }
}

/// A function that rewards moving many numbers at once.
fn mixed(numbers: &[usize], ways: &[Vec<f64>], round: usize) -> Vec<f64> {
    let mut function = vec![0.0; ways.first().map_or(0, Vec::len)];
    for at in numbers {
        let dice = (at * 31 + round * 17 + at * round) % 7;
        let weight = if dice % 2 == round % 2 { 1.0 } else { -1.0 };
        for (total, step) in function.iter_mut().zip(&ways[*at]) {
            *total += weight * step;
        }
    }
    function
}

/// Brings rows into reduced form; gives the column in which each begins.
fn eliminate(rows: &mut Vec<Vec<f64>>) -> Vec<usize> {
    let mut pivots = Vec::new();
    for column in 0..rows.first().map_or(0, Vec::len) {
        let done = pivots.len();
        let left = (done..rows.len()).filter(|row| rows[*row][column].abs() > NOTHING);
        let Some(row) = left.max_by(|one, other| {
            rows[*one][column]
                .abs()
                .total_cmp(&rows[*other][column].abs())
        }) else {
            continue;
        };
        rows.swap(done, row);
        let pivot = rows[done][column];
        rows[done].iter_mut().for_each(|cell| *cell /= pivot);
        let line = rows[done].clone();
        for (other, cells) in rows.iter_mut().enumerate() {
            let factor = cells[column];
            if other != done && factor.abs() > NOTHING {
                cells
                    .iter_mut()
                    .zip(&line)
                    .for_each(|(cell, part)| *cell -= factor * part);
            }
        }
        pivots.push(column);
    }
    rows.truncate(pivots.len());
    pivots
}
