//! The largest value of a linear function under linear bounds.

/// What is still taken for nought.
const NOTHING: f64 = 1e-7;

/// `sum(bound.0[j] * x[j]) <= bound.1`, and the second is never below nought.
pub type Bound = (Vec<f64>, f64);

/// The point at which the function is largest, by the simplex method with Bland's
/// rule; the variables may be negative. `None` when it grows without end.
pub fn largest(function: &[f64], bounds: &[Bound]) -> Option<Vec<f64>> {
    let mut table = Table::new(function, bounds);
    while let Some(column) = table.entering() {
        let row = table.leaving(column)?;
        table.pivot(row, column);
    }
    Some(table.point(function.len()))
}

/// The condensed table: each variable is the difference of two that are not
/// negative, and each bound has a slack.
struct Table {
    cells: Vec<Vec<f64>>,
    /// Which variable each row and each column stands for.
    rows: Vec<usize>,
    columns: Vec<usize>,
}

impl Table {
    fn new(function: &[f64], bounds: &[Bound]) -> Self {
        let doubled = |line: &[f64], last: f64| {
            let minus = line.iter().map(|number| -number);
            line.iter().copied().chain(minus).chain([last]).collect()
        };
        let mut cells: Vec<Vec<f64>> = bounds
            .iter()
            .map(|(line, most)| doubled(line, *most))
            .collect();
        let negated: Vec<f64> = function.iter().map(|number| -number).collect();
        cells.push(doubled(&negated, 0.0));
        let width = 2 * function.len();
        Self {
            rows: (width..width + bounds.len()).collect(),
            columns: (0..width).collect(),
            cells,
        }
    }

    fn entering(&self) -> Option<usize> {
        let costs = self.cells.last().unwrap();
        let better = (0..self.columns.len()).filter(|column| costs[*column] < -NOTHING);
        better.min_by_key(|column| self.columns[*column])
    }

    fn leaving(&self, column: usize) -> Option<usize> {
        let last = self.columns.len();
        let rows = (0..self.rows.len()).filter(|row| self.cells[*row][column] > NOTHING);
        let ratio = |row: &usize| self.cells[*row][last] / self.cells[*row][column];
        rows.min_by(|one, other| {
            let (nearer, farther) = (ratio(one), ratio(other));
            if (nearer - farther).abs() < NOTHING {
                self.rows[*one].cmp(&self.rows[*other])
            } else {
                nearer.total_cmp(&farther)
            }
        })
    }

    fn pivot(&mut self, row: usize, column: usize) {
        let pivot = self.cells[row][column];
        for (place, cell) in self.cells[row].iter_mut().enumerate() {
            *cell = if place == column { 1.0 } else { *cell } / pivot;
        }
        let line = self.cells[row].clone();
        for (other, cells) in self.cells.iter_mut().enumerate() {
            let factor = cells[column];
            if other == row || factor == 0.0 {
                continue;
            }
            for (place, cell) in cells.iter_mut().enumerate() {
                let kept = if place == column { 0.0 } else { *cell };
                *cell = kept - factor * line[place];
            }
        }
        std::mem::swap(&mut self.rows[row], &mut self.columns[column]);
    }

    fn point(&self, variables: usize) -> Vec<f64> {
        let mut point = vec![0.0; variables];
        for (row, variable) in self.rows.iter().enumerate() {
            let value = *self.cells[row].last().unwrap();
            match variable {
                plus if *plus < variables => point[*plus] += value,
                minus if *minus < 2 * variables => point[minus - variables] -= value,
                _ => {}
            }
        }
        point
    }
}

#[test]
fn the_largest_value_lies_in_a_corner() {
    let bounds = [
        (vec![1.0, 1.0], 4.0),
        (vec![1.0, 3.0], 6.0),
        (vec![-1.0, 0.0], 0.0),
        (vec![0.0, -1.0], 0.0),
    ];
    let point = largest(&[3.0, 5.0], &bounds).unwrap();
    assert!((point[0] - 3.0).abs() < NOTHING && (point[1] - 1.0).abs() < NOTHING);
}

#[test]
fn what_is_not_bounded_has_no_largest_value() {
    assert_eq!(largest(&[1.0], &[(vec![-1.0], 0.0)]), None);
}
