//! Days, as they are written.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize};

/// A day between 1900-01-01 and 2199-12-31, written as `YYYY-MM-DD`: four digits,
/// two and two.
///
/// Every day that comes in passes by here. chrono reads years of one digit, of six,
/// with signs and behind blanks, which were all meant otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(NaiveDate);

/// The text is no day, or one of another age.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidDay;

impl fmt::Display for InvalidDay {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "expected YYYY-MM-DD between {} and {}",
            Day::FIRST,
            Day::LAST
        )
    }
}

impl Day {
    /// The first day.
    pub const FIRST: Self = Self(constant(1900, 1, 1));
    /// The last day.
    pub const LAST: Self = Self(constant(2199, 12, 31));
    /// The day by which other systems say that something has no end. It is no day
    /// of ours.
    pub const NEVER: NaiveDate = constant(9999, 12, 31);

    /// Reads a day.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        written(text).and_then(Self::of)
    }

    /// Reads the end of something: there is none when it is [`Day::NEVER`].
    pub fn parse_end(text: &str) -> Result<Option<Self>, InvalidDay> {
        match written(text) {
            Some(Self::NEVER) => Ok(None),
            Some(day) => Self::of(day).map(Some).ok_or(InvalidDay),
            None => Err(InvalidDay),
        }
    }

    /// This day, if it lies between the first and the last.
    #[must_use]
    pub fn of(date: NaiveDate) -> Option<Self> {
        Some(Self(date)).filter(|day| (Self::FIRST..=Self::LAST).contains(day))
    }

    /// To reckon with.
    #[must_use]
    pub const fn date(self) -> NaiveDate {
        self.0
    }
}

/// For the end of something in a file.
pub fn end<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Day>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    let end = text.map(|text| Day::parse_end(&text)).transpose();
    end.map(Option::flatten).map_err(serde::de::Error::custom)
}

const fn constant(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(date) => date,
        None => panic!("a day of the calendar"),
    }
}

fn written(text: &str) -> Option<NaiveDate> {
    let bytes: &[u8; 10] = text.as_bytes().try_into().ok()?;
    let is_right = |(place, byte): (usize, &u8)| match place {
        4 | 7 => *byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    let is_right = bytes.iter().enumerate().all(is_right);
    is_right.then(|| text.parse().ok()).flatten()
}

impl fmt::Display for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl TryFrom<String> for Day {
    type Error = InvalidDay;

    fn try_from(text: String) -> Result<Self, InvalidDay> {
        Self::parse(&text).ok_or(InvalidDay)
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

impl From<Day> for NaiveDate {
    fn from(day: Day) -> Self {
        day.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_four_digits_two_and_two() {
        for text in ["1900-01-01", "2026-03-02", "2028-02-29", "2199-12-31"] {
            assert_eq!(Day::parse(text).unwrap().to_string(), text);
        }
        for text in [
            "",
            "26-03-02",
            "26/12/01",
            "6/1/26",
            "202-12-01",
            "2026-3-2",
            "2026-3-02 ",
            " 2026-3-02",
            "2026-03-02 ",
            "2026/03/02",
            "20260302",
            "2027-02-29",
            "2026-13-01",
            "0000-01-01",
            "0001-01-01",
            "-001-03-02",
            "-0999-3-02",
            "-0001-03-02",
            "+12026-3-2",
            "+99999-12-31",
            "1899-12-31",
            "2200-01-01",
            "9999-12-31",
            "２０２６-03-02",
            "2026-03-0\0",
        ] {
            assert_eq!(Day::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn an_end_that_never_comes_is_no_end() {
        assert_eq!(Day::parse_end("9999-12-31"), Ok(None));
        assert_eq!(Day::parse_end("2199-12-31"), Ok(Some(Day::LAST)));
        for text in ["9999-12-30", "2200-01-01", "+99999-12-31", ""] {
            assert_eq!(Day::parse_end(text), Err(InvalidDay), "{text:?}");
        }
    }
}
