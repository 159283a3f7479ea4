//! A table whose sums are known, and what must be hidden in it so that nothing
//! hidden can be computed.
//!
//! Rows are groups of people, columns are what they could answer. Hidden cells are
//! edges between their row and their column. Where the sum of a row is not known,
//! the row is one with all others of that kind: people can be moved between them
//! unseen. The same holds for columns. A hidden cell can be another number exactly
//! when it lies on a cycle along which the numbers can be shifted by one, up and
//! down in turn, without one of them falling below nought: a path of the residual
//! graph, as in a network flow. So what is found here is exact, not a rule of thumb.

/// A table.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    pub(super) rows: Vec<Line>,
    pub(super) columns: Vec<Line>,
    /// By row, then by column.
    pub(super) cells: Vec<Vec<Cell>>,
    /// Whether all cells together have a sum that is known.
    pub(super) has_known_sum: bool,
    /// The fewest people that anything said may stand for.
    pub(super) least: u64,
}

/// A row or a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Whether its sum is known.
    pub(super) is_known: bool,
    /// Whether what is hidden in it must together stand for enough people.
    pub(super) is_counted: bool,
}

/// A number in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) value: u64,
    /// It can be no more than this.
    pub(super) most: u64,
    pub(super) is_hidden: bool,
    /// Hidden or not, it stays so.
    pub(super) is_fixed: bool,
}

/// A row, a column, or all of a kind whose sums are unknown.
type Node = usize;

/// The way from a row to a column raises the cell by one; back, it lowers it.
#[derive(Clone, Copy)]
struct Arc {
    from: Node,
    to: Node,
    cell: (usize, usize),
}

/// Where a hidden number can be computed.
enum Weakness {
    Row(usize),
    Column(usize),
    Cell(usize, usize),
}

impl Line {
    pub(super) const KNOWN: Self = Self {
        is_known: true,
        is_counted: true,
    };

    pub(super) const UNKNOWN: Self = Self {
        is_known: false,
        is_counted: false,
    };

    pub(super) const UNCOUNTED: Self = Self {
        is_known: true,
        is_counted: false,
    };
}

impl Cell {
    pub(super) fn new(value: u64, is_hidden: bool) -> Self {
        Self {
            value,
            most: u64::MAX,
            is_hidden,
            is_fixed: false,
        }
    }

    /// The same, whatever happens around it.
    pub(super) fn fixed(self) -> Self {
        Self {
            is_fixed: true,
            ..self
        }
    }
}

impl Grid {
    /// Whether nothing hidden can be computed.
    pub(super) fn is_safe(&self) -> bool {
        self.weakness().is_none()
    }

    /// Hides more cells, the smallest first, until nothing hidden can be computed.
    /// False when that cannot be reached.
    pub(super) fn protect(&mut self) -> bool {
        while let Some(weakness) = self.weakness() {
            if !self.hide_near(&weakness) {
                self.hide_all();
                return self.is_safe();
            }
        }
        true
    }

    /// The same where the options of a row exclude one another: a row of which no
    /// positive number is left tells by its noughts what was chosen.
    pub(super) fn protect_exclusive(&mut self) -> bool {
        loop {
            if !self.protect() {
                return false;
            }
            if !self.close_rows() {
                return true;
            }
        }
    }

    pub(super) fn is_hidden(&self, row: usize, column: usize) -> bool {
        self.cells[row][column].is_hidden
    }

    fn close_rows(&mut self) -> bool {
        let mut has_closed = false;
        for row in &mut self.cells {
            let free = |cell: &&Cell| !cell.is_fixed;
            let is_open = row
                .iter()
                .filter(free)
                .any(|cell| cell.value > 0 && !cell.is_hidden);
            let is_touched = row.iter().filter(free).any(|cell| cell.is_hidden);
            if is_touched && !is_open {
                for cell in row
                    .iter_mut()
                    .filter(|cell| !cell.is_fixed && !cell.is_hidden)
                {
                    cell.is_hidden = true;
                    has_closed = true;
                }
            }
        }
        has_closed
    }

    fn hide_all(&mut self) {
        for cell in self
            .cells
            .iter_mut()
            .flatten()
            .filter(|cell| !cell.is_fixed)
        {
            cell.is_hidden = true;
        }
    }

    fn weakness(&self) -> Option<Weakness> {
        let rows = (0..self.rows.len()).filter(|row| {
            let hidden = self.cells[*row].iter().filter(|cell| cell.is_hidden);
            self.is_thin(self.rows[*row], hidden)
        });
        let columns = (0..self.columns.len()).filter(|column| {
            let cells = self.cells.iter().map(|row| &row[*column]);
            self.is_thin(self.columns[*column], cells.filter(|cell| cell.is_hidden))
        });
        let mut lines = rows.map(Weakness::Row).chain(columns.map(Weakness::Column));
        lines.next().or_else(|| self.computable())
    }

    /// Whether what is hidden in a line adds up to too few people: the sum is known
    /// to whoever takes the rest from the whole.
    fn is_thin<'a>(&self, line: Line, hidden: impl Iterator<Item = &'a Cell>) -> bool {
        let mut hidden = hidden.peekable();
        if !line.is_known || !line.is_counted || hidden.peek().is_none() {
            return false;
        }
        hidden.map(|cell| cell.value).sum::<u64>() < self.least
    }

    fn computable(&self) -> Option<Weakness> {
        let arcs = self.arcs();
        let hidden = self.hidden();
        let mut hidden = hidden
            .into_iter()
            .filter(|(row, column)| !self.cells[*row][*column].is_fixed);
        let pinned = hidden.find(|place| !self.can_differ(*place, &arcs));
        pinned.map(|(row, column)| Weakness::Cell(row, column))
    }

    fn can_differ(&self, place: (usize, usize), arcs: &[Arc]) -> bool {
        let (row, column) = (self.row(place.0), self.column(place.1));
        let cell = self.cells[place.0][place.1];
        let joins = |from, to| connects(from, to, place, arcs);
        (cell.value < cell.most && joins(column, row)) || (cell.value > 0 && joins(row, column))
    }

    fn hidden(&self) -> Vec<(usize, usize)> {
        let places = (0..self.rows.len())
            .flat_map(|row| (0..self.columns.len()).map(move |column| (row, column)));
        places
            .filter(|(row, column)| self.is_hidden(*row, *column))
            .collect()
    }

    fn arcs(&self) -> Vec<Arc> {
        let mut arcs = Vec::new();
        for cell in self.hidden() {
            let Cell { value, most, .. } = self.cells[cell.0][cell.1];
            let (row, column) = (self.row(cell.0), self.column(cell.1));
            if value < most {
                arcs.push(Arc {
                    from: row,
                    to: column,
                    cell,
                });
            }
            if value > 0 {
                arcs.push(Arc {
                    from: column,
                    to: row,
                    cell,
                });
            }
        }
        arcs
    }

    fn row(&self, row: usize) -> Node {
        if self.rows[row].is_known { 2 + row } else { 0 }
    }

    fn column(&self, column: usize) -> Node {
        if self.columns[column].is_known {
            2 + self.rows.len() + column
        } else {
            usize::from(self.has_known_sum)
        }
    }

    /// Hides the smallest number that mends the weak place, or else the smallest beside
    /// it, so that a way can begin there.
    fn hide_near(&mut self, weakness: &Weakness) -> bool {
        let is_near = |row: usize, column: usize| match weakness {
            Weakness::Row(weak) => row == *weak,
            Weakness::Column(weak) => column == *weak,
            Weakness::Cell(weak_row, weak_column) => row == *weak_row || column == *weak_column,
        };
        let mending = match weakness {
            Weakness::Cell(row, column) => self.mending((*row, *column)),
            Weakness::Row(_) | Weakness::Column(_) => None,
        };
        let nearest = mending.or_else(|| self.shown(is_near).first().copied());
        let Some((row, column)) = nearest.or_else(|| self.shown(|_, _| true).first().copied())
        else {
            return false;
        };
        self.cells[row][column].is_hidden = true;
        true
    }

    /// The smallest number that, once it is hidden, lets a hidden one be another.
    fn mending(&self, pinned: (usize, usize)) -> Option<(usize, usize)> {
        let mut trial = self.clone();
        let mut shown = self.shown(|_, _| true).into_iter();
        shown.find(|(row, column)| {
            trial.cells[*row][*column].is_hidden = true;
            let mends = trial.can_differ(pinned, &trial.arcs());
            trial.cells[*row][*column].is_hidden = false;
            mends
        })
    }

    /// The places of the positive numbers that are shown, the smallest first.
    fn shown(&self, is_meant: impl Fn(usize, usize) -> bool) -> Vec<(usize, usize)> {
        let mut shown = Vec::new();
        for (row, cells) in self.cells.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                let is_free = !cell.is_hidden && !cell.is_fixed && cell.value > 0;
                if is_free && is_meant(row, column) {
                    shown.push((cell.value, row, column));
                }
            }
        }
        shown.sort_unstable();
        shown
            .into_iter()
            .map(|(_, row, column)| (row, column))
            .collect()
    }
}

/// Whether a way leads there that does not use this cell.
fn connects(from: Node, to: Node, without: (usize, usize), arcs: &[Arc]) -> bool {
    let mut reached = vec![from];
    let mut next = 0;
    while let Some(here) = reached.get(next).copied() {
        if here == to {
            return true;
        }
        next += 1;
        for arc in arcs
            .iter()
            .filter(|arc| arc.from == here && arc.cell != without)
        {
            if !reached.contains(&arc.to) {
                reached.push(arc.to);
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(values: &[&[u64]], least: u64) -> Grid {
        let is_small = |value: u64| value > 0 && value < least;
        let cells = values.iter().map(|row| {
            let cells = row.iter().map(|value| Cell::new(*value, is_small(*value)));
            cells.collect()
        });
        Grid {
            rows: vec![Line::KNOWN; values.len()],
            columns: vec![Line::KNOWN; values[0].len()],
            cells: cells.collect(),
            has_known_sum: true,
            least,
        }
    }

    fn hidden(grid: &Grid) -> Vec<(usize, usize)> {
        grid.hidden()
    }

    #[test]
    fn one_small_number_hides_a_rectangle() {
        let mut table = grid(&[&[2, 30, 8], &[20, 40, 9], &[25, 30, 50]], 5);
        assert!(table.protect());
        assert_eq!(hidden(&table), [(0, 0), (0, 2), (1, 0), (1, 2)]);
    }

    #[test]
    fn a_nought_is_no_cover() {
        let mut table = grid(&[&[3, 0], &[0, 40]], 5);
        table.protect_exclusive();
        assert_eq!(hidden(&table).len(), 4, "nothing less would hide the three");
    }

    #[test]
    fn two_small_numbers_in_a_row_cover_one_another_only_when_they_are_enough() {
        let mut table = grid(&[&[3, 1, 20]], 5);
        table.columns = vec![Line::UNKNOWN; 3];
        assert!(table.protect());
        assert_eq!(hidden(&table), [(0, 0), (0, 1), (0, 2)]);
    }

    #[test]
    fn nothing_small_hides_nothing() {
        let mut table = grid(&[&[9, 0], &[8, 7]], 5);
        assert!(table.protect_exclusive());
        assert_eq!(hidden(&table), []);
    }
}
