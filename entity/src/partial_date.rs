//! Dates of which only the year, or the year and month, are known.

use std::fmt;

use chrono::NaiveDate;
use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};

use crate::Day;

/// `YYYY`, `YYYY-MM` or `YYYY-MM-DD` (ISO 8601 with reduced precision).
///
/// The text sorts by its earliest day, so the database can order it. Its days are
/// those of [`Day`].
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, DeriveValueType,
)]
#[serde(try_from = "String", into = "String")]
pub struct PartialDate(String);

/// The text is no date of any precision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidPartialDate;

impl fmt::Display for InvalidPartialDate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "expected YYYY, YYYY-MM or YYYY-MM-DD between {} and {}",
            Day::FIRST,
            Day::LAST
        )
    }
}

impl PartialDate {
    /// The text as it was given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first day that it may mean.
    #[must_use]
    pub fn earliest(&self) -> NaiveDate {
        earliest(&self.0).map(Day::date).unwrap_or_default()
    }

    /// By which other systems say that something has no end: [`Day::NEVER`], or its
    /// month or year. It is no date of ours, and only an end can be read so.
    #[must_use]
    pub fn never(text: &str) -> Option<Self> {
        let is_never = ["9999", "9999-12", "9999-12-31"].contains(&text);
        is_never.then(|| Self(text.to_owned()))
    }

    /// Whether it lies between the first and the last day.
    #[must_use]
    pub fn is_within_bounds(&self) -> bool {
        earliest(&self.0).is_some()
    }
}

impl From<NaiveDate> for PartialDate {
    fn from(day: NaiveDate) -> Self {
        Self(day.to_string())
    }
}

impl TryFrom<String> for PartialDate {
    type Error = InvalidPartialDate;

    fn try_from(text: String) -> Result<Self, InvalidPartialDate> {
        earliest(&text).ok_or(InvalidPartialDate)?;
        Ok(Self(text))
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> Self {
        date.0
    }
}

fn earliest(text: &str) -> Option<Day> {
    match text.len() {
        4 => Day::parse(&format!("{text}-01-01")),
        7 => Day::parse(&format!("{text}-01")),
        _ => Day::parse(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn partial(text: &str) -> Result<PartialDate, InvalidPartialDate> {
        PartialDate::try_from(text.to_owned())
    }

    #[test]
    fn a_year_means_its_first_day() {
        let date = partial("2016").unwrap();
        assert_eq!(
            date.earliest(),
            NaiveDate::from_ymd_opt(2016, 1, 1).unwrap()
        );
    }

    #[test]
    fn years_months_and_days_sort_together() {
        let mut dates = ["2016-02-14", "2016", "2015-12"].map(|text| partial(text).unwrap());
        dates.sort();
        assert_eq!(
            dates.map(String::from),
            ["2015-12", "2016", "2016-02-14"].map(str::to_owned)
        );
    }

    #[test]
    fn other_texts_are_refused() {
        for text in [
            "",
            "16",
            "2016-13",
            "2016-02-30",
            "+201",
            "2016/01",
            "+016-01-01",
            "1899",
            "2200-01",
            "9999",
            "0016",
        ] {
            assert_eq!(partial(text), Err(InvalidPartialDate), "{text}");
        }
    }
}
