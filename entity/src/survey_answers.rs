//! The answers of one person, each as its question wants it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

/// Answers by the key of their question; a question that was skipped is not there.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct Answers(pub BTreeMap<String, Answer>);

/// An answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Answer {
    /// Options: one or several.
    Choice {
        codes: Vec<String>,
        /// What the respondent wrote beside "other".
        #[serde(default, skip_serializing_if = "Option::is_none")]
        other: Option<String>,
    },
    /// Options in the order of preference.
    Ranking(Vec<String>),
    /// A number, or a point of a scale.
    Number(f64),
    /// Yes or no.
    Yes(bool),
    /// A day.
    Date(NaiveDate),
    /// The respondent's own words.
    Text(String),
    /// The option chosen in each row of a matrix.
    Rows(BTreeMap<String, String>),
}
