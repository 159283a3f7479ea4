//! Scalars of ours, and values that are more than one scalar.

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, SimpleObject, Value};
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};
use entity::PartialDate as PartialDateValue;

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
/// (`2016-05-14`) is known: ISO 8601 with reduced precision.
#[Scalar]
impl ScalarType for PartialDate {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = value else {
            return Err(InputValueError::expected_type(value));
        };
        let date = PartialDateValue::try_from(text);
        date.map(Self).map_err(|_| {
            InputValueError::custom("A date is written as YYYY, YYYY-MM or YYYY-MM-DD.")
        })
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.as_str().to_owned())
    }
}

impl From<&PartialDateValue> for PartialDate {
    fn from(date: &PartialDateValue) -> Self {
        Self(date.clone())
    }
}

/// A day.
#[derive(Clone, Copy, Debug)]
pub struct Date(pub(super) NaiveDate);

/// A day, such as `2026-03-02`: ISO 8601, in the local time of the city that it
/// is about.
#[Scalar]
impl ScalarType for Date {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = value else {
            return Err(InputValueError::expected_type(value));
        };
        let day = (text.len() == 10).then(|| text.parse().ok()).flatten();
        day.map(Self)
            .ok_or_else(|| InputValueError::custom("A day is written as YYYY-MM-DD."))
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
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
        // The format alone would take blanks, and one digit for two.
        let is_clock = |byte: u8| byte == b':' || byte.is_ascii_digit();
        let is_whole = text.len() == 5 && text.bytes().all(is_clock);
        let time = is_whole.then(|| NaiveTime::parse_from_str(&text, "%H:%M").ok());
        time.flatten()
            .map(Self)
            .ok_or_else(|| InputValueError::custom("A time is written as HH:MM."))
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.format("%H:%M").to_string())
    }
}

/// The moment that a text says, as RFC 3339 has it.
///
/// The library's own scalar takes this and more: it is asked after this.
pub(super) fn moment(text: &str) -> Option<DateTime<FixedOffset>> {
    DateTime::parse_from_rfc3339(text).ok()
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
