//! Scalars of ours, and values that are more than one scalar.

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, SimpleObject, Value};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use entity::{Day, PartialDate as PartialDateValue};

use crate::domain::{self, locale::Locale as LocaleValue};

/// A language tag as the reader wrote it.
#[derive(Clone, Debug)]
pub struct Locale(pub(super) String);

/// A language tag (BCP 47), such as `ko`, `zh-Hant` or `pt-BR`. The language
/// must exist (ISO 639).
#[Scalar(specified_by_url = "https://www.rfc-editor.org/rfc/rfc5646")]
impl ScalarType for Locale {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(tag) = value else {
            return Err(InputValueError::expected_type(value));
        };
        LocaleValue::parse(&tag)
            .map(|_| Self(tag))
            .map_err(|error| match error {
                domain::Error::Input(sentence) => InputValueError::custom(sentence),
                _ => InputValueError::custom("The language tag cannot be read."),
            })
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}

/// A date as precise as it is known.
#[derive(Clone, Debug)]
pub struct PartialDate(pub(super) PartialDateValue);

/// A date of which only the year (`2016`), the month (`2016-05`) or the day
/// (`2016-05-14`) is known: ISO 8601 with reduced precision, from 1900 to 2199. An end
/// on `9999-12-31`, in `9999-12` or in `9999` is no end.
#[Scalar]
impl ScalarType for PartialDate {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = value else {
            return Err(InputValueError::expected_type(value));
        };
        partial_date(&text)
            .map(Self)
            .ok_or_else(|| InputValueError::custom(NO_PARTIAL_DATE))
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.as_str().to_owned())
    }
}

impl PartialDate {
    /// As the end of something: none when it never comes.
    pub(super) fn end(self) -> Option<PartialDateValue> {
        Some(self.0).filter(PartialDateValue::is_within_bounds)
    }
}

/// The scalar `PartialDate`, as it is written.
pub(super) fn partial_date(text: &str) -> Option<PartialDateValue> {
    let date = PartialDateValue::try_from(text.to_owned());
    date.ok().or_else(|| PartialDateValue::never(text))
}

const NO_PARTIAL_DATE: &str =
    "A date is written as YYYY, YYYY-MM or YYYY-MM-DD, from 1900 to 2199.";

impl From<&PartialDateValue> for PartialDate {
    fn from(date: &PartialDateValue) -> Self {
        Self(date.clone())
    }
}

/// A day.
#[derive(Clone, Copy, Debug)]
pub struct Date(pub(super) NaiveDate);

/// A day, such as `2026-03-02`: ISO 8601, in the local time of the city that it
/// is about; four digits, two and two, from 1900-01-01 to 2199-12-31. An end on
/// `9999-12-31`, by which other systems say so, is no end.
#[Scalar]
impl ScalarType for Date {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = value else {
            return Err(InputValueError::expected_type(value));
        };
        day(&text)
            .map(Self)
            .ok_or_else(|| InputValueError::custom(NO_DAY))
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

impl Date {
    /// As the end of something: none when it never comes.
    pub(super) fn end(self) -> Option<NaiveDate> {
        Some(self.0).filter(|day| *day != Day::NEVER)
    }
}

/// The scalar `Date`, as it is written: a day, or the one that never comes.
pub(super) fn day(text: &str) -> Option<NaiveDate> {
    let end = Day::parse_end(text).ok()?;
    Some(end.map_or(Day::NEVER, Day::date))
}

const NO_DAY: &str = "A day is written as YYYY-MM-DD, from 1900-01-01 to 2199-12-31.";

/// A moment as the end of something: none when it never comes.
pub(super) fn end_of(at: DateTime<Utc>) -> Option<DateTime<Utc>> {
    Some(at).filter(|at| at.date_naive() != Day::NEVER)
}

impl From<NaiveDate> for Date {
    fn from(day: NaiveDate) -> Self {
        Self(day)
    }
}

impl From<Date> for NaiveDate {
    fn from(day: Date) -> Self {
        day.0
    }
}

/// A time of the day.
#[derive(Clone, Copy, Debug)]
pub struct LocalTime(pub(super) NaiveTime);

/// A time of the day, such as `18:30`, in the local time of the city that it is
/// about.
#[Scalar]
impl ScalarType for LocalTime {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = value else {
            return Err(InputValueError::expected_type(value));
        };
        local_time(&text)
            .map(Self)
            .ok_or_else(|| InputValueError::custom("A time is written as HH:MM."))
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.format("%H:%M").to_string())
    }
}

/// The scalar `LocalTime`, as it is written.
pub(super) fn local_time(text: &str) -> Option<NaiveTime> {
    // The format alone would take blanks, and one digit for two.
    let is_clock = |byte: u8| byte == b':' || byte.is_ascii_digit();
    let is_whole = text.len() == 5 && text.bytes().all(is_clock);
    let time = is_whole.then(|| NaiveTime::parse_from_str(text, "%H:%M").ok());
    time.flatten()
}

/// The moment that a text says, as RFC 3339 has it.
///
/// The library's own scalar takes this and more: it is asked after this. A moment lies in
/// one of the days that there can be, or in the one that never comes.
pub(super) fn instant(text: &str) -> Option<DateTime<Utc>> {
    let at = DateTime::parse_from_rfc3339(text).ok()?.to_utc();
    let day = at.date_naive();
    (day == Day::NEVER || Day::of(day).is_some()).then_some(at)
}

/// A point on the earth, WGS 84.
#[derive(SimpleObject, Clone, Copy)]
pub struct Location {
    /// Degrees north of the equator, from -90 to 90.
    latitude: f64,
    /// Degrees east of Greenwich, from -180 to 180.
    longitude: f64,
    /// Whether the point only says roughly where it is.
    approximate: bool,
}

impl Location {
    /// The point, when both degrees are known.
    pub(super) fn of(
        latitude: Option<f64>,
        longitude: Option<f64>,
        approximate: bool,
    ) -> Option<Self> {
        Some(Self {
            latitude: latitude?,
            longitude: longitude?,
            approximate,
        })
    }
}

/// An amount of money.
#[derive(SimpleObject, Clone)]
pub struct Money {
    /// The amount as a decimal number, exact, such as `12.50`.
    amount: String,
    /// The currency: ISO 4217, such as `KRW`.
    currency: String,
}

impl Money {
    pub(super) fn of(minor: i64, currency: &str) -> Self {
        Self {
            amount: domain::money::decimal(minor, currency),
            currency: currency.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_as_iso_has_it_or_never_comes() {
        assert_eq!(day("2026-03-02"), NaiveDate::from_ymd_opt(2026, 3, 2));
        assert_eq!(day("9999-12-31"), Some(Day::NEVER));
        assert_eq!(Date(Day::NEVER).end(), None);
        for text in ["26-03-02", "+12026-3-2", " 2026-3-02", "9999-12-30"] {
            assert_eq!(day(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_date_keeps_its_precision_within_the_same_bounds() {
        for text in ["1900", "2016-05", "2199-12-31"] {
            assert_eq!(partial_date(text).unwrap().as_str(), text);
        }
        for text in ["9999", "9999-12", "9999-12-31"] {
            assert_eq!(PartialDate(partial_date(text).unwrap()).end(), None);
        }
        for text in ["1899", "2200-01", "0026", "+999"] {
            assert_eq!(partial_date(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_time_has_neither_blanks_nor_signs() {
        assert_eq!(local_time("18:30"), NaiveTime::from_hms_opt(18, 30, 0));
        for text in [" 8:30", "18: 30", "+8:30", "24:00", "18:30:00", ""] {
            assert_eq!(local_time(text), None, "{text:?}");
        }
    }
}
