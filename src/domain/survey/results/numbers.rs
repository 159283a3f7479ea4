//! Numbers that people answered, with how often each was given.

use std::collections::BTreeMap;

use entity::survey_result::Statistics;

/// A number has at most four decimals, so it is a whole number of these.
const UNIT: i128 = 10_000;

/// Numbers in ascending order, in ten-thousandths.
pub(super) struct Numbers {
    given: Vec<(i128, i128)>,
    answers: i128,
}

impl Numbers {
    /// Reads counted values; what is no number does not count.
    pub(super) fn read(values: &BTreeMap<String, u64>) -> Self {
        let given = values.iter().filter(|(_, times)| **times > 0);
        let given = given.filter_map(|(value, times)| Some((units(value)?, i128::from(*times))));
        let mut given: Vec<_> = given.collect();
        given.sort_unstable();
        Self {
            answers: given.iter().map(|(_, times)| times).sum(),
            given,
        }
    }

    pub(super) fn statistics(&self) -> Statistics {
        Statistics {
            mean: self
                .sum()
                .and_then(|sum| ratio(sum, self.answers * UNIT, 2)),
            median: self.median(),
            standard_deviation: self.standard_deviation(),
            ..Statistics::default()
        }
    }

    /// Empty when the numbers are larger than any survey means.
    fn sum(&self) -> Option<i128> {
        self.given.iter().try_fold(0_i128, |sum, (value, times)| {
            sum.checked_add(value.checked_mul(*times)?)
        })
    }

    /// The middle one, or half-way between the two in the middle.
    fn median(&self) -> Option<f64> {
        let (low, high) = ((self.answers - 1).div_euclid(2), self.answers.div_euclid(2));
        let both = self.at(low)?.checked_add(self.at(high)?)?;
        ratio(both, 2 * UNIT, 4)
    }

    fn at(&self, place: i128) -> Option<i128> {
        let mut passed = 0;
        let reached = self.given.iter().find(|(_, times)| {
            passed += times;
            passed > place
        });
        reached.map(|(value, _)| *value)
    }

    fn standard_deviation(&self) -> Option<f64> {
        if self.answers < 2 {
            return None;
        }
        let squares = self.given.iter().try_fold(0_i128, |sum, (value, times)| {
            sum.checked_add(value.checked_mul(*value)?.checked_mul(*times)?)
        })?;
        let sum = self.sum()?;
        let spread = squares
            .checked_mul(self.answers)?
            .checked_sub(sum.checked_mul(sum)?)?;
        let divisor = self.answers * (self.answers - 1);
        #[expect(clippy::cast_precision_loss, reason = "two decimals are kept")]
        let deviation = (spread as f64 / divisor as f64).sqrt() / UNIT as f64;
        Some((deviation * 100.0).round() / 100.0)
    }
}

/// A decimal number in ten-thousandths.
fn units(number: &str) -> Option<i128> {
    let (sign, digits) = match number.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, number),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if fraction.len() > 4 {
        return None;
    }
    let whole: i128 = whole.parse().ok()?;
    let fraction: i128 = format!("{fraction:0<4}").parse().ok()?;
    Some(sign * whole.checked_mul(UNIT)?.checked_add(fraction)?)
}

/// A fraction as a decimal number, rounded half away from nought; none over nought.
pub(super) fn ratio(numerator: i128, denominator: i128, decimals: u32) -> Option<f64> {
    if denominator == 0 {
        return None;
    }
    let scale = 10_i128.pow(decimals);
    let doubled = numerator.checked_mul(scale)?.checked_mul(2)?;
    let half = if doubled < 0 {
        -denominator
    } else {
        denominator
    };
    let rounded = doubled.checked_add(half)? / denominator.checked_mul(2)?;
    #[expect(
        clippy::cast_precision_loss,
        reason = "so large a number has no decimals"
    )]
    let (rounded, scale) = (rounded as f64, scale as f64);
    Some(rounded / scale)
}

/// A number with its two leading digits: enough to compare, too little to find
/// out what single people answered.
pub(super) fn two_digits(number: f64) -> f64 {
    if number == 0.0 {
        return number;
    }
    format!("{number:.1e}").parse().unwrap_or(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[(&str, u64)]) -> Statistics {
        let values = values
            .iter()
            .map(|(value, times)| ((*value).to_owned(), *times));
        Numbers::read(&values.collect()).statistics()
    }

    #[test]
    fn numbers_are_ordered_as_numbers() {
        assert_eq!(of(&[("10", 1), ("9", 1), ("-2.5", 1)]).median, Some(9.0));
    }

    #[test]
    fn the_deviation_is_that_of_a_sample() {
        let given = of(&[("2", 1), ("4", 3), ("5", 2), ("7", 1), ("9", 1)]);
        assert_eq!(given.mean, Some(5.0));
        assert_eq!(given.standard_deviation, Some(2.14));
        assert_eq!(of(&[("5", 1)]).standard_deviation, None);
    }

    #[test]
    fn numbers_too_large_for_us_have_no_mean() {
        let large = "9".repeat(38);
        assert_eq!(of(&[(&large, 9)]).mean, None);
    }

    #[test]
    fn halves_are_rounded_away_from_nought() {
        assert_eq!(ratio(1, 8, 2), Some(0.13));
        assert_eq!(ratio(-1, 8, 2), Some(-0.13));
        assert_eq!(ratio(1, 0, 2), None);
    }

    #[test]
    fn two_digits_are_left() {
        let shown = [46.72, -1234.0, 0.0].map(|number| two_digits(number).to_string());
        assert_eq!(shown, ["47", "-1200", "0"]);
    }
}
