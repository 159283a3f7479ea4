//! Numbers from one to another.

/// Beyond this no number is answered.
const FAR: f64 = 1e11;

/// Numbers that lie side by side; an end that is missing is open.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Span {
    pub(super) least: Option<f64>,
    pub(super) most: Option<f64>,
}

impl Span {
    /// Every number that can be answered.
    pub(super) fn from(least: Option<f64>) -> Self {
        Self {
            least: Some(least.unwrap_or(-FAR)),
            most: None,
        }
    }

    pub(super) fn point(number: f64) -> Self {
        Self {
            least: Some(number),
            most: Some(number),
        }
    }

    /// From here on, in numbers that lie `step` apart.
    pub(super) fn at_least(number: f64, step: f64) -> Self {
        Self {
            least: Some(scaled(number, step, f64::ceil)),
            most: None,
        }
    }

    /// Up to here.
    pub(super) fn at_most(number: f64, step: f64) -> Self {
        Self {
            least: None,
            most: Some(scaled(number, step, f64::floor)),
        }
    }

    /// From the next number on.
    pub(super) fn above(number: f64, step: f64) -> Self {
        Self {
            least: Some(scaled(number, step, |steps| steps.floor() + 1.0)),
            most: None,
        }
    }

    /// Up to the number before.
    pub(super) fn below(number: f64, step: f64) -> Self {
        Self {
            least: None,
            most: Some(scaled(number, step, |steps| steps.ceil() - 1.0)),
        }
    }

    /// What lies in both.
    pub(super) fn both(self, other: Self) -> Self {
        Self {
            least: larger(self.least, other.least),
            most: larger(self.most.map(|most| -most), other.most.map(|most| -most))
                .map(|most| -most),
        }
    }

    /// What lies in one of them, if that is without a gap.
    pub(super) fn one_of(mut spans: Vec<Self>, step: f64) -> Option<Self> {
        let first = |span: &Self| span.least.unwrap_or(f64::NEG_INFINITY);
        spans.sort_by(|one, other| first(one).total_cmp(&first(other)));
        let mut spans = spans.into_iter();
        let mut all = spans.next()?;
        for span in spans {
            let Some(end) = all.most else { break };
            if first(&span) > end + step * 1.5 {
                return None;
            }
            all.most = span.most.map(|most| most.max(end));
        }
        Some(all)
    }
}

/// The larger of two ends that are there.
fn larger(one: Option<f64>, other: Option<f64>) -> Option<f64> {
    [one, other].into_iter().flatten().reduce(f64::max)
}

/// A number in whole steps.
fn scaled(number: f64, step: f64, round: fn(f64) -> f64) -> f64 {
    let per_one = (1.0 / step).round();
    let steps = number * per_one;
    let near = steps.round();
    // What is whole but for the last bit is whole.
    let steps = if (steps - near).abs() < 1e-6 {
        near
    } else {
        steps
    };
    round(steps) / per_one
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_beyond_is_the_next_that_can_be_answered() {
        assert_eq!(Span::above(3.0, 1.0).least, Some(4.0));
        assert_eq!(Span::above(3.5, 1.0).least, Some(4.0));
        assert_eq!(Span::below(3.0, 1.0).most, Some(2.0));
        assert_eq!(Span::at_least(2.5, 1.0).least, Some(3.0));
        assert_eq!(Span::at_most(2.5, 1.0).most, Some(2.0));
        assert_eq!(Span::above(3.1, 0.0001).least, Some(3.1001));
        assert_eq!(Span::below(0.3, 0.0001).most, Some(0.2999));
    }

    #[test]
    fn numbers_side_by_side_are_one_span() {
        let points = |numbers: &[f64]| numbers.iter().copied().map(Span::point).collect();
        let three = Span {
            least: Some(1.0),
            most: Some(3.0),
        };
        assert_eq!(Span::one_of(points(&[3.0, 1.0, 2.0]), 1.0), Some(three));
        assert_eq!(Span::one_of(points(&[1.0, 3.0]), 1.0), None);
        let open = vec![Span::at_least(2.0, 1.0), Span::at_most(1.0, 1.0)];
        let all = Span {
            least: None,
            most: None,
        };
        assert_eq!(Span::one_of(open, 1.0), Some(all));
    }
}
